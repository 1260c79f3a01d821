"""Where the picture file lies that a text names."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

_SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"))


def picture_beside(text_file: Path, target: str) -> str | None:
    """The path of the picture file that `target` names relative to the text file, if it is on disk beside it.

    Beside means in the same folder, the one above, or below either: a text cannot point out of its archive.
    """
    if not target or urlsplit(target).scheme or target.startswith(("/", "\\")):
        return None
    try:
        picture = (text_file.parent / unquote(target)).resolve()
        inside = picture.is_relative_to(text_file.parent.parent.resolve())
        return str(picture) if inside and picture.suffix.lower() in _SUFFIXES and picture.is_file() else None
    except (OSError, ValueError):
        return None

"""Where the picture file lies that a text names, on disk or in the archive that holds the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.neighbours import Neighbours
from ingest.picture_files import is_picture

_archive: ContextVar[Neighbours | None] = ContextVar("archive", default=None)


@contextmanager
def reading_inside(archive: Neighbours | None) -> Iterator[None]:
    """Let texts find the pictures beside them in that archive; on disk for `None`."""
    token = _archive.set(archive)
    try:
        yield
    finally:
        _archive.reset(token)


def picture_beside(text_file: Path, target: str) -> str | None:
    """The path of the picture file that `target` names relative to the text file, if it lies beside it.

    Beside means in the same folder, the one above, or below either: a text cannot point out of its archive. Of a text
    inside an archive it is the path that the picture is remembered by: `wires.zip!2024/quay.jpg`.
    """
    if not target or urlsplit(target).scheme or target.startswith(("/", "\\")):
        return None
    try:
        picture = (text_file.parent / unquote(target)).resolve()
        inside = picture.is_relative_to(text_file.parent.parent.resolve())
        if inside and (archive := _archive.get()) is not None:
            return archive.picture_at(picture)
        return (
            str(picture) if inside and picture.is_file() and is_picture(picture, lambda: _beginning(picture)) else None
        )
    except (OSError, ValueError):
        return None


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(8)

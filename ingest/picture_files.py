"""Whether a file that a text names as its picture is one: by its ending or, where it has none, by how it begins."""

from collections.abc import Callable
from pathlib import PurePath

_SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"))
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")


def is_picture(name: PurePath, first_bytes: Callable[[], bytes]) -> bool:
    """Whether a file of that name is a picture; its first bytes, eight or more, are asked for only without an ending.

    What follows a full stop in an agency's name, such as `tag_reuters.com_2014_binary_X-BASEIMAGE`, is no ending.
    """
    suffix = name.suffix.lower()
    if suffix in _SUFFIXES:
        return True
    return not (1 < len(suffix) <= 5) and first_bytes().startswith(_BEGINNINGS)

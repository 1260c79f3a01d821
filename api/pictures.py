"""A photograph's file: from the path in the record to bytes that are an image by content."""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from archive.errors import NotFoundError
from archive.model import Photo

FileInside = Callable[[str], bytes | None]
"""Gives the bytes of a file that lies inside another by its path in the record; `None` where they cannot be had."""

# What browsers show. SVG is left out: it can carry scripts.
SIGNATURES = (
    (b"\xff\xd8\xff", b"", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", b"", "image/png"),
    (b"GIF87a", b"", "image/gif"),
    (b"GIF89a", b"", "image/gif"),
    (b"RIFF", b"WEBP", "image/webp"),
)


def picture(photo_id: str, appearances: Iterable[Photo], file_inside: FileInside) -> tuple[bytes, str]:
    """The picture's bytes and their media type, from the first appearance whose file is still there.

    A file that is not on disk by its path may lie in an archive: `file_inside` looks there.

    Raises:
        NotFoundError: the record names no file, or none that is on disk and an image.
    """
    for path in dict.fromkeys(appearance.path for appearance in appearances if appearance.path):
        content = _regular_file(Path(path)) or file_inside(path)
        media_type = media_type_of(content) if content else None
        if content and media_type:
            return content, media_type
    raise NotFoundError(
        f"the picture of photograph {photo_id!r} is not on disk as a JPEG, PNG, GIF or WebP file;"
        f" its caption is at /v1/photos/{photo_id}"
    )


def media_type_of(content: bytes) -> str | None:
    """The media type that the bytes themselves show; `None` where they are no picture a browser shows."""
    for start, at_eight, media_type in SIGNATURES:
        if content.startswith(start) and content.startswith(at_eight, 8 if at_eight else 0):
            return media_type
    return None


def _regular_file(path: Path) -> bytes | None:
    try:
        # Opened without waiting, so that a pipe put in the picture's place cannot hold a thread for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read()

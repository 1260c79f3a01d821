"""A JPEG XL file in, the XMP and Exif blocks of its container out; the picture itself is not decoded."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.errors import UnreadableError

CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
CODESTREAM = b"\xff\x0a"
_LARGEST = 16 * 1024 * 1024
_MOST_BOXES = 10_000


def blocks(path: Path) -> Iterator[tuple[str, bytes]]:
    """The blocks `xml ` and `Exif`, the latter from its byte order mark on.

    Raises:
        UnreadableError: a box is cut off, larger than any caption, or packed in a way that is not read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        for name, length in _boxes(file, size):
            if name == b"brob":
                raise UnreadableError("its captions are packed with Brotli, which is not read; save it without")
            if name in (b"xml ", b"Exif"):
                if length > _LARGEST:
                    raise UnreadableError(f"its {name.decode().strip()} block claims {length} bytes")
                content = file.read(length)
                yield name.decode().strip(), content if name == b"xml " else _after_offset(content)


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    """The name and length of each box; the file stands at its content, wherever the caller leaves it."""
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        header = file.read(8)
        if len(header) < 8:
            return
        length, name, head = int.from_bytes(header[:4], "big"), header[4:], 8
        if length == 1:
            length, head = int.from_bytes(file.read(8), "big"), 16
        length = size - at if length == 0 else length
        if length < head or at + length > size:
            raise UnreadableError(f"its {name!r} block is cut off or claims an absurd size")
        yield name, length - head
        at += length


def _after_offset(content: bytes) -> bytes:
    """Exif without the four bytes that say how far in it begins."""
    return content[4 + int.from_bytes(content[:4], "big") :]

"""Files packed whole by gzip, bzip2 or xz: which it is, how what is inside begins, and its bytes as a stream."""

import bz2
import gzip
import lzma
import re
import zlib
from pathlib import Path
from typing import IO, cast

_CAPTURE = re.compile(rb"\s*(?:WARC/\d|filedesc://|[a-z]+:\S* \S+ \d{14} \S+ \d+\r?\n)")
_GZIP, _BZIP2, _XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"


def packing_of(head: bytes) -> str | None:
    """`gzip`, `bzip2` or `xz` by the first bytes of a file, `None` for any other."""
    for beginning, name in ((_GZIP, "gzip"), (_BZIP2, "bzip2"), (_XZ, "xz")):
        if head.startswith(beginning):
            return name
    return None


def is_tar(head: bytes) -> bool:
    """Whether a file, or the file that is packed in it, is a tar archive."""
    return inner_head(head)[257:262] == b"ustar"


def is_web_capture(head: bytes) -> bool:
    """Whether a file, or the file that is packed in it, begins like a WARC or an ARC."""
    return _CAPTURE.match(inner_head(head)) is not None


def inner_head(head: bytes) -> bytes:
    """How the file inside begins, as far as `head` tells; `head` itself where nothing is packed."""
    packing = packing_of(head)
    try:
        if packing == "gzip":
            return zlib.decompressobj(wbits=31).decompress(head, 4096)
        if packing == "bzip2":
            return bz2.BZ2Decompressor().decompress(head, 4096)
        if packing == "xz":
            return lzma.LZMADecompressor().decompress(head, 4096)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
        return b""
    return head


def unpacked(path: Path, packing: str) -> IO[bytes]:
    """The bytes of the file inside; errors of the packing come while it is read, as `OSError`, `EOFError` and such."""
    if packing == "gzip":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return bz2.open(path, "rb") if packing == "bzip2" else lzma.open(path, "rb")

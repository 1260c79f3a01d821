"""A WARC or ARC file in, its records out one by one with where each begins; the only file that imports warcio."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.model import Problem

_LIBRARY_ERRORS = (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error, AttributeError, TypeError, KeyError)
_ONE_PIECE = "non-chunked gzip"


class _Content(io.RawIOBase):
    """The content of a record; closing it leaves the file open for the next record."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        # What is wrong with its packing the library writes to the terminal; that it is not whole is told after it.
        with redirect_stderr(io.StringIO()):
            return bytes(self._stream.read(size) if size >= 0 else self._stream.read())


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its type, where it begins in the file, what it is about, and its content while it is at hand.

    `status` is that of HTTP, `media_type` the content's own, `refers_to` what a revisit says was there before.
    """

    kind: str
    offset: int
    target: str | None
    date: str | None
    status: str | None
    media_type: str
    digest: str | None
    refers_to: str | None
    content: io.RawIOBase


def records(path: Path) -> Iterator[Record | Problem]:
    """The records of the file in order; where one is not whole, a problem after it, and where no more can be read."""
    read = 0
    with path.open("rb") as file:
        try:
            for item in _records(file):
                read += isinstance(item, Record)
                yield item
        except _LIBRARY_ERRORS as error:
            if _ONE_PIECE not in str(error):
                yield _problem(error, file)
                return
        else:
            return
    yield from _records_of_one_piece(path, read)


def _records_of_one_piece(path: Path, read: int) -> Iterator[Record | Problem]:
    """Records that were packed together, not each by itself: those after the first `read`, by offsets once unpacked."""
    with gzip.open(path, "rb") as file:
        try:
            for number, item in enumerate(_records(file)):
                if number >= read:
                    yield item
        except _LIBRARY_ERRORS as error:
            yield _problem(error, file)


def _records(file: Any) -> Iterator[Record | Problem]:
    with redirect_stderr(io.StringIO()):
        found = ArchiveIterator(file, arc2warc=True)
    while True:
        errors = found.err_count
        with redirect_stderr(io.StringIO()):
            record = next(found, None)
        if found.err_count > errors:
            yield Problem("a record is longer or shorter than it says", f"byte {found.offset}")
        if record is None:
            return
        offset = found.offset
        yield _record(record, offset)
        with redirect_stderr(io.StringIO()):
            while record.raw_stream.read(65536):
                pass
        missing = getattr(record.raw_stream, "limit", 0)
        if missing:
            reason = f"the last {missing:,} bytes of its record cannot be read; the file is clipped or damaged"
            yield Problem(reason, f"byte {offset}")


def _record(record: Any, offset: int) -> Record:
    headers, http = record.rec_headers, record.http_headers
    target = headers.get_header("WARC-Target-URI")
    media_type = (http if http is not None else headers).get_header("Content-Type") or ""
    return Record(
        kind=record.rec_type,
        offset=offset,
        target=target.strip("<> ") if target else None,
        date=headers.get_header("WARC-Date"),
        status=http.get_statuscode() if http is not None and record.rec_type != "request" else None,
        media_type=media_type.partition(";")[0].strip().lower(),
        digest=headers.get_header("WARC-Payload-Digest"),
        refers_to=headers.get_header("WARC-Refers-To-Target-URI"),
        content=_Content(record.content_stream()),
    )


def _problem(error: Exception, file: Any) -> Problem:
    said = " ".join(str(error).split()) or type(error).__name__
    return Problem(f"cannot be read on as a web capture: {said}", f"byte {file.tell()}")

"""Mailboxes in the mbox form: each message is one more file, known by its Message-ID."""

import re
from collections.abc import Callable, Iterator
from email.parser import BytesHeaderParser
from io import BytesIO
from pathlib import Path
from typing import IO

from archive.model import Problem
from ingest.container import Member, PassedOver

# The line that begins a message ends in a date: a "From" that begins a sentence does not.
_START = re.compile(rb"From \S.*\b\d{4}\b.{0,8}\r?\n?$")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = 64 * 1024


class MboxContainer:
    """Reads the messages of a mailbox in the mbox form."""

    name = "mbox"
    suffixes = (".mbox", ".mbx")
    holds_a_folder = False

    def recognises(self, head: bytes, path: Path) -> bool:
        first, _, rest = head.partition(b"\n")
        return _START.match(first) is not None and re.match(rb"[A-Za-z][A-Za-z0-9-]*:", rest) is not None

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        with path.open("rb") as file:
            for number, (start, end) in enumerate(list(_spans(file)), start=1):
                file.seek(start)
                message = BytesHeaderParser().parsebytes(file.read(min(end - start, _HEADERS)))
                known_as = " ".join(str(message.get("Message-ID", "")).split()).strip("<>")
                name = f"{known_as or f'message {number}'}.eml"
                yield Member(name=name, content=_content(file, start, end), suffix=".eml")


def _spans(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Where each message lies, without the line that begins it: bytes from and to."""
    position, start, blank = 0, -1, True
    for line in file:
        if blank and _START.match(line):
            if start >= 0:
                yield start, position
            start = position + len(line)
        blank = not line.strip()
        position += len(line)
    if start >= 0:
        yield start, position


def _content(file: IO[bytes], start: int, end: int) -> Callable[[], IO[bytes]]:
    def content() -> IO[bytes]:
        file.seek(start)
        return BytesIO(_QUOTED.sub(rb"\1", file.read(end - start)))

    return content

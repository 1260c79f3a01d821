"""A file of teletype wire messages in (IPTC 7901, ANPA 1312), its messages out, each cut at the control characters.

SOH begins a message and its header, STX the text, ETX its end, EOT the end of the message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.errors import UnreadableError
from ingest.encoding import decode

_MESSAGE = re.compile(rb"\x01([^\x01\x02\x04]{4,600}?)\x02([^\x01\x04]*)\x04?", re.DOTALL)
_ANPA_HEADER = re.compile(rb"^[A-Za-z]\d{3,4}\x1f")
_IPTC_HEADER = re.compile(rb"^\s*[A-Za-z]{1,4}\s?\d{1,4}[ \t]+\d[ \t]+\w{1,4}\b")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: what stands before, in and after its text, and the byte of the file where it begins."""

    header: str
    text: str
    trailer: str
    start: int


def is_anpa(head: bytes) -> bool:
    """Whether the beginning of a file is that of an ANPA 1312 message."""
    return _begins(head, _ANPA_HEADER)


def is_iptc_7901(head: bytes) -> bool:
    """Whether the beginning of a file is that of an IPTC 7901 message."""
    return _begins(head, _IPTC_HEADER)


def messages_of(path: Path) -> Iterator[Message]:
    """The messages of a file in order. One that is clipped has what was received of it.

    Raises:
        UnreadableError: the file holds none.
    """
    found = False
    for match in _MESSAGE.finditer(path.read_bytes()):
        found = True
        text, _, trailer = match[2].partition(b"\x03")
        yield Message(decode(match[1]), decode(text), decode(trailer), match.start())
    if not found:
        raise UnreadableError("holds no whole header of a wire message; it may be clipped")


def _begins(head: bytes, header: re.Pattern[bytes]) -> bool:
    found = _MESSAGE.search(head)
    return found is not None and found.start() <= 256 and header.match(found[1]) is not None

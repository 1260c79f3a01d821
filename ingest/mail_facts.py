"""The headers of a message in, what they say of the article out: headline, sender, date, identity."""

import re
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from archive.model import Link, Metadata, NewsDate, Problem
from ingest.credits import is_person
from ingest.dates import dated
from ingest.encoding import decode
from ingest.fields import keyword_list
from ingest.normalise import one_line

_PASSED_ON = re.compile(r"^\s*(?:(?:fwd?|wg|tr|rv|i|re|aw|sv|vs|antw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
# Where anybody may have an address: the name after the @ says nothing of the sender.
_FREE = re.compile(r"(?:^|\.)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|gmx|web|proton(?:mail)?)\.\w+$")
_SURROGATE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message is from: a person, an office, and the host their address is at, as far as each is known."""

    person: str | None = None
    office: str | None = None
    host: str | None = None


@dataclass(slots=True)
class Headers:
    """The decoded headers of a message, by lower-case name; of those that repeat, the first."""

    by_name: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """The header on one line, `None` where it is absent or empty."""
        return self.by_name.get(name) or None


def headers_of(message: Message) -> Headers:
    """The headers of a message, their encoded words decoded."""
    found: dict[str, str] = {}
    for name, raw in message.raw_items():
        found.setdefault(name.lower(), one_line(decoded_words(str(raw))))
    return Headers(found)


def decoded_words(raw: str) -> str:
    """A header with its encoded words decoded; bytes outside ASCII are read as the text files of the archive are."""
    if _SURROGATE.search(raw):
        raw = decode(raw.encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(raw.replace("\r", "").replace("\n", ""))
    except (HeaderParseError, ValueError):
        return raw
    return "".join(_piece(value, charset) for value, charset in pieces)


def headline_of(headers: Headers) -> str:
    """The subject without `Fwd:` and `Re:`."""
    return _PASSED_ON.sub("", headers.get("subject") or "")


def marks_of(value: str | None) -> tuple[str, ...]:
    """The messages that a header such as `Message-ID` or `Supersedes` names, as `mid:` addresses."""
    return tuple(f"mid:{mark}" for mark in re.findall(r"<([^<>\s]+)>", value or ""))


def metadata_of(headers: Headers, problems: list[Problem]) -> Metadata:
    """What the headers say; a date that cannot be is left out and added to `problems`."""
    sender = sender_of(headers.get("from"))
    return Metadata(
        byline=sender.person,
        source=headers.get("organization") or sender.office or sender.host,
        published=mail_date(headers.get("date"), problems),
        language=(headers.get("content-language") or "").split(",")[0] or None,
        url=(headers.get("archived-at") or "").strip("<>") or None,
        keywords=keyword_list(headers.get("keywords")),
        links=tuple(Link("inreplyto", mark) for mark in marks_of(headers.get("in-reply-to"))),
    )


def sender_of(value: str | None) -> Sender:
    """Who a `From` names. A name that reads like a person's is one, any other an office's."""
    for name, address in getaddresses([value or ""]):
        name, address = one_line(name).strip("'\""), address.strip()
        host = address.rpartition("@")[2].casefold() if "@" in address else ""
        known_host = host if host and not _FREE.search(host) else None
        if name and name != address:
            return Sender(name, None, known_host) if is_person(name) else Sender(None, name, known_host)
        if address:
            return Sender(None, None, known_host)
    return Sender()


def mail_date(value: str | None, problems: list[Problem]) -> NewsDate | None:
    """The date of a `Date` header, with its zone."""
    try:
        return dated(parsedate_to_datetime(value or "").isoformat(), "Date", problems)
    except (ValueError, TypeError, IndexError, OverflowError):
        return dated(value, "Date", problems)


def _piece(value: str | bytes, charset: str | None) -> str:
    if isinstance(value, str):
        return value
    try:
        return value.decode(charset or "ascii")
    except (LookupError, UnicodeDecodeError):
        return decode(value)

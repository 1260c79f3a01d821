"""Plain text in the form papers export it: headline, byline and date lines, body, notes, keywords, captions."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import Draft, Problem
from ingest.article_text import Opened
from ingest.encoding import decode, looks_like_text
from ingest.lines import paragraphs_of
from ingest.normalise import normalise
from ingest.wire_messages import is_anpa, is_iptc_7901
from ingest.xml_tree import root_name

_OF_A_TEXT = frozenset(
    ("a", "b", "i", "u", "p", "br", "em", "strong", "font", "span", "div", "blockquote", "h1", "h2", "h3")
)
"""Tags that a text for people may begin with."""


class PlainTextReader:
    """Reads one article with its captions from a text file."""

    name = "text"
    suffixes = (".txt", ".text", ".asc")

    def recognises(self, head: bytes, path: Path) -> bool:
        return path.suffix.lower() in (*self.suffixes, "") and looks_like_text(head) and not _is_another(head)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        found = Opened(paragraphs_of(normalise(decode(path.read_bytes()))))
        found.take_opening()
        found.take_ending()
        yield found.draft()
        yield from found.problems


def _is_another(head: bytes) -> bool:
    """Whether it is text for machines: XML, or the messages of a wire."""
    return is_anpa(head) or is_iptc_7901(head) or _is_xml(head)


def _is_xml(head: bytes) -> bool:
    return head.lstrip().startswith(b"<?xml") or root_name(head).lower() not in ("", *_OF_A_TEXT)

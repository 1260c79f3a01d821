"""HTML pages of papers: what the page says of itself, and the article's words without menus and advertisements."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Problem
from ingest.datelines import with_dateline
from ingest.encoding import decode, decode_html
from ingest.html_body import body_paragraphs
from ingest.html_captions import captions_of
from ingest.html_facts import PageFacts, facts_of_page
from ingest.html_text import parse_page
from ingest.normalise import folded
from ingest.notes import split_notes

_OPENING = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|article|h1|title|meta|script|table|span|a)\b[^>]*>", re.IGNORECASE)


class HtmlReader:
    """Reads one article from a saved web page."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def recognises(self, head: bytes, path: Path) -> bool:
        text = decode(head)
        if path.suffix.lower() in self.suffixes:
            return _OPENING.search(text) is not None or _TAG.search(text) is not None
        return _OPENING.search(text[:1024]) is not None

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        tree = parse_page(decode_html(path.read_bytes()))
        facts = facts_of_page(tree, problems)
        photos = captions_of(tree, path)
        body = body_paragraphs(tree, facts.article_body, {photo.caption for photo in photos})
        if not body and not photos:
            raise UnreadableError("has no article text; pages that are built by scripts must be saved as displayed")
        yield _draft(facts, body, photos)
        yield from problems


def _draft(facts: PageFacts, body: list[str], photos: tuple[DraftPhoto, ...]) -> Draft:
    if body and folded(body[0]) == folded(facts.headline):
        body = body[1:]
    printed, notes = split_notes(body)
    text = "\n\n".join(printed)
    return Draft(
        headline=facts.headline,
        body=text,
        notes=notes + tuple(note for note in facts.notes if note not in notes),
        photos=photos,
        metadata=with_dateline(facts.metadata, text),
        identity=facts.metadata.url,
    )

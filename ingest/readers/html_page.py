"""HTML pages of papers: what the page says of itself, and the article's words without menus and advertisements."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Problem
from ingest.bylines import byline_of_line
from ingest.datelines import with_dateline
from ingest.encoding import decode, decode_html
from ingest.html_body import body_paragraphs
from ingest.html_bylines import is_signed, owner_of_site, signature
from ingest.html_captions import captions_of
from ingest.html_carried import with_carried_article
from ingest.html_facts import PageFacts, facts_of_page
from ingest.html_lead import is_only_a_day, with_lead
from ingest.html_text import Element, parse_page
from ingest.normalise import folded
from ingest.notes import split_notes

_OPENING = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|article|h1|title|meta|script|table|span|a)\b[^>]*>", re.IGNORECASE)


_HEADING_LINES = 3
"""How far down a page repeats what stands above the article."""


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
        photos, body = _printed(tree, facts, path)
        if not body and with_carried_article(tree):
            photos, body = _printed(tree, facts, path)
        if not body and not photos:
            raise UnreadableError("has no article text; pages that are built by scripts must be saved as displayed")
        yield _draft(facts, body, photos)
        yield from problems


def _printed(tree: Element, facts: PageFacts, path: Path) -> tuple[tuple[DraftPhoto, ...], list[str]]:
    photos = captions_of(tree, path)
    captions = {photo.caption for photo in photos}
    body = body_paragraphs(tree, facts.article_body, captions, is_live=facts.is_live)
    return photos, with_lead(body, tree, facts.decks) if body else body


def _without_heading(body: list[str], facts: PageFacts) -> list[str]:
    """The body without the headline, byline, day and name of the paper that pages repeat above it."""
    known = set(map(_words, (facts.headline, facts.metadata.byline or "", facts.metadata.source or "")))
    opening = [line for line in body[:_HEADING_LINES] if _words(byline_of_line(line) or line) not in known]
    said = [line for line in opening if not is_only_a_day(line, facts.metadata.section)]
    return (said if said or body[_HEADING_LINES:] else opening) + body[_HEADING_LINES:]


def _subheads(facts: PageFacts, printed: list[str]) -> tuple[str, ...]:
    """The lines under the headline that stand in the body as well."""
    opening = {_words(line): line for line in printed[:_HEADING_LINES]}
    return tuple(opening[_words(deck)] for deck in facts.decks if _words(deck) in opening)


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", folded(text)).strip()


def _draft(facts: PageFacts, body: list[str], photos: tuple[DraftPhoto, ...]) -> Draft:
    printed, notes = split_notes(_without_heading(body, facts))
    text = "\n\n".join(printed)
    said = facts.metadata
    if not is_signed(said.byline, said.source):
        signed = signature(printed, said.source, is_stated=said.byline is not None)
        said = replace(said, byline=signed or said.byline or owner_of_site(said.source))
    return Draft(
        headline=facts.headline,
        body=text,
        notes=notes + tuple(note for note in facts.notes if note not in notes),
        photos=photos,
        metadata=replace(with_dateline(said, text), subheads=_subheads(facts, printed)),
        identity=facts.metadata.url,
    )

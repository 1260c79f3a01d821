"""A version in, what it says of its own mistakes out: corrections, clarifications, updates and retractions.

They are read from what the format says of the item, from the notes printed with it, and from the sentences that
papers use. A sentence counts only where it opens a paragraph: "the minister issued a correction" is news.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from archive.model import Kind, Signal, Version

_THIS = r"(?:article|story|post|report|piece|page|review|headline|column|caption|item|obituary|dispatch|interview|list)"
_DONE = r"(?:has\s+(?:since\s+)?been|have\s+been|was|were|had\s+been)\s+(?:\w+\s+){0,3}?"
_OPENS = r"^[\s*_(\[–—-]*"
_EDITOR = r"(?:(?:editor|publisher)s?['’]?s?['’]?\s+note\s*[:–—-]\s*)?"
_AFTER = r"(?:\s+(?:appended|notice|note))?\s*(?:[:(–—]|-\s|,?\s*(?:\w+\.?\s+)?\d|\.\s|$)"

_SENTENCES = {
    Signal.RETRACTION: (
        rf"(?:retraction|withdrawn){_AFTER}|"
        rf"(?:this|the)\s+{_THIS}\s+{_DONE}(?:retracted|withdrawn|removed|unpublished)\b|"
        rf"[^.\n]{{0,60}}\b(?:retracts|has\s+retracted|have\s+retracted)\s+(?:this|the)\s+{_THIS}\b"
    ),
    Signal.CORRECTION: (
        rf"(?:correction|corrections|corrected|erratum|corrections\s+and\s+clarifications){_AFTER}|"
        rf"(?:this|the)\s+{_THIS}\s+{_DONE}(?:corrected|amended)\b|"
        rf"(?:this|the)\s+{_THIS}\s+(?:originally|previously|initially|earlier|incorrectly|mistakenly|wrongly)\s+"
        r"(?:\w+\s+)?(?:said|stated|misstated|misidentified|misspelled|gave|reported|named|identified|referred)\b|"
        rf"(?:(?:an?|the)\s+)?(?:earlier|previous|original|prior)\s+versions?\s+of\s+(?:this|the)\s+{_THIS}\b"
        r"(?=[^.]*\b(?:incorrect|incorrectly|mistaken|mistakenly|wrong|wrongly|error|erroneously|inaccurate|"
        r"inaccurately|misstated|misidentified|misspelled|misspelt|misnamed|misquoted|gave|said|stated|referred|named|"
        r"attributed|reported|listed|described|omitted)\b)|"
        rf"in\s+an?\s+(?:earlier|previous)\s+version\s+of\s+this\s+{_THIS}\b|"
        r"(?:due\s+to|because\s+of)\s+an?\s+(?:editing|production|reporting)\s+error\b|"
        r"\(?corrects\s+\w+"
    ),
    Signal.CLARIFICATION: (
        rf"(?:clarification|clarifications){_AFTER}|this\s+{_THIS}\s+{_DONE}clarified\b|"
        rf"this\s+{_THIS}\s+{_DONE}(?:updated|edited|revised|changed)\s+to\s+clarify\b"
    ),
    Signal.UPDATE: (
        r"(?:update|updated)\s*(?:[:(–—]|-\s|,?\s*(?:(?!at\b)\w+\.?\s+)?\d{1,2}\b|\s+to\s+(?:correct|clarify|add|include|reflect)\b)|"
        rf"(?:this|the)\s+{_THIS}\s+{_DONE}(?:updated|edited|revised|modified|changed|expanded)\b"
        r"(?!\s+(?:and\s+\w+\s+)?for\s+(?:length|brevity|clarity|style|space))|"
        rf"(?:(?:an?|the)\s+)?(?:earlier|previous|original|prior)\s+(?:versions?|headline|edition)\s+(?:of|on|for)\s+this\b"
    ),
}
_KINDS = tuple(
    (kind, re.compile(f"{_OPENS}{_EDITOR}(?:{sentences})", re.IGNORECASE))
    for kind, sentences in (
        (Signal.CLARIFICATION, _SENTENCES[Signal.CLARIFICATION]),
        (Signal.RETRACTION, _SENTENCES[Signal.RETRACTION]),
        (Signal.CORRECTION, _SENTENCES[Signal.CORRECTION]),
        (Signal.UPDATE, _SENTENCES[Signal.UPDATE]),
    )
)
"""In order: an article changed to clarify is a clarification, one updated to correct a correction."""

_ANY = re.compile(f"{_OPENS}{_EDITOR}(?:{'|'.join(_SENTENCES.values())})", re.IGNORECASE)
"""Most paragraphs are none of these, which one look tells."""

_CORRECTS = re.compile(r"\bto\s+(?:correct|fix)\b|\b(?:incorrectly|mistakenly|wrongly|erroneously|misstated)\b", re.I)
_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST = 800
_NEAR_THE_EDGE = 3
"""Paragraphs at either end of a body in which papers print such sentences; further in, somebody is quoted."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a paper says of an article it printed: its words are `text == version.text[start:end]` of that version.

    `text` is empty, at 0, where only the format said so. `on` is the day the paper gave for that version (ISO 8601).
    """

    kind: Signal
    version: int
    start: int
    end: int
    text: str
    on: str | None = None


def notices_of(version: Version) -> tuple[Notice, ...]:
    """What the version says of mistakes in it or in those before it, in order of its text."""
    updated = version.metadata.updated
    on = updated.iso if updated else None
    found = [
        Notice(kind, version.number, start, end, version.text[start:end], on)
        for start, end in _paragraphs(version)
        if (kind := kind_of(version.text[start:end])) is not None
    ]
    said = {each.kind for each in found}
    silent = [kind for kind in version.metadata.signals if kind not in said]
    return (*found, *(Notice(kind, version.number, 0, 0, "", on) for kind in dict.fromkeys(silent)))


def kind_of(paragraph: str) -> Signal | None:
    """What a paragraph says of the article it stands in; `None` for one that is part of the story."""
    if len(paragraph) > _LONGEST or not _ANY.match(paragraph):
        return None
    kind = next((kind for kind, sentence in _KINDS if sentence.match(paragraph)), None)
    return Signal.CORRECTION if kind is Signal.UPDATE and _CORRECTS.search(paragraph) else kind


def _paragraphs(version: Version) -> Iterator[tuple[int, int]]:
    """Every paragraph of the notes, and the first and last few of the body."""
    for part in version.parts:
        paragraphs = (match.span() for match in _PARAGRAPH.finditer(version.text, part.start, part.end))
        if part.kind is Kind.NOTE:
            yield from paragraphs
        elif part.kind is Kind.BODY:
            first = list(islice(paragraphs, _NEAR_THE_EDGE))
            yield from dict.fromkeys([*first, *_last(version.text, part.start, part.end)])


def _last(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last few paragraphs of a stretch of text, in order: long articles are not gone through for them."""
    found: list[tuple[int, int]] = []
    while len(found) < _NEAR_THE_EDGE and end > start:
        begins = max(text.rfind("\n", start, end) + 1, start)
        if begins < end:
            found.append((begins, end))
        end = begins - 1
    return found[::-1]

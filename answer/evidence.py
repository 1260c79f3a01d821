"""Passages in, quotable units out: whole sentences with their offsets in the version they stand in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.addressed import addresses_a_machine
from answer.credits import is_credit
from answer.spans import DATE
from answer.words import stems
from archive.model import Kind, Part, Version
from archive.store import RecordStore
from index.hits import Passage
from index.sentences import Span, sentence_spans, trimmed

_LONGEST_QUOTATION = 900
"""Characters up to which sentences are kept together because a quotation runs through them."""

_FEWEST_WORDS = 2
"""Content words below which a sentence is a fragment."""

_WHOLE = frozenset({Kind.CAPTION, Kind.HEADLINE})
"""Kinds that are quoted whole."""

_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+\.\Z")
_NAME_AFTER = re.compile(r"[A-Z]{2,3}\b(?!\s+[A-Z]{2})")
"""Where no white space is between the two, a name has a full stop in it; what goes on in capitals is a heading."""

_OPENS, _CLOSES = "“„«", "”»"
_STRAIGHT = re.compile(r'"')


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest stretch that may be quoted: `text == version.text[start:end]` of the passage's version.

    `before` and `after` are the sentences around it in the same part of the article, or empty.
    """

    passage: Passage
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Article, version and start: the same for the same words found through two passages."""
        return self.passage.article_id, self.passage.version, self.start


def units_of(passages: Iterable[Passage], store: RecordStore, *, with_credits: bool = False) -> list[Unit]:
    """The units that the passages hold, each once, in order of the passages and of the text.

    A paragraph that speaks to a machine holds none: it orders, and reports nothing. What in a text only says who took
    a picture or signed a post is none either, unless asked for.
    """
    versions: dict[tuple[str, int], Version] = {}
    units: dict[tuple[str, int, int], Unit] = {}
    for passage in passages:
        key = passage.article_id, passage.version
        if key not in versions:
            versions[key] = store.version(*key)
        for unit in _units(passage, versions[key]):
            if with_credits or unit.passage.kind in _WHOLE or not is_credit(unit.text):
                units.setdefault(unit.place, unit)
    return list(units.values())


def _units(passage: Passage, version: Version) -> Iterator[Unit]:
    part = _part_of(passage, version.parts)
    spans = [(part.start, part.end)] if part.kind in _WHOLE else _sentences(version.text, part, passage)
    texts = [version.text[start:end] for start, end in spans]
    for place, (start, end) in enumerate(spans):
        if addresses_a_machine(_paragraph(version.text, start, end)):
            continue
        # A sentence at the edge belongs to the passage in which it begins.
        if passage.start <= start < passage.end or part.kind in _WHOLE:
            before = texts[place - 1] if place else ""
            after = texts[place + 1] if place + 1 < len(texts) else ""
            yield Unit(passage, start, end, texts[place], before, after)


def _paragraph(text: str, start: int, end: int) -> str:
    """The paragraph around a stretch: an order in one sentence makes part of it what the next one states."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)]


def _part_of(passage: Passage, parts: Sequence[Part]) -> Part:
    """The part that the passage was cut from; the passage may reach over the white space after it."""
    return next(part for part in reversed(parts) if part.start <= passage.start or part is parts[0])


def _sentences(text: str, part: Part, passage: Passage) -> list[Span]:
    """The sentences of the paragraphs that the passage touches, and of one paragraph on either side."""
    first = max(part.start, text.rfind("\n", part.start, max(part.start, passage.start - 2)) + 1)
    last = text.find("\n", min(passage.end + 1, part.end), part.end)
    last = part.end if last < 0 else last
    region = text[first:last]
    # A correction takes back in one sentence what it states in the next: it is quoted by the paragraph.
    cuts = _paragraphs(region) if part.kind is Kind.NOTE else sentence_spans(region)
    spans = [trimmed(region, span) for span in keep_names(region, cuts)]
    whole = keep_quotations(region, [span for span in spans if span[0] < span[1]])
    return [(first + start, first + end) for start, end in join_fragments(region, whole)]


def _paragraphs(text: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def keep_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those joined between which a name goes on: "Binance.US" is no end of a sentence."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and _NAME_BEFORE.search(text, joined[-1][0], start) and _NAME_AFTER.match(text, start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def join_fragments(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those of hardly any words ('"No," he said.', "Feb 5 ...") joined to the next of the paragraph."""
    joined: list[Span] = []
    for start, end in spans:
        open_start = joined[-1][0] if joined else 0
        if joined and _is_fragment(text[slice(*joined[-1])]) and "\n" not in text[open_start:start]:
            joined[-1] = (open_start, end)
        else:
            joined.append((start, end))
    return joined


def _is_fragment(text: str) -> bool:
    """Whether the text has too few content words to say anything; numbers and dates alone do not."""
    return sum(not word[0].isdigit() for word in stems(DATE.sub(" ", text))) < _FEWEST_WORDS


def keep_quotations(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those between an opening quotation mark and its closing one joined, within a paragraph."""
    joined: list[Span] = []
    place = 0
    while place < len(spans):
        last = _closing(text, spans, place)
        joined.append((spans[place][0], spans[last][1]))
        place = last + 1
    return joined


def _closing(text: str, spans: Sequence[Span], first: int) -> int:
    """The place of the span in which a quotation that the first leaves open is closed; the first if none is."""
    start = spans[first][0]
    if not _is_open(text[start : spans[first][1]]):
        return first
    for place in range(first + 1, len(spans)):
        end = spans[place][1]
        if end - start > _LONGEST_QUOTATION or "\n" in text[start:end]:
            break
        if not _is_open(text[start:end]):
            return place
    return first


def _is_open(text: str) -> bool:
    """Whether more quotation marks are opened than closed; straight ones take turns."""
    opened = sum(text.count(mark) for mark in _OPENS) - sum(text.count(mark) for mark in _CLOSES)
    return opened > 0 or len(_STRAIGHT.findall(text)) % 2 == 1

"""A version in, passages out: stretches that tile its text in order and fit the embedding model (law 1)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.model import Kind, Version
from index.sentences import Span, sentence_spans

SPLITTER = "1"
"""The version of the rules below; part of every embedding's address, so raise it when a cut changes."""

MAX_TOKENS = 200
"""How long a passage may be, in the embedding model's tokens, without the context put before it."""

_IN_CONTEXT = (Kind.BODY, Kind.CAPTION)
"""What is read under its headline. A note is not: "This article has been updated" says nothing of its subject."""

_HEADLINE_TOKENS = 36
"""How much of the headline is put before a passage."""

_CONTEXT_SHARE = 4
"""The context before a passage takes at most one part in this many of what the model reads."""

_MID_PARAGRAPH = 0.35
_UNFILLED = 0.5
"""What a passage costs, beside 1, for starting inside a paragraph, and for being short (squared share left empty)."""

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage to be: the stretch `[start, end)` of the version's text, and what is embedded for it."""

    kind: Kind
    start: int
    end: int
    photo_id: str | None
    embedded: str


def cut(version: Version, count_tokens: CountTokens, capacity: int) -> list[Cut]:
    """The passages of a version, in order, tiling `[0, len(version.text))`.

    What is embedded is the context (headline, source, day) and the stretch, together at most `capacity` tokens.
    Passages end where sentences end, unless a single sentence is longer than the model can read.
    """
    context = _context(version, count_tokens, capacity // _CONTEXT_SHARE)
    cuts = []
    for part, (start, end) in zip(version.parts, _tiles(version), strict=True):
        before = context if part.kind in _IN_CONTEXT else ""
        room = min(MAX_TOKENS, capacity - (count_tokens([before])[0] if before else 0))
        for first, last in _stretches(version.text[start:end], count_tokens, room):
            text = version.text[start + first : start + last].strip()
            cuts.append(Cut(part.kind, start + first, start + last, part.photo_id, before + text))
    return cuts


def _tiles(version: Version) -> list[Span]:
    """The parts' spans, each stretched over the white space up to the next, so that they tile the text."""
    starts = [0, *(part.start for part in version.parts[1:])]
    return list(zip(starts, [*starts[1:], len(version.text)], strict=True))[: len(version.parts)]


def _context(version: Version, count_tokens: CountTokens, room: int) -> str:
    """Headline, source and day before the passage, each cut at a word's end where it would take too much."""
    headline = next((version.text[part.start : part.end] for part in version.parts if part.kind is Kind.HEADLINE), "")
    metadata = version.metadata
    day = metadata.published.day.isoformat() if metadata.published else None
    top = _first_words(headline, count_tokens, min(_HEADLINE_TOKENS, room))
    left = room - count_tokens([top])[0]
    below = _first_words(", ".join(each for each in (metadata.source, day) if each), count_tokens, left)
    return "".join(f"{line}\n" for line in (top, below) if line)


def _first_words(text: str, count_tokens: CountTokens, room: int) -> str:
    words = text.split()
    while words and count_tokens([" ".join(words)])[0] > room:
        words = words[: len(words) * 7 // 8]
    return " ".join(words)


def _stretches(text: str, count_tokens: CountTokens, room: int) -> list[Span]:
    """Runs of whole sentences, none longer than `room` tokens: few, full, and starting where paragraphs start.

    The cheapest way to cover the sentences, found by dynamic programming over where the last run starts.
    """
    spans = [piece for span in sentence_spans(text) for piece in _fitting(text, span, count_tokens, room)]
    counts = count_tokens([text[start:end] for start, end in spans])
    cost = [0.0] + [math.inf] * len(spans)
    starts = [0] * (len(spans) + 1)
    for end in range(1, len(spans) + 1):
        held = 0
        for start in range(end - 1, -1, -1):
            held += counts[start]
            if held > room and start < end - 1:
                break
            opens_paragraph = start == 0 or text[spans[start][0] - 1] == "\n"
            unfilled = max(0.0, 1 - held / room)
            price = cost[start] + 1 + (0 if opens_paragraph else _MID_PARAGRAPH) + _UNFILLED * unfilled**2
            if price < cost[end]:
                cost[end], starts[end] = price, start
    stretches: list[Span] = []
    end = len(spans)
    while end:
        stretches.append((spans[starts[end]][0], spans[end - 1][1]))
        end = starts[end]
    # A word parted in its middle may take more tokens whole than in its pieces, so the runs are counted again.
    return [piece for stretch in stretches[::-1] for piece in _fitting(text, stretch, count_tokens, room)]


def _fitting(text: str, span: Span, count_tokens: CountTokens, room: int) -> list[Span]:
    """The span itself where it fits, else its halves, parted at the white space nearest the middle."""
    start, end = span
    if end - start <= 1 or count_tokens([text[start:end]])[0] <= room:
        return [span]
    middle = (start + end) // 2
    before, after = text.rfind(" ", start, middle), text.find(" ", middle, end - 1)
    spaces = [space + 1 for space in (before, after) if space > start]
    parting = min(spaces, key=lambda space: abs(space - middle)) if spaces else middle
    halves = ((start, parting), (parting, end))
    return [piece for half in halves for piece in _fitting(text, half, count_tokens, room)]

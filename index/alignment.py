"""Two texts in, how much of each stands in the other out, sentence by sentence, in whatever order they stand.

Most sentences of a copy stand in the other word for word. The rest are held against the sentence that is spelt most
alike (rapidfuzz), so that words misread by text recognition count as the same. A sentence whose figures were exchanged
says something else, however alike it is: yesterday's market report is no copy of today's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.shingles import RUN, words_of

_END = re.compile(r"(?<=[.!?…。！？])[\"”’»)]?\s+")

_FORM = re.compile(r"\{\{.*\}\}|\benter a valid e-?mail address\b", re.IGNORECASE)
"""What stands in paragraphs of a page's forms, as crawlers keep them: a paper prints the same under many articles."""

_SPELT_ALIKE = 60
"""Of 100: sentences spelt less alike are not held against each other."""

_SAME_SENTENCE = 0.7
"""The share of its words that a changed sentence keeps."""

_SAME_WORD = 0.6
"""The share of its letters that a misread word keeps."""

_CUT = 0.5
"""A paragraph of which less than this stands in the other text was cut from it."""

_LEAST_PARAGRAPH = 5
"""Paragraphs of fewer words are subheads, signatures and datelines: nobody counts them as cut."""

_STRAYED = 0.1
"""The share of the common sentences that stand elsewhere, from which the order has changed."""


class Prose:
    """A text made ready to be compared: its sentences as words, and the paragraphs they are of, forms left out."""

    def __init__(self, text: str) -> None:
        self.sentences: list[list[str]] = []
        self.paragraphs: list[int] = []
        paragraphs = (each for each in text.split("\n") if each.strip() and not _FORM.search(each))
        for number, paragraph in enumerate(paragraphs):
            for sentence in map(words_of, _END.split(paragraph)):
                if sentence:
                    self.sentences.append(sentence)
                    self.paragraphs.append(number)
        self.words = sum(map(len, self.sentences))

    @cached_property
    def spelt(self) -> list[str]:
        return [" ".join(each) for each in self.sentences]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each sentence stands, by its words; of equal ones the first."""
        return {spelt: place for place, spelt in reversed(list(enumerate(self.spelt)))}

    @cached_property
    def runs(self) -> dict[tuple[str, ...], int]:
        """The runs of words and the sentence in which each begins, of equal ones the first."""
        words = [(word, place) for place, sentence in enumerate(self.sentences) for word in sentence]
        runs = zip(*(words[shift:] for shift in range(RUN)), strict=False)
        found: dict[tuple[str, ...], int] = {}
        for run in runs:
            found.setdefault(tuple(word for word, _ in run), run[0][1])
        return found


@dataclass(frozen=True, slots=True)
class Held:
    """One text held against another: the `share` of its words that stands there, and what of its form is not there.

    `missing` counts its paragraphs that the other lacks; `moved` says that what both have stands in another order.
    """

    share: float
    missing: int
    moved: bool


def held_against(one: Prose, other: Prose) -> Held:
    """What of the first text stands in the second."""
    stands = [_exactly(sentence, one.spelt[place], other) for place, sentence in enumerate(one.sentences)]
    rest = [place for place, (share, _) in enumerate(stands) if share < 1]
    for place, better in zip(rest, _nearly([one.sentences[each] for each in rest], other), strict=True):
        stands[place] = max(stands[place], better, key=lambda each: each[0])
    shares = [share if share >= _SAME_SENTENCE else 0.0 for share, _ in stands]
    weighed = sum(len(sentence) * share for sentence, share in zip(one.sentences, shares, strict=True))
    places = [where for (_, where), share in zip(stands, shares, strict=True) if share and where is not None]
    return Held(weighed / max(one.words, 1), _missing(one, shares), _moved(places))


def _exactly(sentence: Sequence[str], spelt: str, other: Prose) -> tuple[float, int | None]:
    """The share of a sentence's words that lie in runs of the other text, and the place of the sentence there.

    Nothing, where a figure lies in none of them.
    """
    place = other.places.get(spelt)
    if place is not None:
        return 1.0, place
    covered = [False] * len(sentence)
    first: int | None = None
    for start in range(len(sentence) - RUN + 1):
        found = other.runs.get(tuple(sentence[start : start + RUN]))
        if found is not None:
            first = found if first is None else first
            covered[start : start + RUN] = [True] * RUN
    if any(_is_figure(word) for word, held in zip(sentence, covered, strict=True) if not held):
        return 0.0, None
    return sum(covered) / len(sentence), first


def _nearly(sentences: Sequence[list[str]], other: Prose) -> Iterator[tuple[float, int | None]]:
    """For each sentence, the share of its words in the sentence there that is spelt most alike, and its place."""
    if not sentences or not other.sentences:
        yield from ((0.0, None) for _ in sentences)
        return
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    spelt = [" ".join(each) for each in sentences]
    alike = process.cdist(spelt, other.spelt, scorer=ratio, score_cutoff=_SPELT_ALIKE, dtype=np.uint8)
    for sentence, row in zip(sentences, alike, strict=True):
        best = int(row.argmax())
        yield (_kept(sentence, other.sentences[best]), best) if row[best] else (0.0, None)


def _kept(sentence: Sequence[str], other: Sequence[str]) -> float:
    """The share of a sentence's words that another has in the same order; none where figures were exchanged."""
    from rapidfuzz.distance import Levenshtein

    kept = 0
    for step in Levenshtein.opcodes(sentence, other):
        mine, theirs = sentence[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        if step.tag == "equal":
            kept += len(mine)
        elif step.tag == "replace":
            if any(map(_is_figure, mine)) and any(map(_is_figure, theirs)):
                return 0.0
            kept += len(mine) if _misread(mine, theirs) else 0
    return kept / len(sentence)


def _misread(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether words are the same ones spelt a little differently, or parted elsewhere."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity("".join(mine), "".join(theirs)) >= _SAME_WORD


def _is_figure(word: str) -> bool:
    return word.isdecimal()


def _missing(prose: Prose, shares: Sequence[float]) -> int:
    """How many paragraphs stand in the other text by less than half."""
    words: dict[int, int] = {}
    stand: dict[int, float] = {}
    for number, sentence, share in zip(prose.paragraphs, prose.sentences, shares, strict=True):
        words[number] = words.get(number, 0) + len(sentence)
        stand[number] = stand.get(number, 0.0) + len(sentence) * share
    return sum(1 for number, count in words.items() if count >= _LEAST_PARAGRAPH and stand[number] < _CUT * count)


def _moved(places: Sequence[int]) -> bool:
    """Whether too many places are out of order: outside the longest ascending row of them."""
    from bisect import bisect_right

    tails: list[int] = []
    for place in places:
        where = bisect_right(tails, place)
        tails[where : where + 1] = [place]
    strayed = len(places) - len(tails)
    return strayed >= 2 and strayed > _STRAYED * len(places)

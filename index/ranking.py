"""A reading in, candidates with one score each out: both legs for the question whole, words alone for its parts.

Embedding is what a search takes its time for. Parts embedded as well cost as much again for each and bring little:
the words of a part say what it is about, and the whole has its meaning.
"""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.columns import UNDATED, Admissible, Condition, OneOf
from index.embedder import Embedder, Vectors
from index.fusion import MEANING, bonus, fuse, join, standardised
from index.generation import Generation
from index.keywords import KeywordQuery
from index.question import Part, Reading
from index.vectors import Mask, Ordinals

HEAD = 200
"""Passages that a search of a leg brings; scores are standardised over as many."""

_BESIDE = ThreadPoolExecutor(max(2, os.cpu_count() or 1), thread_name_prefix="words")
"""Looks up words while the question is embedded by the thread that asks; to start a thread takes a millisecond."""


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is limited to, in the form each leg takes: a mask and conditions that mean the same set.

    What a query requires of the words of a passage is in the mask, and in the keyword query itself. It is `narrow`
    where filters or the query limit it, and not only which versions stand: what is asked for then must not be missed.
    """

    mask: Mask | None
    conditions: tuple[Condition, ...]
    required: KeywordQuery
    narrow: bool

    @classmethod
    def limits(
        cls, admissible: Admissible | None, required: KeywordQuery, holding: Mask | None, *, narrow: bool
    ) -> "Within":
        """The filters' admissible set and, where the query requires words, the passages that hold them."""
        if admissible is None:
            return cls(holding, (), required, narrow)
        mask = admissible.mask if holding is None else admissible.mask & holding
        return cls(mask, admissible.conditions, required, narrow)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, the lower ordinal first among equals, and their scores.

    `fits` and `bonuses` have a row for each thing that is asked (`asked_of` the reading) and a column for each
    candidate: how well it fits that thing, and what of this it gained for being from a source or date named.
    """

    ordinals: Ordinals
    scores: Vectors
    fits: Vectors
    bonuses: Vectors

    def only(self, kept: Mask) -> "Ranked":
        """Those candidates alone for which the mask holds, in the same order."""
        return Ranked(self.ordinals[kept], self.scores[kept], self.fits[:, kept], self.bonuses[:, kept])


def asked_of(reading: Reading) -> tuple[Part, ...]:
    """What is asked: the parts, or the question whole where it has none."""
    return reading.parts or (reading.whole,)


def rank(generation: Generation, embedder: Embedder, reading: Reading, within: Within) -> Ranked:
    """The passages that either leg finds, scored and in order: by words and meaning of the whole, by words of parts."""
    asked = (reading.whole, *reading.parts)
    looking_up = _BESIDE.submit(lambda: [_by_words(generation, part, within) for part in asked])
    vector = embedder.embed_queries([reading.whole.meaning])[0]
    near = [
        generation.vectors.search(vector, HEAD, each.mask, exact=each.narrow)[0]
        for each in _narrowings(generation, reading.whole, within)
    ]
    by_words = looking_up.result()
    candidates = np.unique(np.concatenate([*near, *(ordinals for ordinals, _ in by_words)]))
    bonuses = np.stack([_bonus(generation, candidates, part) for part in asked])
    words = _by_words_of_whole(generation, reading.whole, candidates, *by_words[0])
    whole = fuse(words, vector @ generation.vectors.vectors(candidates).T, MEANING, HEAD) + bonuses[0]
    parts = [
        standardised(_among(candidates, *found), HEAD) + gained
        for found, gained in zip(by_words[1:], bonuses[1:], strict=True)
    ]
    joined = join(whole, parts, HEAD)
    order = np.lexsort((candidates, -joined))
    fits, bonuses = (np.stack(parts), bonuses[1:]) if reading.parts else (joined[np.newaxis], bonuses)
    return Ranked(candidates[order], joined[order], fits[:, order], bonuses[:, order])


def _by_words(generation: Generation, part: Part, within: Within) -> tuple[Ordinals, Vectors]:
    """What the words of one thing asked find: among all that is admitted, and among the sources named for it."""
    words = replace(within.required, words=part.words)
    found = [generation.keywords.search(words, HEAD, each.conditions) for each in _narrowings(generation, part, within)]
    ordinals, scores = (np.concatenate(each) for each in zip(*found, strict=True))
    return ordinals, scores


def _by_words_of_whole(
    generation: Generation, whole: Part, candidates: Ordinals, ordinals: Ordinals, scores: Vectors
) -> Vectors:
    """The scores of the candidates, ascending, of which those are known that its words found; others are asked for."""
    known = np.isin(candidates, ordinals)
    spread = np.empty(len(candidates), dtype=np.float32)
    spread[np.searchsorted(candidates, ordinals)] = scores
    spread[~known] = generation.keywords.scores(KeywordQuery(whole.words), candidates[~known])
    return spread


def _among(candidates: Ordinals, ordinals: Ordinals, scores: Vectors) -> Vectors:
    """The scores of the candidates, ascending; one that is not among those found scores at most what the last did.

    It is 0 where fewer were found than a search brings: those have none of the words.
    """
    least = scores.min() if len(np.unique(ordinals)) >= HEAD else 0
    spread = np.full(len(candidates), least, dtype=np.float32)
    spread[np.searchsorted(candidates, ordinals)] = scores
    return spread


def _narrowings(generation: Generation, part: Part, within: Within) -> Iterator[Within]:
    yield within
    if part.codes:
        named = _is_from(generation, part.codes)
        mask = named if within.mask is None else within.mask & named
        conditions = (*within.conditions, OneOf("source", tuple(part.codes)))
        yield replace(within, mask=mask, conditions=conditions, narrow=True)


def _is_from(generation: Generation, codes: Iterable[int]) -> Mask:
    return np.asarray(np.isin(generation.columns.codes["source"], list(codes)))


def _bonus(generation: Generation, candidates: Ordinals, part: Part) -> Vectors:
    sources = generation.columns.codes["source"][candidates]
    from_source = np.asarray(np.isin(sources, list(part.codes)))
    return bonus(from_source, _from_date(generation, candidates, part))


def _from_date(generation: Generation, candidates: Ordinals, part: Part) -> Mask:
    if not part.dates:
        return np.zeros(len(candidates), dtype=np.bool_)
    days, places = np.unique(generation.columns.codes["day"][candidates], return_inverse=True)
    meets = [day != UNDATED and any(named.meets(date.fromordinal(int(day))) for named in part.dates) for day in days]
    return np.array(meets, dtype=np.bool_)[places]

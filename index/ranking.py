"""A reading in, candidates with one score each out: both legs, for the question whole and in parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.columns import UNDATED, Admissible, Condition, OneOf
from index.embedder import Embedder, Vectors
from index.fusion import MEANING_OF_PART, MEANING_OF_WHOLE, bonus, fuse, join
from index.generation import Generation
from index.keywords import KeywordQuery
from index.question import Part, Reading
from index.vectors import Mask, Ordinals

HEAD = 200
"""Passages that each leg brings for each thing asked; scores are standardised over as many."""


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is limited to, in the form each leg takes: a mask and conditions that mean the same set.

    What a query requires of the words of a passage is in the mask, and in the keyword query itself.
    """

    mask: Mask | None
    conditions: tuple[Condition, ...]
    required: KeywordQuery

    @classmethod
    def limits(cls, admissible: Admissible | None, required: KeywordQuery, holding: Mask | None) -> "Within":
        """The filters' admissible set and, where the query requires words, the passages that hold them."""
        if admissible is None:
            return cls(holding, (), required)
        mask = admissible.mask if holding is None else admissible.mask & holding
        return cls(mask, admissible.conditions, required)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, the lower ordinal first among equals, and their scores.

    `bonuses` has a row for each thing that is asked (`asked_of` the reading) and a column for each candidate: what
    it gained for being from a source or date named.
    """

    ordinals: Ordinals
    scores: Vectors
    bonuses: Vectors

    def only(self, kept: Mask) -> "Ranked":
        """Those candidates alone for which the mask holds, in the same order."""
        return Ranked(self.ordinals[kept], self.scores[kept], self.bonuses[:, kept])


def asked_of(reading: Reading) -> tuple[Part, ...]:
    """What is asked: the parts, or the question whole where it has none."""
    return reading.parts or (reading.whole,)


def rank(generation: Generation, embedder: Embedder, reading: Reading, within: Within) -> Ranked:
    """The passages that either leg finds for the question, whole or in parts, scored and in order."""
    asked = (reading.whole, *reading.parts)
    vectors = embedder.embed_queries([part.meaning for part in asked])
    found = [
        ordinals
        for part, vector in zip(asked, vectors, strict=True)
        for ordinals in _retrieved(generation, part, vector, within)
    ]
    candidates = np.unique(np.concatenate(found))
    cosines = vectors @ generation.vectors.vectors(candidates).T
    bonuses = np.stack([_bonus(generation, candidates, part) for part in asked])
    scores = [
        fuse(
            generation.keywords.scores(KeywordQuery(part.words), candidates),
            cosines[place],
            MEANING_OF_PART if place else MEANING_OF_WHOLE,
            HEAD,
        )
        + bonuses[place]
        for place, part in enumerate(asked)
    ]
    joined = join(scores[0], scores[1:], HEAD)
    order = np.lexsort((candidates, -joined))
    of_asked = bonuses[1:] if reading.parts else bonuses
    return Ranked(candidates[order], joined[order], of_asked[:, order])


def _retrieved(generation: Generation, part: Part, vector: Vectors, within: Within) -> Iterator[Ordinals]:
    """What each leg finds for one thing asked: among all that is admitted, and among the sources named for it."""
    words = replace(within.required, words=part.words)
    for narrowed in _narrowings(generation, part, within):
        yield generation.keywords.search(words, HEAD, narrowed.conditions)[0]
        yield generation.vectors.search(vector, HEAD, narrowed.mask)[0]


def _narrowings(generation: Generation, part: Part, within: Within) -> Iterator[Within]:
    yield within
    if part.codes:
        named = _is_from(generation, part.codes)
        mask = named if within.mask is None else within.mask & named
        yield replace(within, mask=mask, conditions=(*within.conditions, OneOf("source", tuple(part.codes))))


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

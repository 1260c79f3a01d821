"""A reading in, candidates with one score each out: both legs, for the question whole and in parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.columns import UNDATED, Admissible, Condition, OneOf
from index.embedder import Embedder, Vectors
from index.fusion import fuse, join
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


def rank(generation: Generation, embedder: Embedder, reading: Reading, within: Within) -> tuple[Ordinals, Vectors]:
    """Candidates and their scores, best first, the lower ordinal first among equals."""
    asked = [(part, embedder.embed_query(part.meaning)) for part in (reading.whole, *reading.parts)]
    found = [each for part, vector in asked for each in _retrieved(generation, part, vector, within)]
    candidates = np.unique(np.concatenate(found))
    vectors = generation.vectors.vectors(candidates)
    scores = [
        fuse(
            generation.keywords.scores(KeywordQuery(part.words), candidates),
            vectors @ vector,
            _from_source(generation, candidates, part),
            _from_date(generation, candidates, part),
            HEAD,
        )
        for part, vector in asked
    ]
    joined = join(scores[0], scores[1:], HEAD)
    order = np.lexsort((candidates, -joined))
    return candidates[order], joined[order]


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


def _from_source(generation: Generation, candidates: Ordinals, part: Part) -> Mask:
    return np.asarray(np.isin(generation.columns.codes["source"][candidates], list(part.codes)))


def _from_date(generation: Generation, candidates: Ordinals, part: Part) -> Mask:
    if not part.dates:
        return np.zeros(len(candidates), dtype=np.bool_)
    days, places = np.unique(generation.columns.codes["day"][candidates], return_inverse=True)
    meets = [day != UNDATED and any(named.meets(date.fromordinal(int(day))) for named in part.dates) for day in days]
    return np.array(meets, dtype=np.bool_)[places]

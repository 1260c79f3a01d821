"""The found set into hits: as it is, or an article at a time; and one page of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.copies import collapsed, copies_at
from index.embedder import Vectors
from index.found import Found
from index.generation import Generation
from index.headlines import redundant_headlines
from index.hits import Group, Hit
from index.vectors import Ordinals

MOST_OF_ARTICLE = 5
"""Passages of one article among the hits of a condensed search. Chosen on 219 judged questions of MultiHop-RAG: of the
evidence, the best ten hits held 68.8 % without a limit, 68.1 % with three, 69.3 % with four and 70.0 % with five."""

_MORE = 5
"""Other passages of an article that its first hit brings along."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Hits to be, in order: `leads` are the passages that stand for them, and `scores` theirs.

    `others` are found passages that are behind those, in order; `copies` those of the copies behind a lead, by its
    ordinal.
    """

    leads: Ordinals
    scores: Vectors
    others: Ordinals
    copies: Mapping[int, list[int]]


def grouped(generation: Generation, found: Found, group: Group, *, condense: bool) -> Grouped:
    """The found set as hits, without headlines whose article was found by another passage too."""
    kept = ~redundant_headlines(generation, found.ordinals)
    ordinals, scores = found.ordinals[kept], found.scores[kept]
    articles = generation.passages.article_numbers(ordinals)
    most = 1 if group is Group.ARTICLE else MOST_OF_ARTICLE if condense else len(ordinals)
    lead = _earlier_of_same(articles) < most
    leads, scores, others = ordinals[lead], scores[lead], ordinals[~lead]
    if not condense:
        return Grouped(leads, scores, others, {})
    copies, repeated = collapsed(generation, leads)
    return Grouped(leads[~repeated], scores[~repeated], others, copies)


def page(generation: Generation, hits: Grouped, start: int, limit: int) -> tuple[Hit, ...]:
    """Up to `limit` hits from the place `start` on."""
    articles = generation.passages.article_numbers(hits.leads)
    others_of = generation.passages.article_numbers(hits.others)
    opens = _earlier_of_same(articles) == 0

    def hit(place: int) -> Hit:
        others = hits.others[others_of == articles[place]][:_MORE] if opens[place] else hits.others[:0]
        return Hit(
            passage=generation.passages[int(hits.leads[place])],
            score=float(hits.scores[place]),
            more=tuple(map(generation.passages.__getitem__, others.tolist())),
            copies=copies_at(generation, hits.copies.get(int(hits.leads[place]), ())),
        )

    return tuple(hit(place) for place in range(start, min(start + limit, len(hits.leads))))


def _earlier_of_same(articles: Ordinals) -> Ordinals:
    """How many passages of the same article stand before each."""
    order = np.argsort(articles, kind="stable")
    in_turn = articles[order]
    starts = np.searchsorted(in_turn, in_turn, side="left")
    earlier = np.empty(len(articles), dtype=np.int64)
    earlier[order] = np.arange(len(articles)) - starts
    return earlier

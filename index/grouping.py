"""Ranked passages into hits: as they are, or one an article with the others behind it."""

import numpy as np

from archive.model import Kind
from index.embedder import Vectors
from index.generation import Generation
from index.hits import Group, Hit
from index.vectors import Mask, Ordinals

_MORE = 5
"""Other passages of an article that its hit brings along."""


def hits_of(generation: Generation, ordinals: Ordinals, scores: Vectors, group: Group, limit: int) -> tuple[Hit, ...]:
    """The first `limit` hits of passages ranked best first."""
    articles = generation.passages.article_numbers(ordinals)
    kept = ~_only_headlines(generation, ordinals, articles)
    ordinals, scores, articles = ordinals[kept], scores[kept], articles[kept]
    if group is Group.PASSAGE:
        found = zip(ordinals[:limit].tolist(), scores[:limit].tolist(), strict=True)
        return tuple(Hit(passage=generation.passages[ordinal], score=score) for ordinal, score in found)
    firsts = np.sort(np.unique(articles, return_index=True)[1])[:limit]
    return tuple(_article_hit(generation, ordinals[articles == articles[first]], scores[first]) for first in firsts)


def _article_hit(generation: Generation, ordinals: Ordinals, score: float) -> Hit:
    best, *others = (generation.passages[ordinal] for ordinal in ordinals[: 1 + _MORE].tolist())
    return Hit(passage=best, score=float(score), more=tuple(others))


def _only_headlines(generation: Generation, ordinals: Ordinals, articles: Ordinals) -> Mask:
    """Headlines whose article was found by another passage too: that one brings the headline with it."""
    words = generation.columns.words["kind"]
    if Kind.HEADLINE.value not in words:
        return np.zeros(len(ordinals), dtype=np.bool_)
    headlines = generation.columns.codes["kind"][ordinals] == words.index(Kind.HEADLINE.value)
    return np.asarray(headlines & np.isin(articles, articles[~headlines]))

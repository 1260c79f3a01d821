"""An article in, others out: those that are like it, or that were printed before it and explain it."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from archive.model import Kind
from index.columns import UNDATED, Admissible, Days
from index.embedder import Vectors
from index.fusion import fuse
from index.generation import Generation
from index.hits import Hit, Passage
from index.keywords import KeywordQuery
from index.vectors import Ordinals

_HEAD = 200
"""Passages that each leg brings; scores are standardised over as many."""

_MEANING, _MEANING_OF_BACKGROUND = 0.7, 0.5
"""How much is owed to meaning, the rest to shared names and headline words; background is about the same people."""

_NAMES = 12
_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]+(?:\s+[^\W\d_a-z][\w’'-]+)*")
_FIRST_DAY = 1


def similar_articles(generation: Generation, ordinals: range, among: Admissible | None, limit: int) -> tuple[Hit, ...]:
    """Articles like the one whose passages these are, by the passage that is nearest, without copies of it.

    `among` are the passages that may be found, `None` for all.
    """
    return _nearest(generation, ordinals, limit, among, among, _MEANING)


def background_of(generation: Generation, ordinals: range, among: Admissible | None, limit: int) -> tuple[Hit, ...]:
    """The same of those printed on an earlier day; none for an article without a date."""
    day = int(generation.columns.codes["day"][ordinals[0]])
    if day in (UNDATED, _FIRST_DAY):
        return ()
    days = generation.columns.codes["day"]
    mask = np.asarray((days != UNDATED) & (days < day) & (True if among is None else among.mask))
    earlier = Admissible(mask, (Days(_FIRST_DAY, day - 1), *(among.conditions if among else ())))
    return _nearest(generation, ordinals, limit, among, earlier, _MEANING_OF_BACKGROUND)


def _nearest(
    generation: Generation,
    ordinals: range,
    limit: int,
    among: Admissible | None,
    wanted: Admissible | None,
    meaning: float,
) -> tuple[Hit, ...]:
    """The articles wanted, weighed against all that may be found."""
    passages = [generation.passages[ordinal] for ordinal in ordinals]
    vector, words = _mean(generation, passages, ordinals), KeywordQuery(_words(passages))
    found = np.unique(
        np.concatenate(
            [*_legs(generation, vector, words, among, exact=False), *_legs(generation, vector, words, wanted)]
        )
    )
    scores = fuse(generation.keywords.scores(words, found), generation.vectors.vectors(found) @ vector, meaning, _HEAD)
    # Where little was printed before, what is nearest is not near: it is to beat the average of the whole archive's.
    kept = (scores > 0) & ((found < ordinals.start) | (found >= ordinals.stop))
    if wanted:
        kept &= wanted.mask[found]
    found, scores = found[kept], scores[kept]
    order = np.lexsort((found, -scores))
    return _distinct(generation, found[order], scores[order], ordinals.start, limit)


def _legs(
    generation: Generation, vector: Vectors, words: KeywordQuery, among: Admissible | None, *, exact: bool = True
) -> tuple[Ordinals, Ordinals]:
    by_meaning, _ = generation.vectors.search(vector, _HEAD, among.mask if among else None, exact=exact)
    by_words, _ = generation.keywords.search(words, _HEAD, among.conditions if among else ())
    return by_meaning, by_words


def _distinct(generation: Generation, ordinals: Ordinals, scores: Vectors, own: int, limit: int) -> tuple[Hit, ...]:
    """The best passage of each story, without the story that the passage `own` is of."""
    stories = generation.stories.of_articles(generation.passages.article_numbers(np.append(own, ordinals)))
    _, first = np.unique(stories, return_index=True)
    best = np.sort(first)[1 : limit + 1] - 1
    return tuple(
        Hit(passage=generation.passages[ordinal], score=score)
        for ordinal, score in zip(ordinals[best].tolist(), scores[best].tolist(), strict=True)
    )


def _mean(generation: Generation, passages: Sequence[Passage], ordinals: range) -> Vectors:
    """The direction in which the vectors of the article's body lie on the whole, of all it has where there is none."""
    body = [ordinal for ordinal, passage in zip(ordinals, passages, strict=True) if passage.kind is Kind.BODY]
    vectors = generation.vectors.vectors(np.array(body or list(ordinals), dtype=np.int64))
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)


def _words(passages: Sequence[Passage]) -> str:
    """The headline and the names that the article repeats most: what is rare among them weighs most in BM25."""
    names = Counter(name for passage in passages if passage.kind is Kind.BODY for name in _NAME.findall(passage.text))
    return " ".join([passages[0].headline, *(name for name, _ in names.most_common(_NAMES))])

"""The head of a ranking, read again by a cross-encoder: each thing asked against each passage.

Asked whole, a question in parts made the ranking worse, since no passage answers all of it; so each part is scored by
itself and a passage is judged by the part that it answers best.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.embedder import Vectors
from index.generation import Generation
from index.hits import Passage
from index.question import Part, Reading, unsigned
from index.ranking import Ranked, asked_of
from index.reranker import Reranker
from index.windows import WINDOW, Windows

_DEPTH = 30
"""Passages that are put in a new order."""

_PAIRS = 20
_LEAST_READ = 4
"""Pairs of part and passage that are read: as many of the passages as fit each part best, but at least so many."""

_FLOOR = 3.0
"""Logits that differ less than this say little; they are not blown up to a standard deviation."""

_SHARE = 0.4
"""How much of a passage's place in the head is owed to the reranker; the rest to its first score."""

_BONUS = 0.5
"""How much of the bonus for a source or date named counts beside the reranker's score."""

NUMBERS = {
    "depth": _DEPTH,
    "pairs": _PAIRS,
    "least_read": _LEAST_READ,
    "floor": _FLOOR,
    "share": _SHARE,
    "bonus": _BONUS,
    "window": WINDOW,
}
"""The numbers above, for reports."""


def rerank(generation: Generation, reranker: Reranker, reading: Reading, ranked: Ranked) -> Ranked:
    """The ranking with its head in a new order. Scores of the head stay above those of the rest."""
    asked = asked_of(reading)
    depth = min(len(ranked.ordinals), _DEPTH)
    if depth < 2:
        return ranked
    passages = [generation.passages[ordinal] for ordinal in ranked.ordinals[:depth].tolist()]
    windows = Windows([each.text for each in passages])
    count = max(_LEAST_READ, _PAIRS // len(asked))

    def answered(row: int) -> Vectors:
        """How well each passage answers that part, -inf where it is not read for it."""
        read = _fitting(ranked.fits[row, :depth], count)
        texts = windows.about(unsigned(asked[row].meaning), read)
        logits = _read(reranker, asked[row], texts, [passages[place] for place in read])
        scores = np.full(depth, -np.inf, dtype=np.float32)
        scores[read] = _spread(logits, _FLOOR) + _BONUS * ranked.bonuses[row, read]
        return scores

    with ThreadPoolExecutor(len(asked)) as parts:  # so that no thread of the reranker waits between two parts
        best = _best(np.stack(list(parts.map(answered, range(len(asked))))))
    judged = (1 - _SHARE) * _spread(ranked.scores[:depth]) + _SHARE * best
    order = np.lexsort((ranked.ordinals[:depth], -judged))
    new = np.concatenate([order, np.arange(depth, len(ranked.ordinals))])
    scores = ranked.scores.copy()
    # The head keeps its own range of scores: the best of it is where the best was, and none falls below the rest.
    scores[:depth] = np.sort(ranked.scores[:depth])[::-1]
    return Ranked(ranked.ordinals[new], scores, ranked.fits[:, new], ranked.bonuses[:, new])


def _fitting(fits: Vectors, count: int) -> list[int]:
    """Where those are that fit best, the first of equals, in order."""
    best = np.sort(np.argsort(-fits, kind="stable")[:count])
    return [int(place) for place in best]


def _best(answered: Vectors) -> Vectors:
    """How well each passage answers the part that it answers best; one read for none, as the worst that was read."""
    best = np.max(answered, axis=0)
    best = np.where(np.isfinite(best), best, np.min(best[np.isfinite(best)]))
    return _spread(best) if len(answered) > 1 else best


def relevance(reranker: Reranker, reading: Reading, passages: Sequence[Passage]) -> Vectors:
    """How relevant the reranker holds each passage for the part of the question that it answers best, in logits."""
    texts = [each.text.strip() for each in passages]
    scores = [_read(reranker, part, texts, passages) for part in asked_of(reading)] if texts else []
    return np.max(np.stack(scores), axis=0) if scores else np.empty(0, dtype=np.float32)


def _read(reranker: Reranker, part: Part, texts: Sequence[str], passages: Sequence[Passage]) -> Vectors:
    """How relevant each text is, read with the headline of its passage, which says what it is about."""
    pairs = zip(texts, passages, strict=True)
    return reranker.score(unsigned(part.meaning), [f"{text}\n{passage.headline}" for text, passage in pairs])


def _spread(scores: Vectors, floor: float = 1e-6) -> Vectors:
    """Scores in standard deviations from their mean, which count as no smaller than the floor."""
    return np.asarray((scores - scores.mean()) / np.float32(max(float(scores.std()), floor)))

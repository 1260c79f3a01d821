"""The head of a ranking, read again by a cross-encoder: each thing asked against each passage.

Asked whole, a question in parts made the ranking worse, since no passage answers all of it; so each part is scored by
itself and a passage is judged by the part that it answers best.
"""

from collections.abc import Sequence

import numpy as np

from index.embedder import Vectors
from index.generation import Generation
from index.hits import Passage
from index.question import Part, Reading, unsigned
from index.ranking import Ranked, asked_of
from index.reranker import Reranker
from index.windows import WINDOW, Windows

_DEPTH = 30
"""Passages read again, fewer for a question in parts."""

_PAIRS = 40
_LEAST_DEPTH = 8
"""The depth shrinks so that parts times passages stay below these pairs, but not below this depth."""

_FLOOR = 3.0
"""Logits that differ less than this say little; they are not blown up to a standard deviation."""

_SHARE = 0.4
"""How much of a passage's place in the head is owed to the reranker; the rest to its first score."""

_BONUS = 0.5
"""How much of the bonus for a source or date named counts beside the reranker's score."""

NUMBERS = {
    "depth": _DEPTH,
    "pairs": _PAIRS,
    "least_depth": _LEAST_DEPTH,
    "floor": _FLOOR,
    "share": _SHARE,
    "bonus": _BONUS,
    "window": WINDOW,
}
"""The numbers above, for reports."""


def rerank(generation: Generation, reranker: Reranker, reading: Reading, ranked: Ranked) -> Ranked:
    """The ranking with its head in a new order. Scores of the head stay above those of the rest."""
    asked = asked_of(reading)
    depth = min(len(ranked.ordinals), _DEPTH, max(_LEAST_DEPTH, _PAIRS // len(asked)))
    if depth < 2:
        return ranked
    passages = [generation.passages[ordinal] for ordinal in ranked.ordinals[:depth].tolist()]
    windows = Windows([each.text for each in passages])
    answered = [
        _spread(_read(reranker, part, windows.about(unsigned(part.meaning)), passages), _FLOOR)
        + _BONUS * bonuses[:depth]
        for part, bonuses in zip(asked, ranked.bonuses, strict=True)
    ]
    best = np.max(np.stack(answered), axis=0)
    if len(asked) > 1:
        best = _spread(best)
    judged = (1 - _SHARE) * _spread(ranked.scores[:depth]) + _SHARE * best
    order = np.lexsort((ranked.ordinals[:depth], -judged))
    ordinals, scores, bonuses = ranked.ordinals.copy(), ranked.scores.copy(), ranked.bonuses.copy()
    ordinals[:depth], bonuses[:, :depth] = ordinals[order], bonuses[:, order]
    # The head keeps its own range of scores: the best of it is where the best was, and none falls below the rest.
    scores[:depth] = np.sort(ranked.scores[:depth])[::-1]
    return Ranked(ordinals, scores, bonuses)


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

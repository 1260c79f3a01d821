"""Scores of two legs, for a question whole and in parts, into one score a passage.

Scores are standardised, not ranks added: plain reciprocal rank fusion measured worse than BM25 alone on news. See Wu,
Crestani and Bi, "Evaluating Score Normalization Methods in Data Fusion" (AIRS 2006).
"""

from collections.abc import Sequence

import numpy as np

from index.embedder import Vectors
from index.vectors import Mask

MEANING = 0.5
"""How much of a passage's score for the question whole is owed to its meaning; for a part its words alone count."""

SOURCE_BONUS = 2.0
DATE_BONUS = 2.0
"""What being from a source, or from a date, that is named adds, in standard deviations."""

PARTS_WEIGHT = 0.6
"""How much of a passage's score is owed to the part of the question it answers best; the rest to the whole."""

# The numbers above were chosen on judged questions by cross-validation: see docs/retrieval.md.


def standardised(scores: Vectors, head: int) -> Vectors:
    """Scores in standard deviations from the mean of their `head` best; all 0 where those do not differ."""
    best = np.partition(scores, -head)[-head:] if len(scores) > head else scores
    spread = float(best.std()) if len(best) else 0.0
    if spread < 1e-6:
        return np.zeros_like(scores)
    return np.asarray((scores - best.mean()) / np.float32(spread))


def bonus(from_source: Mask, from_date: Mask) -> Vectors:
    """What each candidate gains for being from a source or a date that is named; shapes alike."""
    return np.asarray(SOURCE_BONUS * from_source + DATE_BONUS * from_date, dtype=np.float32)


def fuse(words: Vectors, meaning: Vectors, meaning_weight: float, head: int) -> Vectors:
    """One score a candidate from the scores of the two legs, shapes alike."""
    legs = (1 - meaning_weight) * standardised(words, head) + meaning_weight * standardised(meaning, head)
    return np.asarray(legs, dtype=np.float32)


def join(whole: Vectors, parts: Sequence[Vectors], head: int) -> Vectors:
    """One score a candidate from those for the whole question and for its parts; the whole's where it has none."""
    if not parts:
        return standardised(whole, head)
    best_part = np.max(np.stack(parts), axis=0)
    joined = PARTS_WEIGHT * standardised(best_part, head) + (1 - PARTS_WEIGHT) * standardised(whole, head)
    return np.asarray(joined, dtype=np.float32)

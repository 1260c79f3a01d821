"""Scores of two legs, for a question whole and in parts, into one score a passage.

Scores are standardised, not ranks added: plain reciprocal rank fusion measured worse than BM25 alone on news. See Wu,
Crestani and Bi, "Evaluating Score Normalization Methods in Data Fusion" (AIRS 2006).
"""

from collections.abc import Sequence

import numpy as np

from index.embedder import Vectors
from index.vectors import Mask

MEANING_WEIGHT = 0.4
"""How much of a passage's score is owed to its meaning; the rest is owed to its words."""

SOURCE_BONUS = 2.0
"""What being from a source that the question names adds, in standard deviations."""

DATE_BONUS = 1.0
"""What being from a date that the question names adds, in standard deviations."""

PARTS_WEIGHT = 0.5
"""How much of a passage's score is owed to the part of the question it answers best; the rest to the whole."""


def standardised(scores: Vectors, head: int) -> Vectors:
    """Scores in standard deviations from the mean of their `head` best; all 0 where those do not differ."""
    best = np.partition(scores, -head)[-head:] if len(scores) > head else scores
    spread = float(best.std()) if len(best) else 0.0
    if spread < 1e-6:
        return np.zeros_like(scores)
    return np.asarray((scores - best.mean()) / np.float32(spread))


def fuse(words: Vectors, meaning: Vectors, from_source: Mask, from_date: Mask, head: int) -> Vectors:
    """One score a candidate for one question or part; all arguments and the result have one entry a candidate.

    `words` and `meaning` are the two legs' scores, the masks say which candidates are from a source or date named.
    """
    legs = (1 - MEANING_WEIGHT) * standardised(words, head) + MEANING_WEIGHT * standardised(meaning, head)
    return np.asarray(legs + SOURCE_BONUS * from_source + DATE_BONUS * from_date, dtype=np.float32)


def join(whole: Vectors, parts: Sequence[Vectors], head: int) -> Vectors:
    """One score a candidate from those for the whole question and for its parts; the whole's where it has none."""
    if not parts:
        return standardised(whole, head)
    best_part = np.max(np.stack(parts), axis=0)
    joined = PARTS_WEIGHT * standardised(best_part, head) + (1 - PARTS_WEIGHT) * standardised(whole, head)
    return np.asarray(joined, dtype=np.float32)

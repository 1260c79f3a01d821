"""The seam to rerankers: a question and texts in, how well each answers it out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


class Reranker(Protocol):
    """Reads a question and a text together and says how relevant the text is."""

    @property
    def name(self) -> str:
        """The model's name, for receipts."""

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """Relevance of each text, float32, shape `(len(texts),)`, higher is better, in order of `texts`.

        A score depends only on its own pair, never on the other texts of the call.
        """


class OverlapReranker:
    """The fake that tests use: the share of the question's words that stand in the text."""

    name = "overlap"

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        wanted = set(question.lower().replace("?", "").split())
        shares = [len(wanted & set(text.lower().replace(".", "").split())) / max(len(wanted), 1) for text in texts]
        return np.array(shares, dtype=np.float32)

"""The real reranker for tests, loaded once a process, which reads no question and text together twice."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from index.onnx_reranker import OnnxReranker
from index.reranker import Reranker, Scores


class Remembering:
    """A reranker that remembers every score: by its contract one depends on its own question and text alone."""

    def __init__(self, reranker: Reranker) -> None:
        self.name = reranker.name
        self._reranker = reranker
        self._scores: dict[tuple[str, str], float] = {}

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        fresh = [text for text in dict.fromkeys(texts) if (question, text) not in self._scores]
        scores = self._reranker.score(question, fresh).tolist() if fresh else []
        self._scores |= {(question, text): score for text, score in zip(fresh, scores, strict=True)}
        return np.array([self._scores[question, text] for text in texts], dtype=np.float32)


@cache
def real_reranker() -> Reranker:
    return Remembering(OnnxReranker())

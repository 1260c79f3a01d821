"""Passages in, their sentences out, each with how well it answers: what every writer works from.

Relevance comes from a cross-encoder three times: of the passage with its headline, source and day; of the sentence
alone; and of the sentence behind its headline and the sentence before, which say who "he" is. Few pairs, and short
ones, are read at each step, so that a question takes well under a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answer.evidence import Unit, units_of
from archive.model import Kind
from archive.store import RecordStore
from index.hits import Passage
from index.reranker import Reranker


@dataclass(frozen=True, slots=True)
class Depth:
    """How many passages are read as a whole, sentence by sentence, and how many sentences in their context."""

    passages: int
    opened: int
    sentences: int


WHOLE_QUESTION = Depth(passages=14, opened=7, sentences=14)
ONE_PART = Depth(passages=6, opened=2, sentences=5)


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit and its relevance: of its passage, of itself alone, and in context, all on the reranker's scale."""

    unit: Unit
    passage: float
    alone: float
    context: float

    @property
    def score(self) -> float:
        """How well the unit answers; a headline counts less, as the text under it says the same in full."""
        mean = (self.passage + self.alone + self.context) / 3
        return mean - (1.0 if self.unit.passage.kind is Kind.HEADLINE else 0.0)


class Reader:
    """Scores sentences of passages against a question. Safe to share between threads."""

    def __init__(self, store: RecordStore, reranker: Reranker) -> None:
        self._store = store
        self._reranker = reranker

    def read(self, question: str, passages: Sequence[Passage], depth: Depth = WHOLE_QUESTION) -> list[Scored]:
        """The most relevant units of the passages, best first; `passages` are best first."""
        if not passages:
            return []
        head = passages[: depth.passages]
        relevance = self._score(question, [f"{_context(passage)}\n{passage.text}" for passage in head])
        best = np.argsort(-relevance, kind="stable")[: depth.opened]
        units = units_of([head[place] for place in best], self._store)
        by_passage = {head[place].passage_id: float(relevance[place]) for place in best}
        of_passage = [by_passage[unit.passage.passage_id] for unit in units]
        alone = self._score(question, [unit.text for unit in units])
        order = np.argsort(-(alone + np.array(of_passage)), kind="stable")[: depth.sentences]
        context = self._score(question, [_in_context(units[place]) for place in order])
        scored = [
            Scored(units[place], of_passage[place], float(alone[place]), float(with_context))
            for place, with_context in zip(order, context, strict=True)
        ]
        return sorted(scored, key=lambda each: -each.score)

    def _score(self, question: str, texts: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return self._reranker.score(question, texts)


def _context(passage: Passage) -> str:
    """What stands above the passage on the page: headline, source and day."""
    headline = passage.headline if passage.kind is not Kind.HEADLINE else None
    day = passage.published[:10] if passage.published else None
    return " | ".join(each for each in (headline, passage.source, day) if each)


def _in_context(unit: Unit) -> str:
    return " ".join(each for each in (_context(unit.passage), unit.before, unit.text) if each)

"""The seam to whoever writes an answer: a question and what was read in; sentences with citations out, unverified."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.question import Question
from answer.reading import Reading
from index.hits import Passage


@dataclass(frozen=True, slots=True)
class Quote:
    """Words claimed to stand at `[start, end)` of the version that the passage was cut from."""

    passage: Passage
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of an answer and the quotes it rests on; `stray` says what it cites that nothing was given for."""

    text: str
    quotes: tuple[Quote, ...]
    stray: str | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """What a writer wrote, in order of reading; `short` is the answer in a word and the place of its sentence."""

    sentences: tuple[Written, ...]
    short: tuple[str, int] | None = None


class AnswerWriter(Protocol):
    """Writes an answer from what was read, and from nothing else."""

    @property
    def name(self) -> str:
        """Who writes, with the model where there is one, for receipts."""

    def write(self, question: Question, whole: Reading, parts: Sequence[Reading]) -> Composition:
        """The answer to the question.

        `whole` is what was read for the whole question, `parts` for each paper that the question names. The
        composition is empty where there is nothing to write from.
        """

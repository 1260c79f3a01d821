"""Judged questions: JSON lines in, questions with what a right answer must show out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import InputError
from evaluation.records import records_of

NOT_IN_ARCHIVE = "null_query"
"""How MultiHop-RAG marks a question that its articles do not answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and its judgment. `gold` are the headlines of the articles that hold the answer, folded.

    `expected` are strings that the quoted evidence must hold, word for word; `answer` is the right short answer.
    """

    number: str
    question: str
    kind: str
    answerable: bool
    answer: str | None = None
    gold: frozenset[str] = frozenset()
    expected: tuple[str, ...] = ()


def read_judged(path: Path) -> list[Judged]:
    """The questions of a file in the format of MultiHop-RAG or of the sample archive, in order.

    Raises:
        InputError: the file cannot be read, or a line is in neither format.
    """
    return [_judged(record, path, line) for line, record in records_of(path)]


def headline_key(headline: str) -> str:
    """A headline as gold and cited articles are compared by: without case and with single spaces."""
    return " ".join(headline.casefold().split())


def _judged(record: dict[str, Any], path: Path, line: int) -> Judged:
    if {"id", "question", "question_type", "answer", "evidence"} <= record.keys():
        return Judged(
            number=str(record["id"]),
            question=record["question"],
            kind=record["question_type"],
            answerable=record["question_type"] != NOT_IN_ARCHIVE,
            answer=record["answer"],
            gold=frozenset(headline_key(each["title"]) for each in record["evidence"]),
        )
    if {"id", "question", "expect", "contains"} <= record.keys():
        return Judged(
            number=str(record["id"]),
            question=record["question"],
            kind=record["expect"],
            answerable=record["expect"] == "answered",
            expected=tuple(record["contains"]),
        )
    raise InputError(
        f"line {line} of {path} has the fields {', '.join(sorted(record))}; a question has id, question, "
        "question_type, answer and evidence, or id, question, expect and contains"
    )

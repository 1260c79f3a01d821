"""Judged questions, read from files: with the facts that answer them, or with TREC relevance judgments."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import InputError
from evaluation.records import lines_of, records_of

_HEADINGS = ("", "id", "qid", "query_id", "question_id")
"""What the first column may be called."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and what is known to answer it.

    `facts` are sentences of which an answering passage holds at least one; `relevant` are documents, by the id they
    have in their collection, with their grades. An unanswerable question has neither.
    """

    question_id: str
    text: str
    kind: str = ""
    answer: str = ""
    facts: tuple[str, ...] = ()
    relevant: tuple[tuple[str, int], ...] = ()


def read_questions(path: Path, qrels: Path | None = None) -> list[JudgedQuestion]:
    """The questions of a file, in order; judged by `qrels`, in TREC form, where given.

    A file that ends in `.tsv` has the id and the question on each line, and may have a heading. Any other is JSONL: a
    line has `id`, `question` or `text` or `query`, and may have `question_type`, `answer`, `evidence` (a list of
    objects with `fact`) and `relevant` (a list of documents, or an object of their grades).

    Raises:
        InputError: a file is missing, or a line is not as described; the message names it.
    """
    judgments = _read_qrels(qrels) if qrels else {}
    records = _table_of(path) if path.suffix.lower() == ".tsv" else records_of(path)
    questions: dict[str, JudgedQuestion] = {}
    for number, record in records:
        question = _question(record, judgments, f"{path}, line {number}")
        if question.question_id in questions:
            raise InputError(
                f"{path}, line {number} has the id {question.question_id!r} again; give each question its own"
            )
        questions[question.question_id] = question
    return list(questions.values())


def _table_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table without its heading, as records, with their numbers from 1."""
    lines = [line for _, line in lines_of(path)]
    for number, row in enumerate(csv.reader(lines, delimiter="\t"), start=1):
        if number > 1 or row[0].strip().casefold() not in _HEADINGS:
            yield number, {"id": row[0], "text": row[1]} if len(row) > 1 else {}


def _question(record: dict[str, Any], judgments: dict[str, dict[str, int]], where: str) -> JudgedQuestion:
    text = next((record[name] for name in ("question", "text", "query") if record.get(name)), None)
    if "id" not in record or text is None:
        raise InputError(f"{where} has no id or no question; write both")
    question_id = str(record["id"])
    return JudgedQuestion(
        question_id=question_id,
        text=text,
        kind=str(record.get("question_type", "")),
        answer=str(record.get("answer", "")),
        facts=tuple(each["fact"] for each in record.get("evidence", ()) if each.get("fact")),
        relevant=tuple((judgments.get(question_id) or _graded(record.get("relevant", ()), where)).items()),
    )


def _graded(relevant: Any, where: str) -> dict[str, int]:
    """Documents and their grades: an object of them, or a list of documents that all have grade 1."""
    if isinstance(relevant, dict) and all(type(grade) is int for grade in relevant.values()):
        return {str(document): grade for document, grade in relevant.items() if grade > 0}
    if isinstance(relevant, list | tuple):
        return {str(document): 1 for document in relevant}
    raise InputError(f"{where} has the relevant documents {relevant!r:.60}; write a list, or an object of grades")


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    judgments: dict[str, dict[str, int]] = {}
    for number, line in lines_of(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].lstrip("-").isdigit():
            raise InputError(f"{path}, line {number} is {line!r}; write 'question 0 document grade'")
        if int(fields[3]) > 0:
            judgments.setdefault(fields[0], {})[fields[2]] = int(fields[3])
    return judgments

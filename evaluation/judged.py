"""Judged questions, read from files: with the facts that answer them, or with TREC relevance judgments."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import InputError
from evaluation.records import lines_of, records_of


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
    """The questions of a JSONL file, in order; judged by `qrels`, in TREC form, where given.

    A line has `id`, `question` or `text` or `query`, and may have `question_type`, `answer` and `evidence` (a list of
    objects with `fact`).

    Raises:
        InputError: a file is missing, or a line is not as described; the message names it.
    """
    judgments = _read_qrels(qrels) if qrels else {}
    return [_question(record, judgments, f"{path}, line {number}") for number, record in records_of(path)]


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
        relevant=tuple(judgments.get(question_id, {}).items()),
    )


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    judgments: dict[str, dict[str, int]] = {}
    for number, line in lines_of(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].lstrip("-").isdigit():
            raise InputError(f"{path}, line {number} is {line!r}; write 'question 0 document grade'")
        if int(fields[3]) > 0:
            judgments.setdefault(fields[0], {})[fields[2]] = int(fields[3])
    return judgments

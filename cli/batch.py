"""`ask --batch`: every question of a file asked once, whatever happens in between."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import typer

from answer.desk import Desk
from api import schemas as wire
from api import shape
from archive.errors import InputError
from cli import show
from cli.archive_verbs import EXIT_WITH_FAILURES
from cli.batch_answers import AnswerFile
from cli.batch_questions import Row, read_rows
from cli.compose import open_desk
from cli.options import settings_for


def ask_batch(questions: Path, out: Path | None, data: Path | None, *, receipt: bool, as_json: bool) -> None:
    """Answer the file and say how it went; exits with 3 where a row could not be asked."""
    where = out or out_for(questions)
    with open_desk(settings_for(data)) as desk:
        counted = answer_all(desk, questions, where, receipt=receipt, quiet=as_json)
    if as_json:
        typer.echo(json.dumps({"out": str(where), **counted}))
    else:
        said = ", ".join(f"{number} {what}" for what, number in counted.items() if number)
        typer.echo(f"{said or 'no questions'}; see {where}")
    if counted["failed"]:
        raise typer.Exit(EXIT_WITH_FAILURES)


def out_for(questions: Path) -> Path:
    """Where the answers go if nothing else is said: `questions.csv` has them in `questions-answers.csv`."""
    suffix = ".jsonl" if questions.suffix.casefold() in (".jsonl", ".ndjson", ".jl") else ".csv"
    return questions.with_name(f"{questions.stem}-answers{suffix}")


def answer_all(desk: Desk, questions: Path, out: Path, *, receipt: bool, quiet: bool) -> Counter[str]:
    """Ask what is not answered yet, and write each answer down before the next; the rows counted by how they ended.

    Raises:
        InputError: the questions cannot be read, or the answers in `out` are to others.
    """
    if out.suffix.casefold() not in (".csv", ".jsonl"):
        raise InputError(f"answers are written as CSV or JSONL and --out is {out}; end its name with .csv or .jsonl")
    if out.resolve() == questions.resolve():
        raise InputError(f"the answers would overwrite the questions in {questions}; name another file with --out")
    rows = read_rows(questions)
    counted = Counter({"answered before": 0, "answered": 0, "refused": 0, "failed": 0})
    with AnswerFile(out, rows) as answers, show.counting("asking", quiet=quiet) as count:
        counted["answered before"] = len(answers.done)
        for place, row in enumerate(rows, start=1):
            if row.number not in answers.done:
                answer, problem = _ask(desk, row, receipt=receipt)
                answers.add(row, answer, problem)
                counted[answer.status if answer else "failed"] += 1
            count(place, len(rows), row.question)
    return counted


def _ask(desk: Desk, row: Row, *, receipt: bool) -> tuple[wire.Answer | None, str | None]:
    if row.request is None:
        return None, row.problem
    try:
        return shape.answer(desk.ask(replace(row.request, receipt=receipt))), None
    except InputError as error:
        return None, str(error)

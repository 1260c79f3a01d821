"""A file of questions in, its rows out: CSV with a column `question`, JSON Lines, or a question a line.

A row that cannot be asked keeps its number and says why; none is left out.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from answer.model import AskRequest
from api import parameters
from api import schemas as wire
from archive.errors import InputError
from ingest.encoding import decode

_FILTERS = tuple(wire.Filters.model_fields)
_DELIMITERS = (",", ";", "\t")
_JSON_LINES = (".jsonl", ".ndjson", ".jl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question of a file: `number` is that of its line or spreadsheet row, from 1.

    `given` is what stood beside it, to be handed on; `problem` says why it cannot be asked.
    """

    number: int
    question: str
    request: AskRequest | None
    given: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


def read_rows(path: Path) -> list[Row]:
    """The rows of the file, in its order; empty lines are none.

    Raises:
        InputError: the file is missing, is no text, or has no column `question`.
    """
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}; name a CSV, JSONL or text file of questions"
        ) from error
    rows = {".csv": _csv_rows, ".tsv": _csv_rows, **dict.fromkeys(_JSON_LINES, _json_rows)}
    return list(rows.get(path.suffix.casefold(), _text_rows)(text, path))


def _text_rows(text: str, _: Path) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _row(number, line, {}, {})


def _csv_rows(text: str, path: Path) -> Iterator[Row]:
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    head = [name.strip() for name in next(lines, [])]
    names = [name.casefold().replace(" ", "_") for name in head]
    if "question" not in names:
        listed = ", ".join(filter(None, head)) or "none"
        raise InputError(f"{path} has no column 'question'; its columns are {listed}: name one of them so")
    place = names.index("question")
    for number, cells in enumerate(lines, start=2):
        if not any(map(str.strip, cells)):
            continue
        values = dict(zip(names, [*cells, *[""] * len(names)], strict=False))
        filters = {name: _split(name, values[name]) for name in _FILTERS if values.get(name, "").strip()}
        given = {each: values[name] for each, name in zip(head, names, strict=True) if name != "question"}
        yield _row(number, cells[place] if place < len(cells) else "", filters, given)


def _split(name: str, cell: str) -> Any:
    return cell.strip() if name in wire.SINGLE else [each.strip() for each in cell.split("|") if each.strip()]


def _json_rows(text: str, _: Path) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            yield Row(number=number, question="", request=None, problem=f"the line is not JSON: {error}")
            continue
        values = found if isinstance(found, dict) else {"question": found}
        question = values.get("question")
        beside = {name: values[name] for name in _FILTERS if values.get(name)}
        filters = values.get("filters") or {}
        filters = filters | beside if isinstance(filters, dict) else filters
        given = {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                 for name, value in values.items() if name != "question"}  # fmt: skip
        yield _row(number, question if isinstance(question, str) else "", filters, given)


def _row(number: int, question: str, filters: Mapping[str, Any], given: Mapping[str, str]) -> Row:
    """The row; one whose question or filters cannot be used carries the reason."""
    asked = question.strip()
    request, problem = None, None
    try:
        if not asked:
            raise InputError("there is no question in this row")
        request = parameters.ask_request(wire.Question(question=asked, filters=wire.Filters(**filters)))
    except InputError as error:
        problem = str(error)
    except (ValidationError, TypeError) as error:
        problem = _said(error)
    return Row(number=number, question=asked, request=request, given=given, problem=problem)


def _said(error: ValidationError | TypeError) -> str:
    if not isinstance(error, ValidationError):
        return f"the filters cannot be read: {error}"
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))} is {str(first['input'])[:80]!r}: {first['msg'].lower()}"


def columns_given(rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of what stands beside the questions, each once, in order."""
    return tuple(dict.fromkeys(name for row in rows for name in row.given))

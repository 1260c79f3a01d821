"""Answers into a file, a line each: CSV or JSON Lines. A file that was begun is gone on with.

A line is written whole and put on disk before the next question is asked. What a killed run left of a line is cut off
before the next run writes: nothing that reads the file ever meets half a line between two whole ones.
"""

import csv
import json
import os
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from answer.export.csv_table import BYTE_ORDER_MARK, harmless, table
from api import schemas as wire
from archive.errors import InputError
from cli.batch_questions import Row, columns_given

_OWN = ("row", "question", "status", "short", "answer", "reason", "citations", "articles", "answer_id", "generation")


class AnswerFile:
    """The file of answers, opened to go on with; `done` maps the numbers of the rows in it to their questions."""

    def __init__(self, path: Path, rows: Sequence[Row]) -> None:
        """Nothing in the file is touched before it is seen to be of these rows.

        Raises:
            InputError: the file is of something else.
        """
        self._as_csv = path.suffix.casefold() == ".csv"
        self._given = columns_given(rows)
        self._columns = (_OWN[0], *(f"given: {each}" if each in _OWN else each for each in self._given), *_OWN[1:])
        content = path.read_bytes() if path.exists() else b""
        whole = _whole(content, as_csv=self._as_csv)
        try:
            self.done = self._answered(content[:whole].decode(), begun=content)
        except (ValueError, KeyError, TypeError, IndexError, csv.Error) as error:
            raise InputError(f"{path} is not a file of answers to these questions; name another with --out") from error
        self._check(path, rows)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("ab")
        self._file.truncate(whole)
        if self._as_csv and not whole:
            self._write(self._head())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, row: Row, answer: wire.Answer | None, problem: str | None) -> None:
        """Write the line of a row: its answer or refusal, or why it could not be asked."""
        status = answer.status if answer else "failed"
        if self._as_csv:
            cells = {
                name: row.given.get(given, "") for name, given in zip(self._columns[1:], self._given, strict=False)
            }
            cells |= {"row": str(row.number), "question": row.question, "status": status}
            self._write(table(self._columns, [cells | _cells(answer, problem)], head=False))
        else:
            line = {"row": row.number, "question": row.question, "status": status, "reason": problem}
            line |= {"given": dict(row.given), "answer": answer.model_dump(mode="json") if answer else None}
            if answer:
                line["reason"] = answer.reason
            self._write(json.dumps(line, ensure_ascii=False) + "\n")

    def _head(self) -> str:
        return BYTE_ORDER_MARK + table(self._columns, ())

    def _answered(self, text: str, *, begun: bytes) -> dict[int, str]:
        """The rows in the whole lines, with their questions; raises where they are nobody's answers."""
        begins = (self._head() if self._as_csv else '{"row": ').encode()
        if not begun.startswith(begins[: len(begun)]):
            raise ValueError("the file begins otherwise")
        if self._as_csv:
            lines = csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True)
            place = self._columns.index("question")
            return {int(cells[0]): cells[place] for cells in list(lines)[1:]}
        found = [json.loads(line) for line in text.split("\n") if line]
        return {int(line["row"]): str(line["question"]) for line in found}

    def _check(self, path: Path, rows: Sequence[Row]) -> None:
        """See that what is in the file are answers to these rows."""
        asked = {row.number: self._kept(row.question) for row in rows}
        for number, question in self.done.items():
            if asked.get(number) != question:
                raise InputError(
                    f"row {number} of {path.name} answers {question[:80]!r}, not what is asked there now; "
                    "name another file with --out"
                )

    def _kept(self, question: str) -> str:
        return str(harmless(question)) if self._as_csv else question

    def _write(self, text: str) -> None:
        self._file.write(text.encode())
        self._file.flush()
        os.fsync(self._file.fileno())


def _whole(content: bytes, *, as_csv: bool) -> int:
    """The length of the whole lines; in CSV a line may go on while a quotation mark is open."""
    if not as_csv:
        return content.rfind(b"\n") + 1
    end, is_open = 0, False
    for place, byte in enumerate(content):
        is_open ^= byte == ord('"')
        if byte == ord("\n") and not is_open:
            end = place + 1
    return end


def _cells(answer: wire.Answer | None, problem: str | None) -> dict[str, Any]:
    if answer is None:
        return {"reason": problem}
    sentences = [
        " ".join(filter(None, (each.text, "".join(f"[{n}]" for n in each.citations)))) for each in answer.sentences
    ]
    return {
        "short": answer.short.text if answer.short else "",
        "answer": "\n".join(sentences),
        "reason": answer.reason or "",
        "citations": "\n".join(map(_citation, answer.citations)),
        "articles": " ".join(dict.fromkeys(each.article_id for each in answer.citations)),
        "answer_id": answer.answer_id or "",
        "generation": answer.generation,
    }


def _citation(cited: wire.Citation) -> str:
    said = ", ".join(each for each in (cited.headline, cited.source, (cited.published or "")[:10]) if each)
    place = f"{cited.article_id} version {cited.version}, characters {cited.start}-{cited.end}"
    return f"[{cited.number}] “{cited.quote}” {said}; {place}"

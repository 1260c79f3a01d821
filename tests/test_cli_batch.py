"""A file of questions in, a file of answers out, whatever the file holds and whenever the run is ended."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest

from answer.desk import Desk
from answer.model import Answer, AnswerSentence, AnswerStatus, AskRequest, Citation
from archive.errors import InputError
from archive.model import Kind
from cli.batch import answer_all, out_for
from cli.batch_questions import read_rows

QUOTE = '=1+1, said "Mara Ellin",\nand left.'


class Scripted:
    """A desk that answers at once, remembers what it was asked, and is ended at a question that says so."""

    def __init__(self) -> None:
        self.asked: list[AskRequest] = []

    def ask(self, request: AskRequest) -> Answer:
        if "power fails" in request.question:
            raise KeyboardInterrupt
        self.asked.append(request)
        if "unknown" in request.question:
            return Answer(
                status=AnswerStatus.REFUSED, question=request.question, generation="g1", reason="Nothing mentions it."
            )
        if len(request.question) > 2000:
            raise InputError("the query is too long")
        cited = Citation(
            number=1, article_id="a1", version=2, passage_id="a1.2.0", kind=Kind.BODY, start=5, end=5 + len(QUOTE),
            quote=QUOTE,
            headline="Keeper retires", byline=None, source="Gazette", published="2024-06-07", verified=True,
        )  # fmt: skip
        return Answer(
            status=AnswerStatus.ANSWERED,
            question=request.question,
            generation="g1",
            sentences=(AnswerSentence(text=QUOTE, citations=(1,), verified=True),),
            citations=(cited,),
            short=("Mara Ellin", 1),
        )


def answered(questions: Path, out: Path, desk: Scripted | None = None) -> Scripted:
    desk = desk or Scripted()
    answer_all(cast(Desk, desk), questions, out, receipt=True, quiet=True)
    return desk


def table(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode()
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.csv"
    path.write_text(
        "id,Question,source,date_from\n"
        'k1,"Who left, and when?",Gazette|Courier,2020-01-01\n'
        "k2,What is unknown?,,\n"
        "k3,,,\n"
        "\n"
        "k4,When?,,last week\n"
        "-k5,=Why?,,\n",
        encoding="utf-8",
    )
    return path


def test_every_row_ends_as_an_answer_a_refusal_or_a_failure_with_its_reason(questions: Path, tmp_path: Path) -> None:
    desk = answered(questions, tmp_path / "out.csv")
    rows = table(tmp_path / "out.csv")
    assert [(row["row"], row["id"], row["status"]) for row in rows] == [
        ("2", "k1", "answered"),
        ("3", "k2", "refused"),
        ("4", "k3", "failed"),
        ("6", "k4", "failed"),
        ("7", "'-k5", "answered"),
    ]
    assert desk.asked[0].filters.sources == ("Gazette", "Courier")
    assert str(desk.asked[0].filters.date_from) == "2020-01-01"
    assert (rows[0]["source"], rows[0]["date_from"], rows[3]["date_from"]) == (
        "Gazette|Courier",
        "2020-01-01",
        "last week",
    )
    assert rows[0]["question"] == "Who left, and when?"
    assert (rows[0]["short"], rows[0]["articles"], rows[0]["generation"]) == ("Mara Ellin", "a1", "g1")
    assert rows[0]["answer"] == f"'{QUOTE} [1]"
    assert rows[0]["citations"] == f"[1] “{QUOTE}” Keeper retires, Gazette, 2024-06-07; a1 version 2, characters 5-39"
    assert rows[1]["reason"] == "Nothing mentions it."
    assert rows[2]["reason"] == "there is no question in this row"
    assert "date_from is 'last week'" in rows[3]["reason"]
    assert rows[4]["question"] == "'=Why?"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_run_that_was_ended_goes_on_and_asks_nothing_twice(tmp_path: Path, suffix: str) -> None:
    asked, out = tmp_path / "questions.txt", tmp_path / f"out{suffix}"
    asked.write_text("First?\nSecond, unknown?\nThe power fails\nFourth?\n", encoding="utf-8")
    first = Scripted()
    with pytest.raises(KeyboardInterrupt):
        answered(asked, out, first)
    whole = out.read_bytes()
    assert [each.question for each in first.asked] == ["First?", "Second, unknown?"]
    asked.write_text("First?\nSecond, unknown?\nThird?\nFourth?\n", encoding="utf-8")
    for cut in (len(whole), len(whole) - 1, len(whole) - 9):
        out.write_bytes(whole[:cut])
        again = answered(asked, out)
        left = ["Third?", "Fourth?"] if cut == len(whole) else ["Second, unknown?", "Third?", "Fourth?"]
        assert [each.question for each in again.asked] == left
        rows = table(out) if suffix == ".csv" else lines(out)
        assert [str(row["row"]) for row in rows] == ["1", "2", "3", "4"]
        assert answered(asked, out).asked == []


def test_every_place_in_which_a_run_can_be_cut_is_mended(tmp_path: Path) -> None:
    asked, out = tmp_path / "questions.txt", tmp_path / "out.csv"
    asked.write_text("First?\nSecond?\n", encoding="utf-8")
    answered(asked, out)
    whole = out.read_bytes()
    for cut in range(0, len(whole), 7):
        out.write_bytes(whole[:cut])
        answered(asked, out)
        assert out.read_bytes() == whole, cut


def test_json_lines_hold_the_whole_answer(tmp_path: Path) -> None:
    asked, out = tmp_path / "q.jsonl", tmp_path / "out.jsonl"
    asked.write_text(
        '{"question": "Who left?", "source": ["Gazette"], "ref": 7}\n{"question": 3}\n{not json}\n"A bare string?"\n'
        '{"question": "In which paper?", "filters": {"papers": ["Gazette"]}}\n',
        encoding="utf-8",
    )
    desk = answered(asked, out)
    found = lines(out)
    assert [(each["row"], each["status"]) for each in found] == [
        (1, "answered"), (2, "failed"), (3, "failed"), (4, "answered"), (5, "failed"),
    ]  # fmt: skip
    assert found[0]["answer"]["citations"][0]["quote"] == QUOTE
    assert found[0]["given"] == {"source": '["Gazette"]', "ref": "7"}
    assert found[4]["given"] == {"filters": '{"papers": ["Gazette"]}'}
    assert desk.asked[0].filters.sources == ("Gazette",)
    assert found[2]["reason"].startswith("the line is not JSON")
    assert "papers" in found[4]["reason"]


def test_the_answers_of_other_questions_are_not_gone_on_with(questions: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    answered(questions, out)
    before = out.read_bytes()
    questions.write_text(
        questions.read_text(encoding="utf-8").replace("What is unknown?", "What is known?"), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"row 3 of out.csv answers 'What is unknown\?'"):
        answered(questions, out)
    assert out.read_bytes() == before


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
@pytest.mark.parametrize(
    "content", ["some,other,table\r\n1,2,3\r\nunfinished", "notes", '{"a": 1}\n{"b"', "row,question\n1,Who?\n"]
)
def test_a_file_of_something_else_is_not_touched(questions: Path, tmp_path: Path, content: str, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    out.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(InputError, match="is not a file of answers"):
        answered(questions, out)
    assert out.read_bytes().decode() == content


def test_a_spreadsheet_of_another_country_is_read(tmp_path: Path) -> None:
    path = tmp_path / "fragen.csv"
    path.write_bytes("question;kind\r\nWer schloß das Café?;caption\r\n".encode("cp1252"))
    (row,) = read_rows(path)
    assert (row.number, row.question) == (2, "Wer schloß das Café?")
    assert row.request is not None
    assert row.request.filters.kinds == (Kind.CAPTION,)


@pytest.mark.parametrize(
    ("name", "content", "out", "said"),
    [
        ("q.csv", "asked,when\na,b\n", "o.csv", "no column 'question'; its columns are asked, when"),
        ("q.csv", "question\na\n", "o.docx", "end its name with .csv or .jsonl"),
        ("q.csv", "question\na\n", "q.csv", "would overwrite the questions"),
        ("q.csv", None, "o.csv", "No such file"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, name: str, content: str | None, out: str, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        answered(tmp_path / name, tmp_path / out)


def test_where_the_answers_go_if_nothing_is_said() -> None:
    assert out_for(Path("a/questions.csv")) == Path("a/questions-answers.csv")
    assert out_for(Path("q.jsonl")) == Path("q-answers.jsonl")
    assert out_for(Path("q.txt")) == Path("q-answers.csv")

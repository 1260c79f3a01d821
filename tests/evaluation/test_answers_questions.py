import json
from pathlib import Path

import pytest

from archive.errors import InputError
from evaluation.answers_questions import Judged, read_judged

MULTIHOP = {
    "id": "7",
    "question": "Which company?",
    "question_type": "inference_query",
    "answer": "Google",
    "evidence": [{"title": "Search  on Trial"}, {"title": "Another"}],
}
SAMPLE = {"id": "q1", "question": "How much?", "expect": "refused", "contains": [], "files": [], "note": ""}


def written(folder: Path, *records: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_both_formats_are_read(tmp_path: Path) -> None:
    assert read_judged(written(tmp_path, MULTIHOP, SAMPLE)) == [
        Judged("7", "Which company?", "inference_query", True, "Google", frozenset({"search on trial", "another"})),
        Judged("q1", "How much?", "refused", False),
    ]


def test_a_line_in_neither_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 2 of .*questions\.jsonl has the fields text"):
        read_judged(written(tmp_path, SAMPLE, {"text": "?"}))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read the questions in .*none\.jsonl: No such file"):
        read_judged(tmp_path / "none.jsonl")

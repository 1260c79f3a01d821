import json
from pathlib import Path

import pytest

from archive.errors import InputError
from evaluation.judged import JudgedQuestion, read_questions
from evaluation.measures import score, write_run
from evaluation.retrieval import Run


def test_questions_bring_facts_or_judgments(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(
        json.dumps({"id": 1, "question": "Who?", "evidence": [{"fact": "She did."}]})
        + "\n\n"
        + json.dumps({"id": 2, "text": "What?"})
    )
    (tmp_path / "qrels").write_text("2 0 d7 1\n2 0 d8 0\n")
    assert read_questions(tmp_path / "q.jsonl", tmp_path / "qrels") == [
        JudgedQuestion("1", "Who?", facts=("She did.",)),
        JudgedQuestion("2", "What?", relevant=(("d7", 1),)),
    ]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": 1, "question": "Who?"}\n\n{broken\n')
    with pytest.raises(InputError, match=r"line 3 of .*q\.jsonl is not JSON"):
        read_questions(tmp_path / "q.jsonl")


def test_measures_are_those_counted_by_hand(tmp_path: Path) -> None:
    """Found second, found fifth, and judged but forgotten by the run."""
    run = Run(
        ranked={"a": ["x", "y"], "b": ["p", "q", "r", "s", "t"]},
        grades={"a": {"y": 1}, "b": {"t": 1}, "c": {"z": 1}},
    )
    write_run(run, tmp_path)
    mean = score(tmp_path).mean
    assert mean["Success@4"] == pytest.approx(1 / 3)
    assert mean["Success@10"] == pytest.approx(2 / 3)
    assert mean["RR@10"] == pytest.approx((1 / 2 + 1 / 5 + 0) / 3)

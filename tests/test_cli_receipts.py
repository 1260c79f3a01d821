"""Receipts, replays and exports of answers, on the command line as a user types it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.command import newsarchive

QUESTION = "How many people signed the petition to keep the ferry?"
OTHER = "Who led the inquiry into the bridge?"
Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def data(sample_data: Path, tmp_path: Path) -> Path:
    """The sample's data folder, without receipts, to be changed."""
    return Path(shutil.copytree(sample_data, tmp_path / "data", ignore=shutil.ignore_patterns("receipts*")))


def document(*words: str | Path) -> dict[str, Any]:
    done = newsarchive(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_receipts_are_kept_listed_printed_replayed_and_deleted(data: Path) -> None:
    answers = [document("ask", question, "--data", data) for question in (QUESTION, OTHER)]
    first, last = (answer["answer_id"] for answer in answers)
    listed = document("receipts", "--data", data)
    assert ([each["answer_id"] for each in listed["receipts"]], listed["kept"]) == ([last, first], 2)
    assert document("receipts", first, "--data", data)["answer"] == answers[0]
    shown = newsarchive("receipts", "last", "--data", data).stdout
    assert OTHER in shown
    assert "Miriam Oake" in shown

    replay = document("replay", first, "--data", data)
    assert (replay["same_answer"], replay["same_generation"], replay["same_models"]) == (True, True, True)
    assert {each["standing"] for each in replay["citations"]} == {"in force"}
    assert "The answer is the same." in newsarchive("replay", "last", "--data", data).stdout

    assert document("receipts", "--delete", first, "--data", data) == {"deleted": 1}
    assert b"signed the petition" not in (data / "receipts.sqlite").read_bytes()
    assert document("receipts", "--clear", "--data", data) == {"deleted": 1}
    assert "no receipts are kept" in newsarchive("receipts", "--data", data).stdout


def test_no_receipt_is_kept_where_none_is_wanted(data: Path) -> None:
    assert document("ask", QUESTION, "--no-receipt", "--data", data)["answer_id"] is None
    off = newsarchive("ask", QUESTION, "--json", "--data", data, NEWSARCHIVE_RECEIPTS="false")
    assert json.loads(off.stdout)["answer_id"] is None
    assert document("receipts", "--data", data) == {"receipts": [], "kept": 0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replay", "last"), "no receipt was kept yet"),
        (("replay", "0123"), "there is no answer '0123'"),
        (("receipts", "--delete", "0123"), "there is no answer '0123'"),
        (("receipts", "0123", "--clear"), "exclude each other"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(data: Path, words: tuple[str, ...], said: str) -> None:
    done = newsarchive(*words, "--data", data)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert said in done.stderr

"""The sample archive goes through the house: read whole, indexed once, and asked every question that it comes with."""

import importlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from answer.desk import Desk
from answer.model import Answer, AnswerStatus, AskRequest
from archive.model import Kind, Outcome
from archive.settings import load_settings
from archive.sql_store import SqlStore
from cli.compose import open_desk
from tests.command import newsarchive
from tests.conftest import SAMPLE

QUESTIONS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
ARCHIVE = SAMPLE / "archive"
Built = tuple[Path, dict[str, Any], dict[str, Any]]

ANSWERED_FLOOR = 50
REFUSED_FLOOR = 16
"""Of 58 and 19: what holds today. Raise them with the answers; never lower them."""


@pytest.fixture(scope="module")
def store(sample_data: Path) -> Iterator[SqlStore]:
    opened = SqlStore.at(load_settings(data=sample_data).record)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def desk(sample_data: Path) -> Iterator[Desk]:
    with open_desk(load_settings(data=sample_data)) as desk:
        yield desk


def test_every_file_is_read(sample_rebuild: Built) -> None:
    _, report, _ = sample_rebuild
    given = sum(path.is_file() for path in ARCHIVE.rglob("*"))
    assert {name: report[name] for name in ("files", "read", "partly_read", "failed", "skipped", "failures")} == {
        "files": given,
        "read": given,
        "partly_read": 0,
        "failed": 0,
        "skipped": 0,
        "failures": [],
    }


def test_the_record_holds_the_articles_and_their_captions(store: SqlStore) -> None:
    """44 articles, the report, and five photographs; one of the articles in two versions."""
    versions = list(store.current_versions())
    captions = [part for version in versions for part in version.parts if part.kind is Kind.CAPTION]
    counts = store.counts()
    assert (counts.articles, len(versions), counts.versions, counts.failed_files) == (50, 50, 51, 0)
    assert (counts.photos, len(captions)) == (10, 12)


def test_every_file_ends_as_articles(store: SqlStore) -> None:
    assert Counter(record.outcome for record in store.files()) == {Outcome.READ: 44}
    assert [record.path for record in store.files() if not record.appearances] == []


def test_what_was_made_difficult_on_purpose(store: SqlStore) -> None:
    """Of the stuck bridge the later version is in force though its file is read first; no date is guessed."""
    stuck = next(version for version in store.current_versions() if "gull" in version.headline.lower())
    assert "six hours and 20 minutes" in stuck.headline
    assert "four hours" in store.version(stuck.article_id, 3 - stuck.number).text
    undated = [version.headline for version in store.current_versions() if version.metadata.published is None]
    assert undated == ["At the Copper Eel, the fish is the easy part"]


@pytest.fixture
def copied(sample_data: Path, tmp_path: Path) -> Path:
    """The sample's data folder, to be changed."""
    return shutil.copytree(sample_data, tmp_path / "data")


def test_ingesting_again_changes_nothing(copied: Path, store: SqlStore) -> None:
    """Law 5."""
    again = newsarchive("ingest", ARCHIVE, "--data", copied, "--json")
    report = json.loads(again.stdout)
    assert (again.returncode, report["unchanged_files"], report["articles"]) == (0, report["files"], 0)
    reread = json.loads(newsarchive("ingest", ARCHIVE, "--reread", "--data", copied, "--json").stdout)
    assert (reread["new"], reread["changed"], reread["unchanged"]) == (0, 0, reread["articles"])
    after = SqlStore.at(load_settings(data=copied).record)
    assert list(after.current_versions()) == list(store.current_versions())
    after.close()


def test_rebuilding_again_embeds_nothing(sample_rebuild: Built, copied: Path) -> None:
    """Law 6."""
    _, _, first = sample_rebuild
    again = json.loads(newsarchive("rebuild", "--data", copied, "--json").stdout)
    assert (again["embedded"], again["passages"], again["articles"]) == (0, first["passages"], 50)
    assert 0 < first["embedded"] <= first["passages"]


def test_the_pictures_and_the_report_are_drawn_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(SAMPLE))
    make_media = importlib.import_module("make_media")
    monkeypatch.setattr(make_media, "ARCHIVE", tmp_path)
    make_media.main()
    made = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) == 6
    assert [path for path in made if (tmp_path / path).read_bytes() != (ARCHIVE / path).read_bytes()] == []


def test_the_questions_and_the_archive_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SAMPLE))
    assert list(importlib.import_module("check_questions").faults()) == []


@pytest.fixture(scope="module")
def answers(desk: Desk) -> dict[str, Answer]:
    return {row["id"]: desk.ask(AskRequest(question=row["question"])) for row in QUESTIONS}


def quoted(answer: Answer) -> str:
    """What the answer quotes, whole."""
    return "\n".join(citation.quote for citation in answer.citations)


def answered_rightly(row: dict[str, Any], answer: Answer) -> bool:
    """An answer that quotes every string it must, or a refusal where the archive does not say."""
    if row["expect"] == "refused":
        return answer.status is AnswerStatus.REFUSED
    return answer.status is AnswerStatus.ANSWERED and all(each in quoted(answer) for each in row["contains"])


@pytest.mark.parametrize(("expect", "floor"), [("answered", ANSWERED_FLOOR), ("refused", REFUSED_FLOOR)])
def test_the_questions_are_answered_or_refused(
    answers: dict[str, Answer], capsys: pytest.CaptureFixture[str], expect: str, floor: int
) -> None:
    rows = [row for row in QUESTIONS if row["expect"] == expect]
    wrong = [row for row in rows if not answered_rightly(row, answers[row["id"]])]
    with capsys.disabled():
        print(f"\nsample questions {expect} as they should be: {len(rows) - len(wrong)} of {len(rows)}")  # noqa: T201
    assert len(rows) - len(wrong) >= floor, "\n".join(f"{row['id']} {row['question']}" for row in wrong)


def test_every_citation_stands_in_the_record(answers: dict[str, Answer], store: SqlStore) -> None:
    """Law 2."""
    citations = [citation for answer in answers.values() for citation in answer.citations]
    assert citations
    for citation in citations:
        text = store.version(citation.article_id, citation.version).text
        assert citation.verified
        assert text[citation.start : citation.end] == citation.quote


def test_a_refusal_says_why_and_shows_what_is_near(answers: dict[str, Answer]) -> None:
    refusals = [answer for answer in answers.values() if answer.status is AnswerStatus.REFUSED]
    assert [answer.question for answer in refusals if not answer.reason or answer.sentences] == []
    assert [answer.question for answer in refusals if not answer.nearest] == []

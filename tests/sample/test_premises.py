"""Questions about people whom the archives know: what they did, and what they never did, read from the articles.

Whatever is read for a question is part of the archive: what no sentence of the archive tells is refused however it is
searched, and what one tells is not refused where it is read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from answer.deed import deed_of
from answer.desk import Desk
from answer.evidence import Unit, units_of
from answer.model import AnswerStatus, AskRequest
from answer.question import read_question
from answer.reading import Reading
from answer.telling import untold
from archive.model import Version
from archive.settings import load_settings
from archive.sql_store import SqlStore
from archive.store import RecordStore
from cli.compose import open_desk
from index.material import passage_of
from index.passages import Cut
from ingest.run import ingest
from tests.records import record_at

PREMISES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "answer" / "premises.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def sample(sample_data: Path) -> Iterator[SqlStore]:
    store = SqlStore.at(load_settings(data=sample_data).record)
    yield store
    store.close()


@pytest.fixture(scope="module")
def multihop(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[SqlStore]:
    articles = shared / "multihop-rag" / "articles.jsonl"
    if not articles.is_file():
        pytest.skip(f"the articles of MultiHop-RAG are not at {articles}")
    store = record_at(tmp_path_factory.mktemp("multihop") / "record.sqlite")
    ingest([articles], store)
    yield store
    store.close()


def test_the_sample_archive_tells_what_is_true_and_nothing_that_is_not(sample: SqlStore) -> None:
    assert _wrong("sample", sample) == ([], [])


@pytest.mark.slow
def test_multihop_tells_what_is_true_and_nothing_that_is_not(multihop: SqlStore) -> None:
    assert _wrong("multihop-rag", multihop) == ([], [])


@pytest.mark.slow
def test_what_is_not_told_is_refused_and_says_so(sample_data: Path) -> None:
    with open_desk(load_settings(data=sample_data)) as desk:
        believed = [each["question"] for each in _of("sample", true=False) if _answered(desk, each["question"])]
        denied = desk.ask(AskRequest(question="When did Wilhelmina Drask marry?", receipt=False))
    assert believed == []
    assert denied.citations[0].quote.startswith("She never married")


def _of(archive: str, *, true: bool) -> list[dict[str, Any]]:
    found = [each for each in PREMISES if each["archive"] == archive and each["true"] is true]
    assert len(found) >= 15
    return found


def _wrong(archive: str, store: RecordStore) -> tuple[list[str], list[str]]:
    """The false premises that are held for told, and the true ones that are not, of all that the archive prints."""
    versions = list(store.current_versions())
    units_in = {version.article_id: _units(version, store) for version in versions}
    false, true = (
        [each["question"] for each in _of(archive, true=is_true) if _is_untold(each["question"], versions, units_in)]
        for is_true in (False, True)
    )
    believed = [each["question"] for each in _of(archive, true=False) if each["question"] not in false]
    return believed, true


def _is_untold(asked: str, versions: Sequence[Version], units_in: Mapping[str, Sequence[Unit]]) -> bool:
    question = read_question(asked)
    deed = deed_of(question)
    if deed is None:
        return False
    last = deed.subject.text.split()[-1]
    units = [unit for version in versions if last in version.text for unit in units_in[version.article_id]]
    return untold(question, Reading(units=tuple(units))) is not None


def _units(version: Version, store: RecordStore) -> list[Unit]:
    cuts = [Cut(part.kind, part.start, part.end, part.photo_id, embedded="") for part in version.parts]
    return units_of([passage_of(version, each) for each in cuts], store)


def _answered(desk: Desk, question: str) -> bool:
    return desk.ask(AskRequest(question=question, receipt=False)).status is AnswerStatus.ANSWERED

"""A receipt of every answer, and the same question asked again after the archive has changed."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from answer.desk import Desk
from answer.export.formats import Format
from answer.model import AnswerStatus, AskRequest, CaveatKind
from answer.receipts import Receipts
from answer.refusal import Features, Logistic, RefusalModel
from answer.replay import Standing
from archive.errors import NotFoundError
from archive.model import PubStatus, Status
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from index.embedder import HashEmbedder
from index.faiss_vectors import FaissFormat
from index.filters import Filters
from index.generation import Formats
from index.live import LiveIndex
from index.reranker import OverlapReranker
from index.tantivy_keywords import TantivyFormat
from ingest.compose import compose
from tests.answer.newsroom import FERRY, PIER, build, store_with
from tests.records import receipts_at

FORMATS = Formats(FaissFormat(), TantivyFormat())
QUESTION = "How many passengers were stranded on Isle Brand?"
SURE = Logistic(bias=5.0, weights=dict.fromkeys((each.name for each in fields(Features)), 0.0), threshold=0.5)
ALWAYS = RefusalModel(SURE, SURE)
NEVER = RefusalModel(replace(SURE, threshold=1.1), replace(SURE, threshold=1.1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = store_with(tmp_path, [("ferry", FERRY), ("pier", PIER)])
    build(opened, tmp_path, FORMATS)
    yield opened
    opened.close()


@pytest.fixture
def receipts(tmp_path: Path) -> Iterator[SqlReceipts]:
    opened = receipts_at(tmp_path / "receipts.sqlite")
    yield opened
    opened.close()


def desk_over(
    store: SqlStore, receipts: SqlReceipts, folder: Path, refusal: RefusalModel = ALWAYS, *, keeps: bool = True
) -> Desk:
    reranker = OverlapReranker()
    live = LiveIndex(folder, HashEmbedder(), FORMATS, reranker)
    return Desk(store, live, reranker, refusal=refusal, receipts=Receipts(receipts, keeps=keeps))


@pytest.fixture
def desk(store: SqlStore, receipts: SqlReceipts, tmp_path: Path) -> Desk:
    return desk_over(store, receipts, tmp_path)


def test_a_receipt_holds_the_answer_and_what_it_was_given_from(desk: Desk) -> None:
    request = AskRequest(question=QUESTION, filters=Filters(date_from=date(2021, 1, 1), sources=("Coast Press",)))
    answer = desk.ask(request)
    assert answer.answer_id is not None
    kept = desk.receipts().receipt(answer.answer_id)
    assert (kept.answer, kept.request) == (answer, request)
    assert kept.models.writer == "extractive"
    assert (kept.models.embedder, kept.models.reranker) == ("hash 1", "overlap")
    assert kept.product == "0.1.0"
    assert {each.article_id for each in kept.retrieved} == {"ferry"}
    first = answer.nearest[0]
    assert (kept.retrieved[0].passage_id, kept.retrieved[0].score) == (first.passage.passage_id, round(first.score, 4))


def test_the_passage_of_every_citation_is_among_those_of_the_receipt(desk: Desk) -> None:
    """A sentence that says who somebody is may come from a passage that no search had found."""
    request = AskRequest(question=QUESTION)
    answer, gathered = desk.ask(request), desk.investigate(request).gathered
    beside = replace(answer.citations[0], number=9, passage_id="read beside")
    answer = replace(answer, citations=(*answer.citations, beside))
    assert answer.answer_id is not None
    kept = desk.receipts().keep(request, answer, gathered, desk.receipts().receipt(answer.answer_id).models)
    assert kept.answer_id is not None
    retrieved = {each.passage_id: each.score for each in desk.receipts().receipt(kept.answer_id).retrieved}
    assert {each.passage_id for each in answer.citations} <= retrieved.keys()
    assert retrieved["read beside"] == 0


def test_a_refusal_has_a_receipt_too(store: SqlStore, receipts: SqlReceipts, tmp_path: Path) -> None:
    answer = desk_over(store, receipts, tmp_path, NEVER).ask(AskRequest(question=QUESTION))
    assert answer.status is AnswerStatus.REFUSED
    assert Receipts(receipts).receipt(answer.answer_id or "").answer == answer


def test_no_receipt_is_kept_where_none_is_wanted(store: SqlStore, receipts: SqlReceipts, tmp_path: Path) -> None:
    asked = desk_over(store, receipts, tmp_path).ask(AskRequest(question=QUESTION, receipt=False))
    off = desk_over(store, receipts, tmp_path, keeps=False).ask(AskRequest(question=QUESTION))
    assert (asked.answer_id, off.answer_id, receipts.count()) == (None, None, 0)


def test_the_same_archive_gives_the_same_answer_again(desk: Desk, receipts: SqlReceipts) -> None:
    answer = desk.ask(AskRequest(question=QUESTION))
    replay = desk.replay(answer.answer_id or "")
    assert (replay.same_answer, replay.gone, replay.new, replay.models_changed) == (True, (), (), False)
    assert replay.generations == (answer.generation, answer.generation)
    assert {each.standing for each in replay.citations} == {Standing.IN_FORCE}
    assert all(each.verbatim and each.again for each in replay.citations)
    assert receipts.count() == 1


def test_a_replay_says_what_a_later_version_changed(desk: Desk, store: SqlStore, tmp_path: Path) -> None:
    """Law 5: the old citation still stands, word for word, in the version that it quotes."""
    then = desk.ask(AskRequest(question=QUESTION))
    later = replace(FERRY, body=FERRY.body.replace("More than 240", "More than 250"))
    store.add_version(compose(later).as_version("ferry", 2, "2024-01-02T00:00:00+00:00"), identity="ferry")
    build(store, tmp_path, FORMATS)
    replay = desk.replay(then.answer_id or "")
    assert not replay.same_answer
    assert replay.generations[0] != replay.generations[1]
    assert any("240 passengers were stranded on Isle Brand" in each for each in replay.gone)
    assert any("250 passengers were stranded on Isle Brand" in each for each in replay.new)
    for each in replay.citations:
        if each.citation.article_id == "ferry":
            assert (each.standing, each.current, each.verbatim) == (Standing.SUPERSEDED, 2, True)
            text = store.version("ferry", each.citation.version).text
            assert text[each.citation.start : each.citation.end] == each.citation.quote


def test_a_replay_says_that_an_article_was_withdrawn(desk: Desk, store: SqlStore, tmp_path: Path) -> None:
    then = desk.ask(AskRequest(question=QUESTION))
    store.set_status("ferry", Status.WITHDRAWN)
    build(store, tmp_path, FORMATS)
    cited = [each for each in desk.replay(then.answer_id or "").citations if each.citation.article_id == "ferry"]
    assert cited
    assert {(each.standing, each.verbatim, each.again) for each in cited} == {(Standing.WITHDRAWN, True, False)}


def test_a_redacted_receipt_can_still_be_read_and_replayed(desk: Desk, receipts: SqlReceipts, tmp_path: Path) -> None:
    then = desk.ask(AskRequest(question=QUESTION))
    assert receipts.redact("ferry") == 1
    content = (tmp_path / "receipts.sqlite").read_bytes()
    for words in (
        "Ferry company halts",
        "stranded on Isle Brand. Repairs",
        "Dana Whitlock",
        "Waves strike",
        "240 passengers",
    ):
        assert words.encode() not in content, words
    kept = desk.receipts().receipt(then.answer_id or "")
    assert kept.redacted == ("ferry",)
    assert {each.quote for each in kept.answer.citations if each.article_id == "ferry"} == {""}
    standings = {each.standing for each in desk.replay(kept.answer_id).citations if each.citation.article_id == "ferry"}
    assert standings == {Standing.REDACTED}


def test_a_receipt_says_what_became_of_what_it_quotes(desk: Desk, store: SqlStore, receipts: SqlReceipts) -> None:
    then = desk.ask(AskRequest(question=QUESTION))
    kill = replace(FERRY, body="Kill.", notes=(), metadata=replace(FERRY.metadata, pub_status=PubStatus.CANCELED))
    store.add_version(compose(kill).as_version("ferry", 2, "2024-01-02T00:00:00+00:00"), identity="ferry")
    now = desk.receipt(then.answer_id or "").answer
    cited = [each for each in now.citations if each.article_id == "ferry"]
    assert cited
    assert all(each.standing.killed and each.standing.superseded_by == 2 for each in cited)
    assert now.sentences == then.sentences
    assert CaveatKind.WITHDRAWN in {each.kind for each in now.caveats}
    assert desk.receipts().receipt(then.answer_id or "").answer == then
    replayed = [each for each in desk.replay(then.answer_id or "").citations if each.citation.article_id == "ferry"]
    assert {each.standing for each in replayed} == {Standing.KILLED}
    sheet = desk.export_answer(then, Format.MARKDOWN)
    assert sheet.count("Its publisher has killed the article") == len(cited)


def test_a_receipt_shows_no_word_of_what_is_withheld_since(desk: Desk, store: SqlStore, receipts: SqlReceipts) -> None:
    then = desk.ask(AskRequest(question=QUESTION))
    store.set_status("ferry", Status.WITHHELD)
    held = desk.receipt(then.answer_id or "")
    words = repr(held)
    for each in ("stranded on Isle Brand. Repairs", "Ferry company halts", "240 passengers"):
        assert each in repr(then), each
        assert each not in words, each
    assert "stranded" not in desk.export_answer(held.answer, Format.CSV).replace(QUESTION, "")
    store.set_status("ferry", Status.CURRENT)
    assert desk.receipt(then.answer_id or "").answer.sentences == then.sentences


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="'0000000000000000'"):
        desk.replay("0000000000000000")

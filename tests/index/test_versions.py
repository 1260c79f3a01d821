"""Law 5 at the index: a changed file leaves searches with its old text, and what cited that still resolves."""

from pathlib import Path

import pytest

from archive.model import Status
from archive.sql_store import SqlStore
from index.embedder import HashEmbedder
from index.hits import Hit, SearchRequest
from index.live import LiveIndex
from index.rebuild import rebuild
from index.reranker import OverlapReranker
from ingest.run import ingest
from tests.index.archives import FORMATS
from tests.records import record_at

OLD = "Keeper retires\n\nMara Ellin climbed the 211 steps of the light on Friday.\n"
NEW = "Keeper retires\n\nMara Ellin climbed the 212 steps of the light on Friday.\n"


@pytest.fixture
def store(tmp_path: Path):
    opened = record_at(tmp_path / "record.sqlite")
    yield opened
    opened.close()


def found(data: Path, store: SqlStore, query: str) -> tuple[Hit, ...]:
    rebuild(store, data, HashEmbedder(), FORMATS)
    return (
        LiveIndex(data, HashEmbedder(), FORMATS, OverlapReranker()).searcher().search(SearchRequest(query=query)).hits
    )


def test_the_old_text_of_a_changed_file_is_not_found_and_its_citation_resolves(tmp_path: Path, store: SqlStore) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "keeper.txt").write_text(OLD)
    ingest([news], store)
    (old,) = found(tmp_path, store, '"211 steps"')
    (news / "keeper.txt").write_text(NEW)
    ingest([news], store)
    assert found(tmp_path, store, '"211 steps"') == ()
    (new,) = found(tmp_path, store, '"212 steps"')
    assert (old.passage.article_id, old.passage.version) == (new.passage.article_id, new.passage.version - 1)
    for each in (old.passage, new.passage):
        version = store.version(each.article_id, each.version)
        assert version.text[each.start : each.end] == each.text
    assert "211 steps" in old.passage.text
    assert "212 steps" in new.passage.text


def test_a_withdrawn_article_is_not_found_and_its_citation_resolves(tmp_path: Path, store: SqlStore) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "keeper.txt").write_text(OLD)
    (news / "vote.txt").write_text("Vote\n\nThe council votes on Monday.\n")
    ingest([news], store)
    (hit,) = found(tmp_path, store, '"211 steps"')
    store.set_status(hit.passage.article_id, Status.WITHDRAWN)
    assert found(tmp_path, store, '"211 steps"') == ()
    assert hit.passage.article_id not in {each.passage.article_id for each in found(tmp_path, store, "steps light")}
    version = store.version(hit.passage.article_id, hit.passage.version)
    assert version.text[hit.passage.start : hit.passage.end] == hit.passage.text

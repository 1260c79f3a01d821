"""A server follows rebuilds without a restart, and every answer comes from one whole generation (law 4)."""

import threading
from pathlib import Path

import pytest

from archive.errors import IndexStateError, ModelError
from archive.model import Version
from index.embedder import HashEmbedder
from index.generation import current_name, put_in_force
from index.hits import Group, SearchRequest, SearchResult
from index.live import LiveIndex
from index.reranker import OverlapReranker
from tests.index.archives import FORMATS, article, built


def live_over(data: Path, embedder: HashEmbedder | None = None) -> LiveIndex:
    return LiveIndex(data, embedder or HashEmbedder(), FORMATS, OverlapReranker())


def edition(number: int) -> list[Version]:
    """Articles whose every text, offset and count changes from one edition to the next."""
    return [
        article(
            f"a{each}",
            f"{'Late ' * number}edition {number}: the river rose at place {each}. " * (1 + (each + number) % 4),
            headline=f"Flood {number} {'!' * each}",
            number=number,
            source=f"Paper {(each + number) % 3}",
        )
        for each in range(6 + 5 * number % 7)
    ]


def test_it_follows_a_rebuild(tmp_path: Path) -> None:
    live = live_over(tmp_path)
    first = built(edition(1), tmp_path, HashEmbedder()).generation
    held = live.searcher()
    assert held.generation == first
    assert live.searcher() is held
    second = built(edition(2), tmp_path, HashEmbedder()).generation
    assert live.searcher().generation == second != first
    assert held.search(SearchRequest(query="river")).generation == first
    put_in_force(tmp_path, first)
    assert live.searcher().generation == first


def test_before_the_first_rebuild_the_remedy_is_said_and_then_it_works(tmp_path: Path) -> None:
    live = live_over(tmp_path)
    with pytest.raises(IndexStateError, match=r"there is no index in .* yet; run 'newsarchive rebuild'"):
        live.searcher()
    built(edition(1), tmp_path, HashEmbedder())
    assert live.searcher().articles == len(edition(1))


def test_another_model_is_refused(tmp_path: Path) -> None:
    built(edition(1), tmp_path, HashEmbedder())
    with pytest.raises(ModelError, match="run 'newsarchive rebuild'"):
        live_over(tmp_path, HashEmbedder(dimension=32)).searcher()


def test_a_change_of_model_is_a_new_generation_while_the_old_one_serves(tmp_path: Path) -> None:
    """The model changes under a running server: readers keep what they have, and a new server has the new model."""
    old, new = HashEmbedder(), HashEmbedder(dimension=32)
    first = built(edition(1), tmp_path, old).generation
    running = live_over(tmp_path, old)
    assert running.searcher().generation == first
    second = built(edition(2), tmp_path, new).generation
    assert sorted(each.name for each in (tmp_path / "generations").iterdir()) == [first, second]
    assert current_name(tmp_path) == second
    assert len(new.embedded) == len(set(new.embedded)) > 0
    kept = running.searcher()
    assert kept.generation == first
    assert kept.search(SearchRequest(query="river")).hits[0].passage.text.startswith("Late edition 1")
    assert live_over(tmp_path, new).searcher().generation == second
    third = built(edition(3), tmp_path, old).generation
    assert running.searcher().generation == third


def test_a_damaged_generation_is_refused_and_a_rebuild_heals(tmp_path: Path) -> None:
    report = built(edition(1), tmp_path, HashEmbedder())
    (tmp_path / "generations" / report.generation / "manifest.json").unlink()
    live = live_over(tmp_path)
    with pytest.raises(IndexStateError, match="is not whole; run 'newsarchive rebuild'"):
        live.searcher()
    built(edition(2), tmp_path, HashEmbedder())
    assert live.searcher().search(SearchRequest(query="river")).hits


def test_threads_that_ask_at_once_open_one_searcher(tmp_path: Path) -> None:
    built(edition(1), tmp_path, HashEmbedder())
    live = live_over(tmp_path)
    got = []
    start = threading.Barrier(6)

    def ask() -> None:
        start.wait()
        got.append(live.searcher())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in got}) == 1


def test_threads_searching_through_five_rebuilds_see_whole_generations_only(tmp_path: Path) -> None:
    editions: dict[str, list[Version]] = {}
    editions[built(edition(1), tmp_path, HashEmbedder()).generation] = edition(1)
    live, done = live_over(tmp_path), threading.Event()
    seen: list[tuple[SearchResult, int]] = []
    errors: list[Exception] = []

    def search(query: str, group: Group) -> None:
        while not done.is_set():
            try:
                searcher = live.searcher()
                seen.append((searcher.search(SearchRequest(query=query, group=group, limit=50)), searcher.articles))
            except Exception as error:  # noqa: BLE001 whatever it is, the test must show it
                errors.append(error)

    asked = [("river rose", Group.PASSAGE), ('"edition"', Group.ARTICLE), ("what did Paper 1 say?", Group.PASSAGE)]
    threads = [threading.Thread(target=search, args=each) for each in asked]
    for thread in threads:
        thread.start()
    for number in range(2, 7):
        report = built(edition(number), tmp_path, HashEmbedder())
        editions[report.generation] = edition(number)
    last = current_name(tmp_path)
    for _ in range(200):
        if errors or any(result.generation == last for result, _ in seen[-20:]):
            break
        done.wait(0.05)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert last in {result.generation for result, _ in seen}
    assert {result.generation for result, _ in seen} <= set(editions)
    for result, articles in seen:
        texts = {version.article_id: version for version in editions[result.generation]}
        assert articles == len(texts)
        assert result.hits
        for hit in result.hits:
            for passage in (hit.passage, *hit.more):
                version = texts[passage.article_id]
                assert passage.version == version.number
                assert passage.text == version.text[passage.start : passage.end]
                assert (passage.headline, passage.source) == (version.headline, version.metadata.source)

"""A rebuild killed at any moment leaves the generation in force as it was, and its work for the next one (law 4, 6)."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from archive.errors import IndexStateError
from archive.model import Version
from index.embedder import HashEmbedder
from index.embedding_cache import EmbeddingCache
from index.generation import current_name, generations_folder, open_generation, read_manifest
from index.hits import SearchRequest
from index.live import LiveIndex
from index.passages import SPLITTER, cut
from index.rebuild import rebuild
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.hostile.killed_rebuilds import NEVER, POINTS
from tests.index.archives import FORMATS, article
from tests.records import record_at

ARTICLES = 160
AFTER_POINTING = {"after pointing", "with an old generation half removed"}
MOMENTS = 8

Kill = Callable[[str, Path], tuple[int, float]]


def edition(number: int) -> list[Version]:
    return [
        article(
            f"a{each}",
            f"Edition {number}: the river rose at place {each}.",
            number=number,
            headline=f"Flood {number if each % 2 else ''}",
        )
        for each in range(ARTICLES)
    ]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Start a rebuild of a data folder and have it killed at a point; its exit code and how long it lived."""
    helper = Path(__file__).parent / "killed_rebuilds.py"
    command = [sys.executable, str(helper)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as helping:
        assert helping.stdin is not None
        assert helping.stdout is not None

        def ask(point: str, data: Path) -> tuple[int, float]:
            print(point, data, sep="\t", file=helping.stdin, flush=True)
            code, seconds = helping.stdout.readline().split()
            return int(code), float(seconds)

        yield ask
        helping.stdin.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record at its fourth edition and an index of its third, with the first two behind it."""
    data = tmp_path_factory.mktemp("prepared")
    store = record_at(data / "record.sqlite")
    for number in range(1, 5):
        with store.transaction():
            for version in edition(number):
                store.add_version(version, identity=version.article_id)
        if number < 4:
            rebuild(store, data, HashEmbedder(), FORMATS)
    store.close()
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "data")


def check_answers(data: Path, number: int) -> None:
    """The generation in force answers, and every answer is of that edition."""
    searcher = LiveIndex(data, HashEmbedder(), FORMATS, OverlapReranker()).searcher()
    texts = {version.article_id: version for version in edition(number)}
    assert searcher.articles == ARTICLES
    for query in ("river", '"place 7"', "-flood river", f"Edition {number}"):
        hits = searcher.search(SearchRequest(query=query, limit=100)).hits
        assert hits
        for hit in hits:
            version = texts[hit.passage.article_id]
            assert hit.passage.version == number
            assert hit.passage.text == version.text[hit.passage.start : hit.passage.end]


def check_next_rebuild(data: Path) -> None:
    """It embeds what is not kept yet and nothing else, clears up, and the one after it embeds nothing."""
    embedder = HashEmbedder()
    texts = [each.embedded for version in edition(4) for each in cut(version, embedder.count_tokens, embedder.capacity)]
    missing = EmbeddingCache(data / "embeddings", embedder.identity, SPLITTER).missing(texts)
    store = record_at(data / "record.sqlite")
    report = rebuild(store, data, embedder, FORMATS)
    assert embedder.embedded == missing
    assert (report.articles, report.passages, report.embedded) == (ARTICLES, len(texts), len(missing))
    assert current_name(data) == report.generation
    check_answers(data, 4)
    made = open_generation(generations_folder(data) / report.generation, FORMATS)
    stored = made.vectors.vectors(np.arange(len(texts)))
    np.testing.assert_array_equal(stored, HashEmbedder().embed_passages(texts))

    folders = sorted(generations_folder(data).iterdir())
    assert len(folders) == 3
    for folder in folders:
        Searcher(open_generation(folder, FORMATS), HashEmbedder(), OverlapReranker())
    again = HashEmbedder()
    rebuild(store, data, again, FORMATS)
    assert again.embedded == []
    store.close()


def check_whole_or_nothing(data: Path) -> None:
    """Whatever has a manifest is whole."""
    for folder in generations_folder(data).iterdir():
        try:
            read_manifest(folder)
        except IndexStateError:
            continue
        open_generation(folder, FORMATS)


@pytest.mark.parametrize("point", POINTS)
def test_a_rebuild_killed_at_a_stage(kill: Kill, data: Path, point: str) -> None:
    before = current_name(data)
    code, _ = kill(point, data)
    assert code == -signal.SIGKILL
    moved = current_name(data) != before
    assert moved == (point in AFTER_POINTING)
    check_answers(data, 4 if moved else 3)
    check_whole_or_nothing(data)
    check_next_rebuild(data)


def test_rebuilds_killed_one_after_another_at_random_moments(kill: Kill, prepared: Path, tmp_path: Path) -> None:
    """Of one archive, so that each leaves its rubble to the next."""
    code, whole = kill(NEVER, shutil.copytree(prepared, tmp_path / "whole"))
    assert code == 0
    data = shutil.copytree(prepared, tmp_path / "data")
    moments, number = np.random.default_rng(41), 3
    for _ in range(MOMENTS):
        before = current_name(data)
        kill(str(moments.uniform(0, whole)), data)
        number = 4 if current_name(data) != before else number
        check_answers(data, number)
        check_whole_or_nothing(data)
    check_next_rebuild(data)

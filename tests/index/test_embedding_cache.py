"""Law 6: a rebuild embeds each new text exactly once, whatever happened to the one before."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from archive.model import Version
from index import rebuild as rebuilding
from index.embedder import HashEmbedder, ModelIdentity
from index.embedding_cache import EmbeddingCache
from index.generation import Generation
from index.passages import cut
from tests.index.archives import article, built, opened

IDENTITY = ModelIdentity("m", "r", 4, 8)
RECORD = 16 + 4 * 4

FLOOD = article("a1", "The river rose on Monday.\n\nThe mayor spoke.", headline="Flood", source="Packet")
VOTE = article("a2", "The council votes today.", headline="Vote")
COPY = article("a3", "The council votes today.", headline="Vote")


def rows(*firsts: float) -> np.ndarray:
    return np.array([[first, 2, 3, 4] for first in firsts], dtype=np.float32)


def texts_of(*versions: Version) -> list[str]:
    embedder = HashEmbedder()
    return [each.embedded for version in versions for each in cut(version, embedder.count_tokens, embedder.capacity)]


def files(data: Path) -> list[Path]:
    return sorted((data / "embeddings").iterdir())


def check_vectors(generation: Generation, texts: list[str]) -> None:
    """The vectors of a generation are those of its texts, in order."""
    stored = generation.vectors.vectors(np.arange(len(generation.vectors)))
    np.testing.assert_array_equal(stored, HashEmbedder().embed_passages(texts))


def test_what_was_kept_comes_back_by_text(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path, IDENTITY, "1")
    assert cache.missing(["a", "b", "a", "c"]) == ["a", "b", "c"]
    cache.add(["a", "b"], rows(1, 2))
    assert cache.missing(["c", "b", "a", "c"]) == ["c"]
    cache.add(["c"], rows(3))
    for kept in (cache, EmbeddingCache(tmp_path, IDENTITY, "1")):
        assert kept.missing(["a", "b", "c"]) == []
        np.testing.assert_array_equal(kept.vectors(["c", "a", "b", "a"]), rows(3, 1, 2, 1))
        assert kept.vectors([]).shape == (0, 4)
        with pytest.raises(KeyError):
            kept.vectors(["d"])


def test_vectors_that_were_kept_are_read_by_rows_when_asked_for(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path, IDENTITY, "1")
    cache.add(["a", "b", "c"], rows(1, 2, 3))
    stored = cache.stored(["c", "a", "c", "b"])
    assert (len(stored), stored.shape) == (4, (4, 4))
    np.testing.assert_array_equal(stored[1:3], rows(1, 3))
    np.testing.assert_array_equal(stored[np.array([3, 0])], rows(2, 3))
    assert stored[4:].shape == (0, 4)
    assert list(cache.places_missing(["x", "a", "y", "x", "c"])) == [0, 2]


def test_a_text_kept_twice_moves_no_other(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path, IDENTITY, "1")
    cache.add(["a", "a"], rows(1, 1))
    cache.add(["b", "a"], rows(2, 1))
    cache.add(["c"], rows(3))
    for kept in (cache, EmbeddingCache(tmp_path, IDENTITY, "1")):
        np.testing.assert_array_equal(kept.vectors(["a", "b", "c"]), rows(1, 2, 3))


@pytest.mark.parametrize("torn", [1, 15, 16, 17, RECORD - 1])
def test_a_record_cut_short_is_dropped_and_the_next_goes_in_its_place(tmp_path: Path, torn: int) -> None:
    EmbeddingCache(tmp_path, IDENTITY, "1").add(["a", "b", "c"], rows(1, 2, 3))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[: 2 * RECORD + torn])
    cache = EmbeddingCache(tmp_path, IDENTITY, "1")
    assert cache.missing(["a", "b", "c"]) == ["c"]
    cache.add(["d", "c"], rows(4, 3))
    again = EmbeddingCache(tmp_path, IDENTITY, "1")
    np.testing.assert_array_equal(again.vectors(["a", "b", "c", "d"]), rows(1, 2, 3, 4))
    assert path.stat().st_size == 4 * RECORD


@pytest.mark.parametrize(
    ("identity", "splitter"),
    [
        (replace(IDENTITY, name="other"), "1"),
        (replace(IDENTITY, revision="other"), "1"),
        (replace(IDENTITY, dimension=8), "1"),
        (IDENTITY, "2"),
    ],
)
def test_another_model_or_splitter_has_a_file_of_its_own(
    tmp_path: Path, identity: ModelIdentity, splitter: str
) -> None:
    EmbeddingCache(tmp_path, IDENTITY, "1").add(["a"], rows(1))
    other = EmbeddingCache(tmp_path, identity, splitter)
    assert other.missing(["a"]) == ["a"]
    other.add(["a"], np.full((1, identity.dimension), 9, dtype=np.float32))
    np.testing.assert_array_equal(EmbeddingCache(tmp_path, IDENTITY, "1").vectors(["a"]), rows(1))


def test_a_first_rebuild_embeds_every_text_once(tmp_path: Path, embedder: HashEmbedder) -> None:
    report = built([FLOOD, VOTE, COPY], tmp_path, embedder)
    assert embedder.embedded == list(dict.fromkeys(texts_of(FLOOD, VOTE, COPY)))
    assert (report.articles, report.passages, report.embedded) == (3, 6, 4)
    check_vectors(opened(tmp_path, report), texts_of(FLOOD, VOTE, COPY))


def test_a_second_rebuild_embeds_nothing(tmp_path: Path, embedder: HashEmbedder) -> None:
    built([FLOOD, VOTE], tmp_path, embedder)
    again = HashEmbedder()
    report = built([VOTE, FLOOD, COPY], tmp_path, again)
    assert (again.embedded, report.embedded) == ([], 0)
    check_vectors(opened(tmp_path, report), texts_of(VOTE, FLOOD, COPY))


def test_a_changed_article_embeds_only_its_new_texts(tmp_path: Path, embedder: HashEmbedder) -> None:
    long = "The harbour board met at noon and spoke at length of dredging. " * 4
    before = article("a1", long + "\n\n" + "It will meet again. " * 12, headline="Board", number=1)
    after = article("a1", long + "\n\n" + "It will not meet again. " * 12, headline="Board", number=2)
    built([before, VOTE], tmp_path, embedder)
    again = HashEmbedder()
    report = built([after, VOTE], tmp_path, again)
    new = [text for text in texts_of(after) if text not in texts_of(before)]
    assert again.embedded == new
    assert 0 < len(new) < len(texts_of(after))
    check_vectors(opened(tmp_path, report), texts_of(after, VOTE))


def test_an_article_that_comes_back_is_not_embedded_again(tmp_path: Path, embedder: HashEmbedder) -> None:
    for versions in ([FLOOD, VOTE], [VOTE], [VOTE, FLOOD]):
        built(versions, tmp_path, embedder)
    assert sorted(embedder.embedded) == sorted(texts_of(FLOOD, VOTE))


def test_a_changed_splitter_or_model_embeds_everything_beside_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built([FLOOD], tmp_path, HashEmbedder())
    (first,) = files(tmp_path)
    content = first.read_bytes()
    newer = HashEmbedder()
    newer.identity = replace(newer.identity, revision="2")
    assert built([FLOOD], tmp_path, newer).embedded == len(texts_of(FLOOD))
    monkeypatch.setattr(rebuilding, "SPLITTER", "next")
    cut_anew = HashEmbedder()
    assert built([FLOOD], tmp_path, cut_anew).embedded == len(texts_of(FLOOD))
    assert len(files(tmp_path)) == 3
    assert first.read_bytes() == content
    monkeypatch.undo()
    assert built([FLOOD], tmp_path, HashEmbedder()).embedded == 0


class _Stops(HashEmbedder):
    """Fails after so many texts, as a machine that loses its power."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def embed_passages(self, texts):
        if len(self.embedded) + len(texts) > self.after:
            raise KeyboardInterrupt
        return super().embed_passages(texts)


def test_a_rebuild_that_stopped_goes_on_where_it_stopped(tmp_path: Path) -> None:
    versions = [article(f"a{number}", f"Report number {number} of the year.") for number in range(200)]
    stopped = _Stops(after=100)
    with pytest.raises(KeyboardInterrupt):
        built(versions, tmp_path, stopped)
    assert len(stopped.embedded) == 8 + 64
    rest = HashEmbedder()
    report = built(versions, tmp_path, rest)
    assert stopped.embedded + rest.embedded == texts_of(*versions)
    check_vectors(opened(tmp_path, report), texts_of(*versions))


def test_a_torn_last_record_costs_one_text(tmp_path: Path, embedder: HashEmbedder) -> None:
    built([FLOOD, VOTE], tmp_path, embedder)
    (path,) = files(tmp_path)
    whole = path.stat().st_size
    with path.open("rb+") as file:
        file.truncate(whole - 7)
    again = HashEmbedder()
    report = built([FLOOD, VOTE], tmp_path, again)
    assert again.embedded == texts_of(FLOOD, VOTE)[-1:]
    assert path.stat().st_size == whole
    check_vectors(opened(tmp_path, report), texts_of(FLOOD, VOTE))


class _Listens(rebuilding.Progress):
    def __init__(self) -> None:
        self.costs: list[rebuilding.Cost] = []
        self.steps: list[tuple[int, int]] = []

    def cost(self, cost: rebuilding.Cost) -> None:
        self.costs.append(cost)

    def embedded(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def test_the_cost_is_told_before_and_progress_ends_at_all(tmp_path: Path, embedder: HashEmbedder) -> None:
    versions = [article(f"a{number}", f"Report number {number} of the year.") for number in range(100)]
    told = _Listens()
    built(versions, tmp_path, embedder, told)
    (cost,) = told.costs
    assert (cost.articles, cost.passages, cost.to_embed) == (100, 100, 100)
    assert told.steps == [(8, 100), (72, 100), (100, 100)]
    again = _Listens()
    built(versions, tmp_path, embedder, again)
    assert again.costs == [rebuilding.Cost(100, 100, 0, 0.0)]
    assert again.steps == [(0, 0)]

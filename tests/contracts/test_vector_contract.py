"""What every vector index owes its callers, compared with inner products counted one by one in double precision."""

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from archive.errors import IndexStateError
from index import faiss_vectors
from index.faiss_vectors import FaissFormat
from index.joined_vectors import JoinedVectors
from index.rows import Rows
from index.vectors import ExactVectors, VectorIndex, VectorIndexFormat

ROWS, DIMENSION = 300, 48

FORMATS: dict[str, Callable[[], VectorIndexFormat]] = {"faiss": FaissFormat, "clustered": lambda: FaissFormat(many=1)}

Build = Callable[[np.ndarray], VectorIndex]


@pytest.fixture(scope="module", params=["exact", "joined", *FORMATS])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    def make(vectors: np.ndarray) -> VectorIndex:
        if request.param == "exact":
            return ExactVectors(vectors)
        if request.param == "joined":
            return joined(vectors)
        index_format, path = FORMATS[request.param](), tmp_path_factory.mktemp("vectors") / "vectors"
        index_format.build(vectors, path)
        return index_format.open(path)

    return make


def joined(vectors: np.ndarray) -> VectorIndex:
    """Three indexes of which every third row is dead, and would be the nearest to anything."""
    count = len(vectors) + (len(vectors) + 1) // 2
    dead = np.arange(0, count, 3)
    rows = np.full((count, vectors.shape[1]), 9.0, dtype=np.float32)
    rows[np.setdiff1d(np.arange(count), dead)] = vectors
    parts = np.split(rows, [count // 2, count // 2 + count // 7])
    return JoinedVectors([ExactVectors(part) for part in parts], Rows.without(count, dead))


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return unit(np.random.default_rng(7).normal(size=(ROWS, DIMENSION)))


@pytest.fixture(scope="module")
def index(build: Build, vectors: np.ndarray) -> VectorIndex:
    return build(vectors)


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def counted(vectors: np.ndarray, query: np.ndarray, mask: np.ndarray | None, limit: int) -> list[tuple[int, float]]:
    """The best admissible rows and their inner products, the lower ordinal first among equals."""
    scores = [sum(float(a) * float(b) for a, b in zip(row, query, strict=True)) for row in vectors]
    admitted = [place for place in range(len(vectors)) if mask is None or mask[place]]
    return [(place, scores[place]) for place in sorted(admitted, key=lambda each: (-scores[each], each))[:limit]]


def check(index: VectorIndex, vectors: np.ndarray, query: np.ndarray, mask: np.ndarray | None, limit: int) -> None:
    ordinals, scores = index.search(query, limit, mask)
    assert (ordinals.dtype, scores.dtype) == (np.int64, np.float32)
    wanted = counted(vectors, query, mask, limit)
    assert ordinals.tolist() == [place for place, _ in wanted]
    np.testing.assert_allclose(scores, [score for _, score in wanted], rtol=0, atol=1e-6)


@pytest.mark.parametrize("limit", [1, 2, 10, 299, 300, 301, 5_000])
@pytest.mark.parametrize("seed", range(3))
def test_search_equals_counting(index: VectorIndex, vectors: np.ndarray, seed: int, limit: int) -> None:
    check(index, vectors, unit(np.random.default_rng(seed).normal(size=DIMENSION)), None, limit)


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1, 0.01])
@pytest.mark.parametrize("limit", [1, 7, 300])
def test_a_mask_admits_what_it_says(index: VectorIndex, vectors: np.ndarray, share: float, limit: int) -> None:
    random = np.random.default_rng(int(share * 100))
    mask = random.random(ROWS) < share
    check(index, vectors, unit(random.normal(size=DIMENSION)), mask, limit)


@pytest.mark.parametrize("only", [0, 1, 7, 8, 63, 64, 150, 298, 299])
def test_a_window_of_one_row_gives_that_row(index: VectorIndex, vectors: np.ndarray, only: int) -> None:
    """Also the row that is farthest from the query."""
    mask = np.zeros(ROWS, dtype=np.bool_)
    mask[only] = True
    for query in (vectors[only], -vectors[only]):
        check(index, vectors, query, mask, 10)


def test_a_mask_that_admits_nothing_finds_nothing(index: VectorIndex, vectors: np.ndarray) -> None:
    ordinals, scores = index.search(vectors[0], 10, np.zeros(ROWS, dtype=np.bool_))
    assert (ordinals.tolist(), scores.tolist()) == ([], [])
    assert (ordinals.dtype, scores.dtype) == (np.int64, np.float32)


def test_a_mask_that_admits_all_is_no_mask(index: VectorIndex, vectors: np.ndarray) -> None:
    with_mask = index.search(vectors[3], 20, np.ones(ROWS, dtype=np.bool_))
    without = index.search(vectors[3], 20)
    assert with_mask[0].tolist() == without[0].tolist()
    np.testing.assert_allclose(with_mask[1], without[1], rtol=0, atol=1e-6)


@pytest.mark.parametrize("limit", [0, -1])
def test_no_hits_wanted_are_none(index: VectorIndex, vectors: np.ndarray, limit: int) -> None:
    assert index.search(vectors[0], limit)[0].tolist() == []


@pytest.mark.parametrize("share", [None, 0.95, 0.3, 0.02])
def test_what_need_not_be_exact_is_admitted_complete_and_truly_scored(
    index: VectorIndex, vectors: np.ndarray, share: float | None
) -> None:
    random = np.random.default_rng(11)
    mask = None if share is None else random.random(ROWS) < share
    query = unit(random.normal(size=DIMENSION))
    ordinals, scores = index.search(query, 40, mask, exact=False)
    assert len(set(ordinals.tolist())) == len(counted(vectors, query, mask, 40))
    assert mask is None or mask[ordinals].all()
    np.testing.assert_allclose(scores, vectors[ordinals] @ query, rtol=0, atol=1e-6)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


class Lazy:
    """Vectors that are handed out when they are asked for, at most so many rows at once."""

    def __init__(self, vectors: np.ndarray, most: int) -> None:
        self._vectors, self._most = vectors, most
        self.shape: tuple[int, ...] = vectors.shape

    def __len__(self) -> int:
        return len(self._vectors)

    def __getitem__(self, rows: slice | np.ndarray) -> np.ndarray:
        found = self._vectors[rows].copy()
        assert len(found) <= self._most
        return found


@pytest.mark.parametrize("name", FORMATS)
def test_vectors_that_are_not_in_memory_make_the_same_index_and_are_read_in_pieces(
    name: str, vectors: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faiss_vectors, "_AT_ONCE", 64)
    monkeypatch.setattr(faiss_vectors, "_LEARNED_FROM", 3)
    for path, given_ in ((tmp_path / "array", vectors), (tmp_path / "lazy", Lazy(vectors, 3 * 69))):
        FORMATS[name]().build(given_, path)
    assert (tmp_path / "lazy").read_bytes() == (tmp_path / "array").read_bytes()
    np.testing.assert_array_equal(FORMATS[name]().open(tmp_path / "lazy").vectors(np.arange(ROWS)), vectors)


def test_clusters_find_nearly_all_of_the_nearest(tmp_path: Path) -> None:
    """Ten thousand rows round four hundred places, in more clusters than a search looks into."""
    random = np.random.default_rng(3)
    places = unit(random.normal(size=(400, DIMENSION)))
    rows = unit(places[random.integers(400, size=10_000)] + 0.08 * random.normal(size=(10_000, DIMENSION)))
    FaissFormat(many=10_000).build(rows, tmp_path / "vectors")
    index, queries = (
        FaissFormat().open(tmp_path / "vectors"),
        unit(places + 0.1 * random.normal(size=places.shape))[:60],
    )
    shared = [
        len(set(index.search(query, 10, exact=False)[0].tolist()) & set(index.search(query, 10)[0].tolist()))
        for query in queries
    ]
    assert sum(shared) / 600 > 0.97


def test_a_row_is_nearest_to_itself(index: VectorIndex, vectors: np.ndarray) -> None:
    for row in (0, 10, ROWS - 1):
        ordinals, scores = index.search(vectors[row], 1)
        assert ordinals.tolist() == [row]
        assert scores.tolist() == pytest.approx([1.0], abs=1e-6)


@pytest.mark.parametrize("limit", [1, 2, 19, 20, 21, 25, 55, 99, 100, 101])
@pytest.mark.parametrize("masked", [False, True])
def test_equals_come_by_ordinal_also_at_the_cut(build: Build, masked: bool, limit: int) -> None:
    """Copies of one wire story: twenty of each of five vectors, whose products are exact in binary."""
    corners = np.array([[1, 1, 1, 1], [1, 1, 1, -1], [1, 1, -1, -1], [1, -1, -1, -1], [-1, -1, -1, -1]]) / 2
    order = np.random.default_rng(5).permutation(np.repeat(np.arange(5), 20))
    vectors = corners[order].astype(np.float32)
    mask = (np.arange(100) % 3 > 0) if masked else None
    check(build(vectors), vectors, corners[0].astype(np.float32), mask, limit)


def test_a_thousand_copies_are_cut_by_ordinal(build: Build) -> None:
    vectors = np.tile(np.array([[0.5, 0.5, 0.5, 0.5]], dtype=np.float32), (1_000, 1))
    vectors[900] = [1, 0, 0, 0]
    assert build(vectors).search(np.array([1, 0, 0, 0], dtype=np.float32), 5)[0].tolist() == [900, 0, 1, 2, 3]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_random_searches_equal_counting(build: Build, data: st.DataObject) -> None:
    """Small whole numbers, whose products are exact, so that ties are many and their order is checked."""
    rows, width = data.draw(st.integers(1, 40)), data.draw(st.sampled_from([1, 3, 8, 16]))
    whole = st.integers(-2, 2).map(float)
    vectors = data.draw(arrays.arrays(np.float32, (rows, width), elements=whole))
    index = build(vectors)
    for _ in range(4):
        query = data.draw(arrays.arrays(np.float32, width, elements=whole))
        mask = data.draw(st.none() | arrays.arrays(np.bool_, rows))
        check(index, vectors, query, mask, data.draw(st.integers(1, rows + 5)))


def test_the_stored_vectors_come_back_as_they_went_in(index: VectorIndex, vectors: np.ndarray) -> None:
    for ordinals in ([0], [299, 0, 7], [5, 5, 5], list(range(ROWS))):
        rows = index.vectors(np.array(ordinals, dtype=np.int64))
        assert rows.dtype == np.float32
        np.testing.assert_array_equal(rows, vectors[ordinals])
    assert index.vectors(np.array([], dtype=np.int64)).shape == (0, DIMENSION)
    assert len(index) == ROWS


def test_an_index_of_nothing_finds_nothing(build: Build) -> None:
    index = build(np.empty((0, 8), dtype=np.float32))
    assert len(index) == 0
    assert index.search(np.ones(8, dtype=np.float32), 5)[0].tolist() == []
    assert index.search(np.ones(8, dtype=np.float32), 5, np.zeros(0, dtype=np.bool_))[0].tolist() == []


def test_threads_with_masks_of_their_own_get_their_own_rows(index: VectorIndex, vectors: np.ndarray) -> None:
    wrong: list[tuple[int, list[int]]] = []

    def look(only: int) -> None:
        for _ in range(40):
            mask = np.zeros(ROWS, dtype=np.bool_)
            mask[only] = True
            ordinals = index.search(vectors[0], 5, mask)[0].tolist()
            if ordinals != [only]:
                wrong.append((only, ordinals))

    threads = [threading.Thread(target=look, args=(only,)) for only in range(0, ROWS, 40)]
    for thread in threads:
        thread.start()
    gc.collect()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.fixture(params=FORMATS)
def index_format(request: pytest.FixtureRequest) -> VectorIndexFormat:
    return FORMATS[request.param]()


def test_a_missing_file_is_named(index_format: VectorIndexFormat, tmp_path: Path) -> None:
    with pytest.raises(IndexStateError, match="gone is missing or damaged; run 'newsarchive rebuild'"):
        index_format.open(tmp_path / "gone")


@pytest.mark.parametrize("left", [0, 3, 20, 60, 4_096, -1])
def test_a_file_cut_short_is_named(
    index_format: VectorIndexFormat, vectors: np.ndarray, tmp_path: Path, left: int
) -> None:
    path = tmp_path / "vectors"
    index_format.build(vectors, path)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(IndexStateError, match="vectors is missing or damaged"):
        index_format.open(path)


def test_a_file_of_something_else_is_named(index_format: VectorIndexFormat, tmp_path: Path) -> None:
    (tmp_path / "vectors").write_bytes(b"The river rose. " * 500)
    with pytest.raises(IndexStateError, match="vectors is missing or damaged"):
        index_format.open(tmp_path / "vectors")

"""The vector leg on FAISS; the only module that imports it.

Every vector is kept as it is (`IndexFlatIP`). From so many rows on that comparing with all of them takes too long, they
are also kept in clusters and in eight bits a number (`IndexIVFScalarQuantizer`): a search that need not be exact looks
into the nearest clusters and compares what it finds there with the vectors as they are.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from archive.errors import IndexStateError
from archive.storage import unwritten
from index.embedder import StoredVectors, Vectors
from index.vectors import Mask, Ordinals

MANY = 100_000
"""Rows from which on they are kept in clusters as well: all of them take 10 ms to compare, the clusters 1 or 2."""

_PROBES = 160
"""Clusters looked into. Of the ten best rows that comparing with all gives, 98 or 99 are among what is found, for
100,000 rows in 1,264 clusters and for 1,000,000 in 4,000."""

_LISTS = 4
"""Clusters for each square root of the rows."""

_ROUNDS = 10
_LEARNED_FROM = 50
"""Of k-means: rounds, and rows a cluster."""

_AT_ONCE = 20_000
"""Rows added at a time."""

_WIDER = 2
"""Rows found in clusters for one that is wanted: eight bits order them nearly as they are."""

_SLACK = 32
"""Fetched beyond the limit, so that equal scores at the cut are ordered by us and not by the engine."""

_FEW = 4
"""Where at most one row in so many is admitted, those are compared one by one and not all passed through."""

_HALVED = 20_000
"""Rows from which on two threads compare half of them each."""


class FaissVectors:
    """A `VectorIndex` that compares with every admissible vector, unless it need not be exact and has clusters."""

    def __init__(self, index: Any) -> None:
        """Take an index as `FaissFormat` writes it."""
        self._index = index  # parts of an index live as long as it
        clustered = isinstance(index, faiss.IndexRefine)
        self._flat = faiss.downcast_index(index.refine_index) if clustered else index
        self._clusters: Any = faiss.downcast_index(index.base_index) if clustered else None
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="vectors")

    def search(
        self, query: Vectors, limit: int, admissible: Mask | None = None, *, exact: bool = True
    ) -> tuple[Ordinals, Vectors]:
        allowed = len(self) if admissible is None else int(np.count_nonzero(admissible))
        limit = min(limit, allowed)
        if limit < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        if self._clusters is not None and not exact:
            near = self._near(query, _WIDER * (limit + _SLACK), admissible)
            # A mask may leave little in the clusters that are near.
            if len(near) >= limit:
                return self._best(query, limit, len(near), [_listed(near)])
        return self._best(query, limit, allowed, self._admitting(admissible, allowed))

    def _near(self, query: Vectors, limit: int, admissible: Mask | None) -> Ordinals:
        """Rows of the clusters nearest to the query, ascending; those that eight bits hold to be the best."""
        selector = None if admissible is None else _bitmap(admissible)
        nearness, clusters = self._clusters.quantizer.search(query[np.newaxis], _PROBES)
        # Every second cluster in a thread, so that both have as many that are near.
        halves = [(clusters[0, first::2], nearness[0, first::2]) for first in (0, 1)]
        other = self._threads.submit(self._within, query, limit, selector, *halves[1])
        found = self._within(query, limit, selector, *halves[0])
        return np.sort(np.concatenate([found, other.result()]))

    def _within(self, query: Vectors, limit: int, selector: Any, clusters: Ordinals, nearness: Vectors) -> Ordinals:
        """Rows of those clusters that eight bits hold to be the best. FAISS' own wrapper takes no selector here."""
        clusters, nearness = np.ascontiguousarray(clusters), np.ascontiguousarray(nearness)
        scores, rows = np.empty(limit, dtype=np.float32), np.empty(limit, dtype=np.int64)
        arrays = (faiss.swig_ptr(each) for each in (clusters, nearness, scores, rows))
        parameters = faiss.SearchParametersIVF(nprobe=len(clusters), sel=selector)  # type: ignore[call-arg]
        self._clusters.search_preassigned_c(1, faiss.swig_ptr(query), limit, *arrays, False, parameters)
        return rows[rows >= 0]

    def _admitting(self, admissible: Mask | None, allowed: int) -> list[Any]:
        """Selectors that together admit each of the rows once."""
        if admissible is None:
            return [None]
        if allowed * _FEW > len(self):
            return [_bitmap(admissible)]
        rows = np.flatnonzero(admissible)
        return [_listed(half) for half in (np.array_split(rows, 2) if allowed >= _HALVED else [rows])]

    def _best(self, query: Vectors, limit: int, allowed: int, selectors: Sequence[Any]) -> tuple[Ordinals, Vectors]:
        """The best of the rows that the selectors admit, which are so many; the lower ordinal first among equals."""
        fetched = min(limit + _SLACK, allowed)
        while True:
            each_in_a_thread = self._threads.map if len(selectors) > 1 else map
            found = each_in_a_thread(partial(self._compared, query, fetched), selectors)
            inner, ordinals = (np.concatenate(each) for each in zip(*found, strict=True))
            # FAISS pads with -1 where it finds too few.
            there = ordinals >= 0
            best = np.lexsort((ordinals[there], -inner[there]))[:fetched]
            ranked, scores = ordinals[there][best], inner[there][best]
            if fetched == allowed or scores[limit - 1] > scores[-1]:
                return ranked[:limit], scores[:limit]
            fetched = min(2 * fetched, allowed)

    def _compared(self, query: Vectors, fetched: int, selector: Any) -> tuple[Vectors, Ordinals]:
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        inner, ordinals = self._flat.search(query[np.newaxis], fetched, params=parameters)
        return inner[0], ordinals[0]

    def vectors(self, ordinals: Ordinals) -> Vectors:
        rows = self._flat.reconstruct_batch(ordinals)
        return np.asarray(rows, dtype=np.float32)

    def __len__(self) -> int:
        return int(self._flat.ntotal)


def _bitmap(admissible: Mask) -> Any:
    """A selector of the rows that the mask admits. FAISS' stubs know only its C++ constructors."""
    return faiss.IDSelectorBitmap(np.packbits(admissible, bitorder="little"))  # type: ignore[call-arg, arg-type]


def _listed(rows: Ordinals) -> Any:
    """A selector of the rows listed."""
    return faiss.IDSelectorArray(rows)


class FaissFormat:
    """Builds and opens FAISS files."""

    def __init__(self, many: int = MANY) -> None:
        """From `many` rows on, at least 1, an index has clusters."""
        self._many = many

    def build(self, vectors: StoredVectors, path: Path) -> None:
        index = _clustered(vectors) if len(vectors) >= self._many else _flat(vectors)
        try:
            faiss.write_index(index, str(path))
        except RuntimeError as error:
            raise unwritten("the vectors of the index", path.parent, _last_words(error)) from error

    def open(self, path: Path) -> FaissVectors:
        try:
            return FaissVectors(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise IndexStateError(
                f"the vector index {path} is missing or damaged; run 'newsarchive rebuild'"
            ) from error


def _flat(vectors: StoredVectors) -> faiss.IndexFlat:
    index = faiss.IndexFlatIP(vectors.shape[1])
    _add(index, vectors)
    return index


def _add(index: Any, vectors: StoredVectors) -> None:
    """Add all of them; those that are not in memory need not be there at once."""
    for first in range(0, len(vectors), _AT_ONCE):
        index.add(vectors[first : first + _AT_ONCE])


def _clustered(vectors: StoredVectors) -> faiss.IndexRefineFlat:
    """Clusters of the rows in eight bits, and the rows as they are."""
    dimension = vectors.shape[1]
    lists = min(round(_LISTS * len(vectors) ** 0.5), len(vectors))
    bits, measure = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    clusters = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimension), dimension, lists, bits, measure, False)
    clusters.cp.niter, clusters.cp.max_points_per_centroid = _ROUNDS, _LEARNED_FROM
    clusters.cp.min_points_per_centroid = 1
    clusters.cp.spherical = True
    clusters.train(_sample(vectors, _LEARNED_FROM * lists))
    index = faiss.IndexRefineFlat(clusters)
    _add(index, vectors)
    return index


def _sample(vectors: StoredVectors, most: int) -> Vectors:
    """As many of the vectors, the same ones each time, in order; all where they are no more."""
    if len(vectors) <= most:
        return np.asarray(vectors[:])
    chosen = np.random.default_rng(0).choice(len(vectors), most, replace=False)
    return np.asarray(vectors[np.sort(chosen)])


def _last_words(error: RuntimeError) -> str:
    """What FAISS says of a failure, without the places in its source."""
    return str(error).rpartition("failed: ")[2]

"""The vector leg on FAISS; the only module that imports it."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np

from archive.errors import IndexStateError
from archive.storage import unwritten
from index.embedder import Vectors
from index.vectors import Mask, Ordinals

_SLACK = 32
"""Fetched beyond the limit, so that equal scores at the cut are ordered by us and not by the engine."""


class FaissVectors:
    """A `VectorIndex` that compares with every vector (`IndexFlatIP`), so exact under any filter."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def search(self, query: Vectors, limit: int, admissible: Mask | None = None) -> tuple[Ordinals, Vectors]:
        allowed = len(self) if admissible is None else int(np.count_nonzero(admissible))
        limit = min(limit, allowed)
        if limit < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        parameters = None if admissible is None else _only(admissible)
        fetched = min(limit + _SLACK, allowed)
        while True:
            scores, ordinals = self._index.search(query[np.newaxis], fetched, params=parameters)
            # FAISS pads with -1 where it finds too few.
            found = ordinals[0] >= 0
            best = np.lexsort((ordinals[0][found], -scores[0][found]))
            ranked, inner = ordinals[0][found][best], scores[0][found][best]
            if fetched == allowed or inner[limit - 1] > inner[-1]:
                return ranked[:limit], inner[:limit]
            fetched = min(2 * fetched, allowed)

    def vectors(self, ordinals: Ordinals) -> Vectors:
        rows = self._index.reconstruct_batch(ordinals)
        return np.asarray(rows, dtype=np.float32)

    def __len__(self) -> int:
        return int(self._index.ntotal)


def _only(admissible: Mask) -> Any:
    """Search parameters that admit the rows of the mask. FAISS' stubs know only its C++ constructors."""
    bitmap = np.packbits(admissible, bitorder="little")
    selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


class FaissFormat:
    """Builds and opens FAISS files."""

    def build(self, vectors: Vectors, path: Path) -> None:
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
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


def _last_words(error: RuntimeError) -> str:
    """What FAISS says of a failure, without the places in its source."""
    return str(error).rpartition("failed: ")[2]

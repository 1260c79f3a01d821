"""The seam to vector indexes: unit vectors in, nearest admissible ordinals out."""

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.embedder import StoredVectors, Vectors

Ordinals = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class VectorIndex(Protocol):
    """Finds the vectors with the largest inner product. Ordinals are row numbers at build, from 0."""

    def search(
        self, query: Vectors, limit: int, admissible: Mask | None = None, *, exact: bool = True
    ) -> tuple[Ordinals, Vectors]:
        """The `limit` best rows among the admissible: ordinals and inner products, best first.

        The lower ordinal comes first among equals, also where the limit cuts between them. `query` has shape
        `(dimension,)`; `admissible` has one entry a row, or is `None` for all rows. Fewer rows come back only where
        fewer are admissible; nothing is padded. Where it need not be `exact`, a few of the best rows may be missing
        and the next best stand in their place, for an index that is quicker so.
        """

    def vectors(self, ordinals: Ordinals) -> Vectors:
        """The stored vectors of those rows, shape `(len(ordinals), dimension)`."""

    def __len__(self) -> int:
        """How many rows there are."""


class VectorIndexFormat(Protocol):
    """Builds and opens vector indexes of one kind."""

    def build(self, vectors: StoredVectors, path: Path) -> None:
        """Write an index of the rows of `vectors`, shape `(rows, dimension)`, to the file `path`.

        Raises:
            StorageError: the system refused it.
        """

    def open(self, path: Path) -> VectorIndex:
        """Open a written index.

        Raises:
            IndexStateError: the file is missing or damaged.
        """


class ExactVectors:
    """The reference that every implementation is compared with, and the fake that tests use: brute force."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def search(
        self, query: Vectors, limit: int, admissible: Mask | None = None, *, exact: bool = True
    ) -> tuple[Ordinals, Vectors]:
        rows = np.arange(len(self._vectors)) if admissible is None else np.flatnonzero(admissible)
        scores = self._vectors[rows] @ query
        best = np.lexsort((rows, -scores))[: max(limit, 0)]
        return rows[best].astype(np.int64), scores[best]

    def vectors(self, ordinals: Ordinals) -> Vectors:
        return self._vectors[ordinals]

    def __len__(self) -> int:
        return len(self._vectors)

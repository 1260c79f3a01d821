"""Several vector indexes as one: their rows one after the other, without the dead."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from index.embedder import Vectors
from index.rows import Rows
from index.vectors import Mask, Ordinals, VectorIndex


class JoinedVectors:
    """A `VectorIndex` over others; as exact as they are."""

    def __init__(self, parts: Sequence[VectorIndex], rows: Rows) -> None:
        """Take indexes whose lengths add up to the count of the rows."""
        self._parts = parts
        self._rows = rows
        self._offsets = np.array([0, *accumulate(map(len, parts))])

    def search(
        self, query: Vectors, limit: int, admissible: Mask | None = None, *, exact: bool = True
    ) -> tuple[Ordinals, Vectors]:
        mask = self._rows.mask(admissible)
        found = []
        for part, offset in zip(self._parts, self._offsets.tolist(), strict=False):
            among = None if mask is None else mask[offset : offset + len(part)]
            rows, scores = part.search(query, limit, among, exact=exact)
            found.append((rows + offset, scores))
        rows, scores = (np.concatenate(each) for each in zip(*found, strict=True))
        best = np.lexsort((rows, -scores))[: max(limit, 0)]
        return self._rows.ordinals(rows[best]), scores[best]

    def vectors(self, ordinals: Ordinals) -> Vectors:
        rows = self._rows.of(np.asarray(ordinals))
        of = np.searchsorted(self._offsets, rows, side="right") - 1
        found: Vectors | None = None
        for number in np.unique(of).tolist():
            stored = self._parts[number].vectors(rows[of == number] - self._offsets[number])
            if found is None:
                found = np.empty((len(rows), stored.shape[1]), dtype=np.float32)
            found[of == number] = stored
        return self._parts[0].vectors(rows) if found is None else found

    def __len__(self) -> int:
        return int(self._offsets[-1]) - (self._rows.count - len(self._rows))

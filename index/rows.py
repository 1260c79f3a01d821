"""Which rows of a generation's files are its passages: all but those that later changes left dead.

An ordinal counts living rows alone. Whoever searches has to do with ordinals only; what reads the files exchanges one
for the other. The order is the same, so the lower ordinal is the lower row.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from index.vectors import Mask, Ordinals


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`count` rows, of which those in `live`, ascending, are passages; all of them where it is `None`."""

    count: int
    live: Ordinals | None = None

    @classmethod
    def without(cls, count: int, dead: Ordinals) -> Self:
        """All of `count` rows but the dead."""
        if not len(dead):
            return cls(count)
        alive = np.ones(count, dtype=np.bool_)
        alive[dead] = False
        return cls(count, np.flatnonzero(alive))

    def __len__(self) -> int:
        """How many passages there are."""
        return self.count if self.live is None else len(self.live)

    @property
    def dead(self) -> Ordinals:
        """The rows that are no passages, ascending."""
        alive = np.zeros(self.count, dtype=np.bool_)
        alive[slice(None) if self.live is None else self.live] = True
        return np.flatnonzero(~alive)

    def of(self, ordinals: Ordinals) -> Ordinals:
        """The rows with those ordinals."""
        return ordinals if self.live is None else self.live[ordinals]

    def ordinals(self, rows: Ordinals) -> Ordinals:
        """The ordinals of living rows."""
        return rows if self.live is None else np.searchsorted(self.live, rows).astype(np.int64)

    def living(self, rows: Ordinals) -> Mask:
        """Which of the rows are passages."""
        if self.live is None:
            return np.ones(len(rows), dtype=np.bool_)
        alive = np.zeros(self.count, dtype=np.bool_)
        alive[self.live] = True
        return alive[rows]

    def lives(self, row: int) -> bool:
        """Whether a row is a passage."""
        if self.live is None:
            return True
        place = int(np.searchsorted(self.live, row))
        return place < len(self.live) and int(self.live[place]) == row

    def mask(self, admissible: Mask | None) -> Mask | None:
        """The rows that a mask over ordinals admits; never a dead one."""
        if self.live is None:
            return admissible
        mask = np.zeros(self.count, dtype=np.bool_)
        mask[self.live] = True if admissible is None else admissible
        return mask

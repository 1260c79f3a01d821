"""Which passages of a generation are of the articles of a collection; the record says who belongs, at every search.

So an article that joins or leaves a collection is found, or not, at once: there is nothing to build anew.
"""

from datetime import date

import numpy as np

from archive.memberships import NO_MEMBERSHIPS, Memberships, MembershipsOf
from index.columns import ARTICLE, Columns, OneOf
from index.hits import Facet
from index.passage_file import PassageFile
from index.vectors import Ordinals


class Members:
    """The collections of the record over one generation. Safe to share between threads."""

    def __init__(self, passages: PassageFile, memberships: MembershipsOf) -> None:
        self._passages = passages
        self._memberships = memberships
        self._known: tuple[Memberships, dict[str, tuple[int, ...]]] = (NO_MEMBERSHIPS, {})

    def condition(self, names: tuple[str, ...], as_of: date | None = None) -> OneOf:
        """What passages meet that are of articles in any of the collections, now or at the end of that day.

        Raises:
            NotFoundError: there is no collection of that name.
        """
        return OneOf(ARTICLE, self._passages.numbers_of(self._memberships(as_of).articles(names)))

    def facet(self, columns: Columns, leads: Ordinals, as_of: date | None = None) -> tuple[Facet, ...]:
        """How many of these passages are of each collection, and of none; no facet where there are no collections."""
        numbers = self._numbers(as_of)
        if not numbers:
            return ()
        of = columns.codes[ARTICLE][leads]
        within = {name: np.isin(of, members) for name, members in numbers.items()}
        counts = {name: int(mask.sum()) for name, mask in within.items()}
        none = int((~np.logical_or.reduce(list(within.values()))).sum())
        given = [(name, count) for name, count in counts.items() if count]
        listed: list[tuple[str | None, int]] = sorted(given, key=lambda each: (-each[1], each[0]))
        listed += [(None, none)] if none else []
        return (Facet("collection", tuple(sorted(listed, key=lambda each: -each[1])), several=True),)

    def _numbers(self, as_of: date | None) -> dict[str, tuple[int, ...]]:
        """The numbers of the articles of each collection, worked out once for what the record holds."""
        memberships = self._memberships(as_of)
        if self._known[0] is not memberships:
            numbers = {name: self._passages.numbers_of(members) for name, members in memberships.of.items()}
            self._known = (memberships, numbers)
        return self._known[1]

"""Filters in, what of them the archive has never heard of out: a name that is misspelt must not look like no news."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches

import numpy as np

from index.columns import Columns
from index.filters import Filters
from index.vectors import Mask

_LIKE = 0.7
"""How alike a name must be to be offered: the share of letters that match (`difflib`)."""


def unknown_in(columns: Columns, filters: Filters, standing: Callable[[], Mask | None]) -> tuple[str, ...]:
    """In words, the sources, sections and bylines of the filters that no passage has, with the nearest there is.

    `standing` gives the passages that a search without these filters may find, for names in what is held back are not
    there; it is asked for only where there are such filters.
    """
    return tuple(_unknown(columns, filters, standing))


def _unknown(columns: Columns, filters: Filters, standing: Callable[[], Mask | None]) -> Iterator[str]:
    named = (("source", filters.sources), ("section", filters.sections), ("byline", filters.bylines))
    asked = [(column, values) for column, values in named if values]
    among = standing() if asked else None
    for column, values in asked:
        codes = columns.codes[column] if among is None else columns.codes[column][among]
        held = set(np.unique(codes).tolist())
        for value in values:
            if held.isdisjoint(columns.codes_for(column, (value,))):
                spelt = columns.spellings(column).of
                there = {name.casefold(): name for code in sorted(held - {-1}) for name in spelt[code] if name}
                near = get_close_matches(value.casefold(), there, n=1, cutoff=_LIKE)
                nearest = f"; the nearest is {there[near[0]]!r}" if near else ""
                yield f"there is no {column} {value!r}{nearest}"

"""Filters in, what of them the archive has never heard of out: a name that is misspelt must not look like no news."""

from collections.abc import Iterator
from difflib import get_close_matches

from index.columns import Columns
from index.filters import Filters

_LIKE = 0.7
"""How alike a name must be to be offered: the share of letters that match (`difflib`)."""


def unknown_in(columns: Columns, filters: Filters) -> tuple[str, ...]:
    """In words, the sources, sections and bylines of the filters that no passage has, with the nearest there is."""
    return tuple(_unknown(columns, filters))


def _unknown(columns: Columns, filters: Filters) -> Iterator[str]:
    asked = (("source", filters.sources), ("section", filters.sections), ("byline", filters.bylines))
    for column, values in asked:
        for value in values:
            if not columns.codes_for(column, (value,)):
                there = {name.casefold(): name for names in columns.spellings(column).of for name in names if name}
                near = get_close_matches(value.casefold(), there, n=1, cutoff=_LIKE)
                nearest = f"; the nearest is {there[near[0]]!r}" if near else ""
                yield f"there is no {column} {value!r}{nearest}"

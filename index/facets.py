"""The hits of a search, counted: by the values of each field, and over time.

Each count adds up to the total, but that of people: a hit counts for everybody who wrote it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np

from archive.dates import DateField
from index.columns import UNDATED, Columns, day_column
from index.hits import Facet, Histogram
from index.vectors import Ordinals

_WORDS = ("source", "section", "byline", "kind", "language")
_BY_DAY, _BY_MONTH = 62, 3 * 366
"""The longest spans, in days, that are counted by day and by month."""

_LENGTHS = {"day": len("2020-02-11"), "month": len("2020-02"), "year": len("2020")}


def facets_of(columns: Columns, leads: Ordinals, field: DateField = DateField.PUBLISHED) -> tuple[Facet, ...]:
    """The counts of every field, over the passages that stand for the hits; years are of that date."""
    years: Counter[str | None] = Counter()
    for day, count in _days(columns, leads, field):
        years[None if day is None else _bucket(day, "year")] += count
    words = (Facet(name, _in_order(_named(columns, name, leads)), several=name == "byline") for name in _WORDS)
    return (*words, Facet("year", _in_order(years)))


def histogram_of(columns: Columns, leads: Ordinals, field: DateField = DateField.PUBLISHED) -> Histogram:
    """The hits over time, by day, month or year as their span asks for; those between that have none count 0."""
    counted = list(_days(columns, leads, field))
    undated = sum(count for day, count in counted if day is None)
    dated = [(day, count) for day, count in counted if day is not None]
    if not dated:
        return Histogram("day", (), undated)
    first, last = dated[0][0], dated[-1][0]
    unit = _unit((last - first).days)
    counts = dict.fromkeys(_buckets(first, last, unit), 0)
    for day, count in dated:
        counts[_bucket(day, unit)] += count
    return Histogram(unit, tuple(counts.items()), undated)


def _named(columns: Columns, name: str, leads: Ordinals) -> Counter[str | None]:
    codes, counts = np.unique(columns.codes[name][leads], return_counts=True)
    values = columns.spellings(name).of
    counted: Counter[str | None] = Counter()
    for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
        for value in (values[code] if code >= 0 else ()) or (None,):
            counted[value] += count
    return counted


def _days(columns: Columns, leads: Ordinals, field: DateField) -> Iterator[tuple[date | None, int]]:
    """Each day and how many hits it has, ascending, `None` first."""
    days, counts = np.unique(columns.codes[day_column(field)][leads], return_counts=True)
    for day, count in zip(days.tolist(), counts.tolist(), strict=True):
        yield None if day == UNDATED else date.fromordinal(day), count


def _in_order(counts: Counter[str | None]) -> tuple[tuple[str | None, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0] is None, each[0] or "")))


def _unit(days: int) -> str:
    if days <= _BY_DAY:
        return "day"
    return "month" if days <= _BY_MONTH else "year"


def _bucket(day: date, unit: str) -> str:
    return day.isoformat()[: _LENGTHS[unit]]


def _buckets(first: date, last: date, unit: str) -> Iterator[str]:
    """Every bucket from the first day's to the last's, in order; a day or month more than once."""
    if unit == "year":
        yield from (f"{year:04}" for year in range(first.year, last.year + 1))
    else:
        days = range(first.toordinal(), last.toordinal() + 1)
        yield from (_bucket(date.fromordinal(day), unit) for day in days)

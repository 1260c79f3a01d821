"""Dates in numbers alone, as the file that holds them writes them: which number is the month, and of which century.

`03/04/63` says neither. Which number is the month is taken from other dates of the same file, where in some of them one
of the two is above twelve and these agree; else nothing proves it, and it is not decided. Two figures stand for the
year nearest to those that the file writes in full, or where it writes none for the latest; never for one to come.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_NUMBERS = re.compile(r"^\s*(?:[^\W\d_]+\.?,?\s+)?(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-])")
"""After a weekday or nothing."""

_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CENTURIES = range(1600, 2200, 100)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a file writes dates: whether the month comes first, `None` where nothing or not all shows it; its years."""

    month_first: bool | None = None
    years: tuple[int, ...] = ()


NO_HABIT = Habit()


@dataclass(frozen=True, slots=True)
class Spelt:
    """A date with its month by name and its year in full, in the text around it.

    `understood` is what of it was not read but understood, empty where nothing was.
    """

    text: str
    understood: str = ""


def habit_of(texts: Iterable[str]) -> Habit:
    """How these dates of one file are written."""
    orders: set[bool] = set()
    years: set[int] = set()
    for text in texts:
        years.update(map(int, _YEAR.findall(text)))
        found = _NUMBERS.match(text)
        if found is not None and (order := _proved(int(found[1]), int(found[3]))) is not None:
            orders.add(order)
    return Habit(orders.pop() if len(orders) == 1 else None, tuple(sorted(years)))


def spelt(text: str, habit: Habit, latest: date) -> Spelt | None:
    """A text with the date in numbers that it begins with spelt out, not after the latest; any other as it is.

    `None` where nothing proves which number is the month.
    """
    found = _NUMBERS.match(text)
    if found is None or not _is_date(int(found[1]), int(found[3])):
        return Spelt(text)
    one, other, figures = int(found[1]), int(found[3]), found[4]
    proved = one == other or _proved(one, other)
    month_first = habit.month_first if proved is None else proved
    if month_first is None:
        return None
    month, day = (one, other) if month_first else (other, one)
    year = int(figures) if len(figures) == 4 else _in_full(int(figures), month, day, habit.years, latest)
    if year is None:
        return Spelt(text)
    said = [f"{'month' if month_first else 'day'} first, as in other dates of its file"] if proved is None else []
    said += [f"'{figures} for {year}"] if len(figures) == 2 else []
    written = f"{day} {_MONTHS[month - 1]} {year}{text[found.end() :]}"
    return Spelt(written, ", ".join(said))


def _is_date(one: int, other: int) -> bool:
    return 0 < min(one, other) <= 12 and max(one, other) <= 31


def _proved(one: int, other: int) -> bool | None:
    """Whether the first of the two must be the month, as the second is none; `None` where both may be it."""
    if not _is_date(one, other) or max(one, other) <= 12:
        return None
    return other > 12


def _in_full(figures: int, month: int, day: int, years: Iterable[int], latest: date) -> int | None:
    """The year that two figures stand for."""
    possible = [each for each in _possible(figures, month, day) if each <= latest]
    known = list(years)

    def distance(each: date) -> tuple[int, int]:
        return min((abs(each.year - year) for year in known), default=0), -each.year

    return min(possible, key=distance).year if possible else None


def _possible(figures: int, month: int, day: int) -> Iterator[date]:
    for century in _CENTURIES:
        try:
            yield date(century + figures, month, day)
        except ValueError:  # the 29th of February
            continue

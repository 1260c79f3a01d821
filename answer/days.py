"""Dates as they are printed in, year, month and day out, as far as they are given."""

import re
from dataclasses import dataclass

from answer.spans import dates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A date with what it gives; `None` for what it leaves open."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def is_within(self, other: "Day", published: "Day | None" = None) -> bool:
        """Whether `other` says all that this date says; a year it leaves open is that of its publication."""
        year = other.year if other.year is not None or published is None else published.year
        pairs = ((self.year, year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


def days(text: str) -> list[tuple[str, Day]]:
    """The dates of a text as printed, each with what it gives, in order."""
    return [(text[start:end], day_of(text[start:end])) for start, end in dates(text)]


def day_of(date: str) -> Day:
    """What a date gives, however it is written: "14 May 2021", "May 14", "2021-05-14", "2021"."""
    iso = _ISO.match(date)
    if iso:
        return Day(int(iso[1]), int(iso[2]), int(iso[3]))
    words = re.findall(r"[A-Za-z]+|\d+", date)
    month = next((_MONTHS.index(word[:3].casefold()) + 1 for word in words if word[:3].casefold() in _MONTHS), None)
    numbers = [int(word) for word in words if word.isdigit()]
    year = next((number for number in numbers if number > 31), None)
    day = next((number for number in numbers if number <= 31), None)
    return Day(year, month, day)

"""Days that a query names, as filters to offer: "in October 2023", "last March", "yesterday". Never applied unasked."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from index.hits import Suggested
from index.named_dates import NamedDate

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_RELATIVE = re.compile(
    rf"\b(?:(?P<day>today|yesterday)|(?P<which>last|this)\s+(?P<unit>week|month|year)"
    rf"|last\s+(?P<month>{'|'.join(_MONTHS)})|last\s+(?P<weekday>{'|'.join(_WEEKDAYS)}))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|during|of|since|before|after)\s+(?P<year>1[5-9]\d\d|20\d\d)\b(?!-)", re.IGNORECASE)


def suggested(text: str, named: tuple[NamedDate, ...], today: date) -> tuple[Suggested, ...]:
    """The filters that the dates of a query amount to, each once, in order of the text."""
    found = [*_calendar(text, named), *_relative(text, today), *_years(text, named)]
    in_order = sorted(found, key=lambda each: each[0])
    return tuple(dict.fromkeys(each for _, each in in_order))


def _calendar(text: str, named: tuple[NamedDate, ...]) -> Iterator[tuple[int, Suggested]]:
    """Dates with a year: a day, or a month."""
    for each in named:
        if each.year is None:
            continue
        last = calendar.monthrange(each.year, each.month)[1]
        if (each.day or 1) <= last:
            first = date(each.year, each.month, each.day or 1)
            yield each.start, Suggested(text[each.start : each.end], first, first.replace(day=each.day or last))


def _years(text: str, named: tuple[NamedDate, ...]) -> Iterator[tuple[int, Suggested]]:
    for match in _YEAR.finditer(text):
        if not any(each.start < match.end() and match.start() < each.end for each in named):
            yield match.start(), _span_of_year(match["year"], int(match["year"]))


def _relative(text: str, today: date) -> Iterator[tuple[int, Suggested]]:
    for match in _RELATIVE.finditer(text):
        try:
            first, last = _span(match, today)
        except (ValueError, OverflowError):
            continue  # before the first day of the calendar
        yield match.start(), Suggested(match[0], first, last)


def _span(match: re.Match[str], today: date) -> tuple[date, date]:
    if match["day"]:
        day = today if match["day"].lower() == "today" else today - timedelta(1)
        return day, day
    if match["weekday"]:
        back = (today.weekday() - _WEEKDAYS[match["weekday"].lower()] - 1) % 7 + 1
        return today - timedelta(back), today - timedelta(back)
    if match["month"]:
        month = _MONTHS[match["month"].lower()]
        return _month(today.year if month < today.month else today.year - 1, month)
    return _unit(match["unit"].lower(), today, back=match["which"].lower() == "last")


def _unit(unit: str, today: date, *, back: bool) -> tuple[date, date]:
    """This or the last week (from Monday), month or year."""
    if unit == "week":
        monday = today - timedelta(today.weekday() + (7 if back else 0))
        return monday, monday + timedelta(6)
    if unit == "year":
        return date(today.year - back, 1, 1), date(today.year - back, 12, 31)
    return _month(today.year, today.month) if not back else _month_before(today)


def _month_before(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(1)
    return _month(last.year, last.month)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _span_of_year(text: str, year: int) -> Suggested:
    return Suggested(text, date(year, 1, 1), date(year, 12, 31))

"""Dates that a question names: "on October 31, 2023", "the 5th of March", "in May 2019", "2020-02-11"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}
_NUMBERS |= {name[:3]: number for name, number in _NUMBERS.items()} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)\b"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+{_YEAR}",
    )
)


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date that stands at `[start, end)` of a question, as exactly as it was given."""

    start: int
    end: int
    month: int
    year: int | None = None
    day: int | None = None

    def meets(self, published: date) -> bool:
        """Whether something published that day fits: in the month named, or within a day of the day named.

        A day's slack is for papers that print in the morning what was filed the evening before.
        """
        if self.day is None:
            return (published.year, published.month) == (self.year, self.month)
        try:
            named = date(self.year or published.year, self.month, self.day)
        except ValueError:
            return False
        return abs((published - named).days) <= 1

    def __str__(self) -> str:
        parts = (str(self.day) if self.day else "", _MONTHS[self.month - 1].title(), str(self.year or ""))
        return " ".join(part for part in parts if part)


def named_dates(question: str) -> list[NamedDate]:
    """The dates a question names, in order; the longest reading where several overlap."""
    found = sorted(_candidates(question), key=lambda each: (each.start, -each.end))
    kept: list[NamedDate] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _candidates(question: str) -> Iterator[NamedDate]:
    for form in _FORMS:
        for match in form.finditer(question):
            month = _NUMBERS.get(match["month"].lower().rstrip("."), 0) or int(_digits(match["month"]))
            day = int(match["day"]) if "day" in form.groupindex else None
            if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
                yield NamedDate(match.start(), match.end(), month, int(match["year"]) if match["year"] else None, day)


def _digits(text: str) -> str:
    return text if text.isdigit() else "0"

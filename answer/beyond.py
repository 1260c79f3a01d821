"""A question in, the time it asks about out, where that is after all that the archive has: it cannot say what happened.

What was still to come when the last article was printed it may well say: "is a trial planned for March 2024?".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from answer.question import Question
from index.named_dates import NamedDate, named_dates

_PAST = re.compile(
    r"\b(?:did|was|were|had|won|lost|became|beat|died|led|took|made|left|\w{2,}ed)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|should|is|are|be|going|plan\w*|schedul\w*|expect\w*|due|set|next|upcoming|promis\w*"
    r"|forecast\w*|predict\w*|announc\w*|propos\w*|(?:say|said|says)\b.*\b(?:about|of|on))\b",
    re.IGNORECASE,
)
_SLACK = timedelta(days=1)
"""What a paper prints in the morning happened the evening before, elsewhere on the day after."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """The time that is asked about, as the question names it, and the last day of which the archive has anything."""

    time: str
    latest: date


def beyond(question: Question, end: Callable[[], date | None]) -> Beyond | None:
    """The first time named that begins after the archive's end, if it is asked what happened then.

    `end` gives the last day of publication; it is asked for only where the question names a time.
    """
    if not _PAST.search(question.text) or _TO_COME.search(question.text):
        return None
    times = _times(question)
    latest = end() if times else None
    if latest is None:
        return None
    return next((Beyond(said, latest) for first, said in times if first > latest + _SLACK), None)


def _times(question: Question) -> list[tuple[date, str]]:
    """The days and months with a year, then the years by themselves: the first day, and how it is named."""
    dates = [each for each in named_dates(question.text) if each.year]
    inside = {str(each.year) for each in dates}
    found = [(first, str(each)) for each in dates if (first := _first_day(each))]
    return found + [(date(int(year), 1, 1), year) for year in question.years if year not in inside]


def _first_day(named: NamedDate) -> date | None:
    try:
        return date(named.year or 1, named.month, named.day or 1)
    except ValueError:
        return None

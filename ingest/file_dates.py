"""The dates of one file: each read as the file writes them, and what is to be said of many of them said once."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from archive.errors import UndecidedError, UnreadableError
from archive.model import NewsDate, Problem, Weight
from ingest.dates import parse_date
from ingest.numeric_dates import Habit, habit_of


class FileDates:
    """Reads the dates of one file, where `texts` gives every text in it that may be a date."""

    def __init__(self, texts: Callable[[], Iterable[str]] = tuple) -> None:
        self._texts = texts
        self._understood: list[tuple[str, NewsDate]] = []
        self._undecided: list[tuple[str, Problem]] = []

    @cached_property
    def _habit(self) -> Habit:
        """Asked for when there is something to decide: the file is read once more for it."""
        return habit_of(self._texts())

    def read(self, raw: str | None, read_from: str, problems: list[Problem], where: str | None) -> NewsDate | None:
        """Like `ingest.dates.dated`; what the dates have in common is no problem of one, but one of `problems`."""
        if raw is None or not raw.strip():
            return None
        try:
            found = self._parsed(raw, read_from)
        except UndecidedError as error:
            self._undecided.append((raw, Problem(error.reason, where)))
            return None
        except UnreadableError as error:
            problems.append(Problem(error.reason, where))
            return None
        if found.read_from != read_from:
            self._understood.append((raw, found))
        return found

    def _parsed(self, raw: str, read_from: str) -> NewsDate:
        try:
            found = parse_date(raw, read_from)
        except UndecidedError:
            return parse_date(raw, read_from, habit=self._habit)
        return found if found.read_from == read_from else parse_date(raw, read_from, habit=self._habit)

    def problems(self) -> Iterator[Problem]:
        """What is to be said of the dates, once all have been read."""
        if len(self._undecided) == 1:
            yield self._undecided[0][1]
        elif self._undecided:
            many = f"{len(self._undecided)} dates such as {self._undecided[0][0]!r}"
            yield Problem(
                f"{many} do not say which number is the month, and no other date of the file shows it; "
                "they were left out; write them as YYYY-MM-DD"
            )
        if self._understood:
            raw, date = self._understood[0]
            count = len(self._understood)
            many = f"{count} dates such as {raw!r} do" if count > 1 else f"the date {raw!r} does"
            how = date.read_from.partition(" (")[2].rstrip(")")
            reason = f"{many} not say everything; read as {date} ({how}), with low confidence; write YYYY-MM-DD"
            yield Problem(reason, weight=Weight.REMARK)

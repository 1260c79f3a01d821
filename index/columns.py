"""What filters look at: one integer a passage for each field, and the words those integers stand for.

A query's filters become one admissible set, given in two forms that mean the same: a mask over ordinals for the
vector leg, and conditions over the same integers for the keyword leg (law 3).
"""

import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from archive.dates import DateField
from archive.folding import fold
from index.filters import Filters
from index.hits import ALWAYS, FOREVER, Passage
from index.rows import Rows
from index.spellings import Spellings
from index.vectors import Mask

Codes = npt.NDArray[np.int32]
Words = Mapping[str, Sequence[str]]

WORDS = ("source", "section", "byline", "language", "kind", "files")
"""The columns whose integers stand for words; `-1` where the article has none."""

TIMES = ("day", "minute")
"""The columns of when it was published: the day, and the minute of it where the paper gave one, else 0."""

_OTHERS = tuple(field for field in DateField if field is not DateField.PUBLISHED)
OTHER_DAYS = tuple(f"{field.value}_day" for field in _OTHERS)
OTHER_MINUTES = tuple(f"{field.value}_minute" for field in _OTHERS)
"""The same of its other dates."""

ARTICLE = "article"
"""The column of which article a passage is of: the row of the article's first passage."""

STOOD = ("since", "until")
"""The columns of when a passage's version was the article: `[since, until)`, in minutes since 1970 in UTC."""

_DATES = (*TIMES, *OTHER_DAYS, *OTHER_MINUTES)
_NAMES = (*_DATES, *WORDS, ARTICLE, *STOOD)
_WORDS = "words.json"
_SPELLED = ("source", "section", "byline", "language")
"""The columns of whose words some are other spellings of others."""

UNDATED = -1

_EPOCH = date(1970, 1, 1).toordinal()
_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column holds one of these codes."""

    column: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The day of publication, or that of another column, is in `[first, last]`, counted from 1 January of the year 1.

    That is day 1. An undated passage has day `UNDATED`, before every first day.
    """

    first: int
    last: int
    column: str = "day"


@dataclass(frozen=True, slots=True)
class StoodAt:
    """The passage's version was the article at that minute, counted from 1970 in UTC."""

    minute: int


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The passage is none of those with these ordinals."""

    ordinals: tuple[int, ...]


Condition = OneOf | Days | StoodAt | NoneOf


@dataclass(frozen=True, slots=True)
class Admissible:
    """The passages a search may find: a mask with one entry a passage, and conditions that all must hold."""

    mask: Mask
    conditions: tuple[Condition, ...]


class Columns:
    """The filter columns of one generation."""

    def __init__(self, codes: Mapping[str, Codes], words: Words) -> None:
        self.codes = dict(codes)
        self.words = words
        self._spellings: dict[str, Spellings] = {}
        since, until = (codes[name] for name in STOOD)
        self._all_since = int(since.max(initial=ALWAYS))
        self._none_ended = bool((until == FOREVER).all())

    @classmethod
    def of(cls, passages: Iterable[Passage], known: Words | None = None, first: int = 0) -> "Columns":
        """The columns of passages, in order of their rows, which begin at `first`.

        Words that are known by a code keep it, new ones follow.
        """
        before, article = None, first
        numbers = {name: {word: code for code, word in enumerate(known[name] if known else ())} for name in WORDS}
        table = array("i")  # a list of lists would take five times as much memory
        for row_number, passage in enumerate(passages, start=first):
            whens = [_when(passage.date(field)) for field in _OTHERS]
            row = [*_when(passage.published), *(day for day, _ in whens), *(minute for _, minute in whens)]
            for name in WORDS:
                word = _word(passage, name)
                row.append(-1 if word is None else numbers[name].setdefault(word, len(numbers[name])))
            if passage.article_id != before:
                before, article = passage.article_id, row_number
            table.extend([*row, article, passage.since, passage.until])
        whole = np.frombuffer(table, dtype=np.int32).reshape(-1, len(_NAMES))
        codes = {name: np.ascontiguousarray(whole[:, place]) for place, name in enumerate(_NAMES)}
        return cls(codes, {name: list(known) for name, known in numbers.items()})

    def write(self, folder: Path, known: Words | None = None) -> None:
        """Write the columns into a folder; of the words only those that were not known before."""
        for name, values in self.codes.items():
            np.save(folder / f"{name}.npy", values, allow_pickle=False)
        new = {name: self.words[name][len(known[name]) if known else 0 :] for name in WORDS}
        (folder / _WORDS).write_text(json.dumps(new, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folders: Sequence[Path], rows: Rows | None = None) -> "Columns":
        """The columns written into folders, one after the other; mapped rather than read into memory where it is one.

        Of several rows only the living ones are in them. The place of a name that none of those has is empty.
        """
        words = words_of(folders)
        codes = {name: _joined([folder / f"{name}.npy" for folder in folders], rows) for name in _NAMES}
        if rows is not None and rows.live is not None:
            words |= {name: _used(words[name], codes[name]) for name in _SPELLED}
        return cls(codes, words)

    def admissible(self, filters: Filters, also: tuple[Condition, ...] = ()) -> Admissible | None:
        """The passages that meet the filters and the other conditions; `None` where all passages do.

        Of an article they hold one version: that of the day the filters name, or the one of this moment.
        """
        conditions = (*self._conditions(filters), *self._stood(filters.as_of), *also)
        if not conditions:
            return None
        mask = np.ones(len(self.codes["day"]), dtype=np.bool_)
        for condition in conditions:
            mask &= self._holds(condition)
        return Admissible(mask, conditions)

    def spellings(self, name: str) -> Spellings:
        """What the words of a column stand for."""
        if name not in self._spellings:
            codes, words = self.codes[name], self.words[name]
            uses = np.bincount(codes[codes >= 0], minlength=len(words)).tolist()
            self._spellings[name] = Spellings(name, words, uses)
        return self._spellings[name]

    def _conditions(self, filters: Filters) -> tuple[Condition, ...]:
        wanted = {
            "source": filters.sources,
            "section": filters.sections,
            "byline": filters.bylines,
            "language": filters.languages,
            "kind": tuple(kind.value for kind in filters.kinds),
            "files": filters.files,
        }
        conditions: list[Condition] = [
            OneOf(name, self.codes_for(name, values)) for name, values in wanted.items() if values
        ]
        if filters.date_from or filters.date_to:
            first = (filters.date_from or date.min).toordinal()
            last = (filters.date_to or date.max).toordinal()
            conditions.append(Days(first, last, day_column(filters.date_field)))
        if filters.undated:
            conditions.append(Days(UNDATED, UNDATED, day_column(filters.date_field)))
        return tuple(conditions)

    def _stood(self, as_of: date | None) -> tuple[Condition, ...]:
        """The end of that day, but never later than now: what is still under embargo was not there either."""
        minute = _minute(datetime.now(UTC))
        if as_of is None and self._none_ended and self._all_since <= minute:
            return ()
        return (StoodAt(minute if as_of is None else min(minute, end_of(as_of))),)

    def codes_for(self, name: str, values: Sequence[str]) -> tuple[int, ...]:
        """The codes of the words that any of the values names: whole, by the words in a byline, by part of a path."""
        if name == "byline":
            return tuple(sorted({code for value in values for code in self.spellings(name).holding(value)}))
        if name == "files":
            wanted = [_steps(value) for value in values]
            return tuple(
                code
                for code, paths in enumerate(self.words[name])
                if any(value in _steps(path) for value in wanted for path in paths.split("\n"))
            )
        return self.spellings(name).meaning(values)

    def _holds(self, condition: Condition) -> Mask:
        if isinstance(condition, OneOf):
            return np.asarray(np.isin(self.codes[condition.column], condition.codes))
        if isinstance(condition, StoodAt):
            since, until = (self.codes[name] for name in STOOD)
            return np.asarray((since <= condition.minute) & (condition.minute < until))
        if isinstance(condition, NoneOf):
            kept = np.ones(len(self.codes["day"]), dtype=np.bool_)
            kept[list(condition.ordinals)] = False
            return kept
        days = self.codes[condition.column]
        return np.asarray((days >= condition.first) & (days <= condition.last))


def day_column(field: DateField) -> str:
    """The column that holds the day of that date."""
    return "day" if field is DateField.PUBLISHED else f"{field.value}_day"


def minute_column(field: DateField) -> str:
    """The column that holds the minute of its day."""
    return "minute" if field is DateField.PUBLISHED else f"{field.value}_minute"


def words_of(folders: Sequence[Path]) -> dict[str, list[str]]:
    """The words of columns written into folders, by column and code."""
    words: dict[str, list[str]] = {name: [] for name in WORDS}
    for folder in folders:
        for name, new in json.loads((folder / _WORDS).read_text(encoding="utf-8")).items():
            words[name].extend(new)
    return words


def _used(words: Sequence[str], codes: Codes) -> list[str]:
    used = set(np.unique(codes).tolist())
    return [word if code in used else "" for code, word in enumerate(words)]


def _joined(paths: Sequence[Path], rows: Rows | None) -> Codes:
    parts = [np.load(path, mmap_mode="r", allow_pickle=False) for path in paths]
    whole: Codes = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return whole if rows is None or rows.live is None else whole[rows.live]


def minute_of(moment: datetime) -> int:
    """The minute in which the moment lies, counted from 1970 in UTC, within what a column holds."""
    return min(max(_minute(moment), ALWAYS), FOREVER - 1)


def end_of(day: date) -> int:
    """The last minute of the day in UTC, counted from 1970."""
    return (day.toordinal() - _EPOCH + 1) * _MINUTES - 1


def _minute(moment: datetime) -> int:
    return math.floor(moment.timestamp() / 60)


def _when(published: str | None) -> tuple[int, int]:
    """The day and the minute of it, as the paper gave them in ISO 8601."""
    if published is None:
        return UNDATED, 0
    moment = datetime.fromisoformat(published)
    return moment.toordinal(), moment.hour * 60 + moment.minute


def _steps(path: str) -> str:
    """A path, folded, with a slash at both ends: one that stands in another is the end of it or a folder in it."""
    return f"/{fold(path).strip('/')}/"


def _word(passage: Passage, name: str) -> str | None:
    """What a column holds of a passage; of its byline, that as printed and the people named, a line each."""
    if name == "byline":
        return "\n".join((passage.byline or "", *passage.authors)) or None
    word: str | None = getattr(passage, name)
    return word

"""What a user asks a search to be limited to. How a generation applies it is `index.columns`' business."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from archive.dates import DateField
from archive.errors import InputError
from archive.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that every hit meets; within one field any value suffices, across fields all must hold.

    Dates are days of the date that `date_field` names, both ends included; what has no such date meets no condition on
    it, and with `undated` alone is found. A source,
    section or language matches whole in any of its spellings, a byline by its words or by the people it names, a file
    by its path, the end of it, or a folder in it; letter case and accents never matter. An article is in a collection
    as the record has it at the moment of the search. With `as_of`, the archive is searched as it stood at the end of
    that day in UTC, its collections too; else its latest versions are.
    """

    date_from: date | None = None
    date_to: date | None = None
    sources: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    as_of: date | None = None
    files: tuple[str, ...] = ()
    date_field: DateField = DateField.PUBLISHED
    undated: bool = False
    collections: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputError(f"the first day {self.date_from} is after the last day {self.date_to}; exchange them")
        if self.undated and (self.date_from or self.date_to):
            given = f"from {self.date_from}" if self.date_from else f"until {self.date_to}"
            raise InputError(f"what has no date is not {given}; ask for days or for what is undated")
        if self.as_of and self.as_of > datetime.now(UTC).date():
            raise InputError(f"the day {self.as_of} has not come yet; ask as of today or earlier")


NO_FILTERS = Filters()

"""What a user asks a search to be limited to. How a generation applies it is `index.columns`' business."""

from dataclasses import dataclass
from datetime import date

from archive.errors import InputError
from archive.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that every hit meets; within one field any value suffices, across fields all must hold.

    Dates are days of publication, both ends included; an undated article meets no date condition. A source,
    section or language matches whole, a byline by its words; letter case and accents never matter.
    """

    date_from: date | None = None
    date_to: date | None = None
    sources: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputError(f"the first day {self.date_from} is after the last day {self.date_to}; exchange them")


NO_FILTERS = Filters()

"""A version in, every date that is known of it out: which date it is, where it was read, and how far to trust it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from archive.folding import fold
from archive.model import NewsDate, Version


class DateField(StrEnum):
    """Which of an article's dates is meant; the dateline's is the day on which it was filed."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CREATED = "created"
    TAKEN = "taken"
    DATELINE = "dateline"
    INGESTED = "ingested"


class Confidence(StrEnum):
    """How far a date is to be trusted: high where a field is meant for it, low where another date stands in for it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a version; `doubt` says what speaks against it."""

    field: DateField
    date: NewsDate
    confidence: Confidence
    doubt: str | None = None


_PRINTED = frozenset({"printedonthepage", "caption", "dateline", "time", "transmission", "date", "timestamp", "line"})
"""Fields that do not say which date they give, and words that were read as one."""

_FIRST_MADE = frozenset({"firstcreated"})
_STANDS_IN = frozenset(
    {"datecreated", "created", "createdat", "contentcreated", "versioncreated", "datetaken", "updated", "capture"}
)
"""What is taken for the day of publication where nothing better is given."""

_MONTHS = (
    ("jan", "gen", "ene"),
    ("feb", "fev"),
    ("mar", "maa"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "maj", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "dic", "des"),
)
"""How the months begin in English, French, German, Italian, Spanish, Portuguese, Dutch and the Nordic languages."""

_DAY = re.compile(
    r"(?:\b(?P<first>\d{1,2})\.?\s+(?P<month>[^\W\d_]{3,})\.?|\b(?P<name>[^\W\d_]{3,})\.?\s+(?P<second>\d{1,2})\b)"
    r"(?:,?\s+(?P<year>\d{4})\b)?"
)
_OLDEST_DATELINE = timedelta(60)
"""Days between filing and publication beyond which a dateline without a year tells none."""


def dates_of(version: Version, photo_id: str | None = None) -> tuple[Dated, ...]:
    """The dates of a version in the order of `DateField`; with a photograph of it, the day it was taken as well."""
    return tuple(_weighed(dict(_known(version, photo_id))))


def confidence(field: DateField, read_from: str) -> Confidence:
    """How far a date is to be trusted that was read from that field or place.

    Little, where brackets after it say that something of it was understood and not read.
    """
    if read_from.endswith(")"):
        return Confidence.LOW
    place = re.sub(r"[^a-z]", "", read_from.casefold())
    if field is DateField.PUBLISHED and place in _STANDS_IN:
        return Confidence.LOW
    doubtful = place in _PRINTED or (field is DateField.PUBLISHED and place in _FIRST_MADE)
    return Confidence.MEDIUM if doubtful else Confidence.HIGH


def dateline_date(dateline: str | None, published: NewsDate | None) -> NewsDate | None:
    """The day that a dateline names; one without a year is that before publication, and none where that is long ago."""
    found = next(_days(dateline or ""), None)
    if found is None:
        return None
    day, month, year = found
    try:
        if year is not None:
            return NewsDate(date(year, month, day).isoformat(), "dateline")
        if published is None:
            return None
        latest = published.day + timedelta(1)
        filed = max(each for each in _in_years(latest, month, day) if each <= latest)
    except (ValueError, OverflowError):
        return None
    return NewsDate(filed.isoformat(), "dateline") if latest - filed <= _OLDEST_DATELINE else None


def _in_years(latest: date, month: int, day: int) -> Iterator[date]:
    """That day in the year of another and in the one before; 29 February only where there is one."""
    for year in (latest.year, latest.year - 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _days(text: str) -> Iterator[tuple[int, int, int | None]]:
    for match in _DAY.finditer(text):
        name = fold(match["month"] or match["name"])
        month = next((number for number, begins in enumerate(_MONTHS, start=1) if name.startswith(begins)), None)
        if month is not None:
            yield int(match["first"] or match["second"]), month, int(match["year"]) if match["year"] else None


def _known(version: Version, photo_id: str | None) -> Iterator[tuple[DateField, NewsDate]]:
    said = version.metadata
    taken = next((photo.taken for photo in version.photos if photo.photo_id == photo_id), None)
    found = {
        DateField.PUBLISHED: said.published,
        DateField.UPDATED: said.updated,
        DateField.CREATED: said.created,
        DateField.TAKEN: taken,
        DateField.DATELINE: dateline_date(said.dateline, said.published),
        DateField.INGESTED: NewsDate(version.ingested_at, "arrival here"),
    }
    yield from ((field, each) for field, each in found.items() if each is not None)


def _weighed(known: dict[DateField, NewsDate]) -> Iterator[Dated]:
    doubts = _doubts(known)
    for field, found in known.items():
        dated = Dated(field, found, confidence(field, found.read_from))
        doubt = doubts.get(field)
        yield replace(dated, confidence=Confidence.LOW, doubt=doubt) if doubt else dated


def _doubts(known: dict[DateField, NewsDate]) -> dict[DateField, str]:
    """What the dates of one version say against one another, by the date that it speaks against."""
    published, updated = known.get(DateField.PUBLISHED), known.get(DateField.UPDATED)
    doubts = {}
    if published and updated and _days_before(updated, published):
        doubts[DateField.UPDATED] = f"before it was published ({published})"
        doubts[DateField.PUBLISHED] = f"after it was updated ({updated})"
    for field, deed in ((DateField.CREATED, "created"), (DateField.TAKEN, "taken"), (DateField.DATELINE, "filed")):
        if published and (found := known.get(field)) and _days_before(published, found):
            doubts[field] = f"{deed} after it was published ({published})"
    return doubts


def _days_before(one: NewsDate, other: NewsDate) -> bool:
    """Whether one is before the other by more than time zones and the night shift explain."""
    return one.certainly_before(other) and (other.day - one.day).days > 1

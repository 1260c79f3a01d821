"""Dates, labels and citations in the words a newspaper would print."""

from collections.abc import Sequence
from datetime import datetime

from api import schemas as wire
from api.version_schemas import Notice

KINDS: dict[wire.Kind, str] = {
    "headline": "Headline",
    "body": "Article text",
    "caption": "Photograph",
    "note": "Note or correction",
}
MANY: dict[wire.Kind, str] = {
    "body": "Article text",
    "headline": "Headlines",
    "caption": "Photographs",
    "note": "Notes and corrections",
}
MODES: dict[wire.Mode, str] = {"fast": "Quick", "best": "Thorough"}
GROUPS: dict[wire.Group, str] = {"article": "Articles", "passage": "Passages"}
ORDERS: dict[wire.Order, str] = {"relevance": "Best first", "latest": "Latest first", "oldest": "First report first"}
"""An order around a day is named with its day: see `order_around`."""

DATES: dict[wire.DateField, str] = {
    "published": "publication",
    "updated": "update",
    "created": "creation",
    "taken": "the photograph",
    "dateline": "the dateline",
    "ingested": "arrival in the archive",
}
"""What a date is the date of."""

FACETS = {
    "source": "Newspaper or agency",
    "section": "Section",
    "byline": "Byline",
    "collection": "Collection",
    "year": "Year",
    "kind": "What it is",
    "language": "Language",
}

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def in_full(iso: str | None) -> str:
    """`11 February 2020`, with the time as `11 February 2020, 09:30 (UTC+01:00)` where one is given."""
    if iso is None:
        return "undated"
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if "T" not in iso and " " not in iso:
        return day
    zone = f" ({moment.tzname()})" if moment.tzinfo else ""
    return f"{day}, {moment:%H:%M}{zone}"


def day_in_full(iso: str | None) -> str:
    """`11 February 2020`, or `undated`."""
    return in_full(None if iso is None else iso[:10])


def of_date(given: wire.Date) -> str:
    """`11 February 2020, 09:30 (UTC+01:00), read from “datePublished”, high confidence`."""
    doubt = f": {given.doubt}" if given.doubt else ""
    read_from = f", read from “{given.read_from}”" if given.read_from else ""
    return f"{in_full(given.date)}{read_from}, {given.confidence} confidence{doubt}"


def pages(numbers: Sequence[int]) -> str | None:
    """`page 3`, `pages 3, 4`; `None` for a text without pages."""
    if not numbers:
        return None
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(str(number) for number in numbers)


def recognised(confidence: float | None) -> str | None:
    """`read by text recognition, 87 % sure`; `None` for what the file itself holds as text."""
    if confidence is None:
        return None
    return "read by text recognition" + (f", {confidence * 100:.0f} % sure" if confidence else "")


def citation(
    headline: str, source: str | None, published: str | None, version: int, start: int, end: int, on: Sequence[int] = ()
) -> str:
    """What a reporter pastes under a quotation: `Headline, Source, 11 February 2020, version 2, characters 120-188`."""
    said = [headline, source, day_in_full(published), pages(on), f"version {version}", f"characters {start}-{end}"]
    return ", ".join(each for each in said if each)


def of_citation(cited: wire.Citation) -> str:
    """The citation's own words, for the clipboard."""
    return citation(cited.headline, cited.source, cited.published, cited.version, cited.start, cited.end, cited.pages)


def of_source(source: str | None, published: str | None) -> str:
    """`Vennick Packet, 22 June 2020`."""
    return ", ".join(each for each in (source, day_in_full(published)) if each)


_SAID = {"update": "Updated", "correction": "Corrected", "clarification": "Clarified", "retraction": "Retracted"}


def standing(given: wire.Standing) -> list[str]:
    """What a reader of a version must know, a line each: a kill, what replaced it, corrections with their words."""
    killed = ["Killed by its publisher: not to be used as fact"] if given.killed else []
    replaced = [f"Superseded by version {given.superseded_by}"] if given.superseded_by else []
    return killed + replaced + [_notice(each) for each in given.notices]


def _notice(said: Notice) -> str:
    """`Correction, June 8: …` as the paper put it, and what it is before words that do not say so themselves."""
    text = " ".join(said.text.split())
    if text.lower().lstrip("([ ").startswith(_SAID[said.kind].lower()[:6]):
        return text
    on = f" on {day_in_full(said.on)}" if said.on else ""
    return f"{_SAID[said.kind]}{on}: {text}" if text else f"{_SAID[said.kind]}{on}"


def of_filter(name: str, value: str) -> str:
    """`from 1 January 2020`, `Vennick Packet`, `byline Fane`, `by date of update`, `undated`."""
    if name == "date_field":
        return f"by date of {DATES.get(value, value)}"  # type: ignore[call-overload]
    if name == "undated":
        return "undated"
    if name == "as_of":
        return f"as the archive stood on {day_in_full(value)}"
    if name in ("date_from", "date_to"):
        return f"{'from' if name == 'date_from' else 'until'} {day_in_full(value)}"
    return value if name == "source" else f"{name} {value}"


def order_around(day: str) -> str:
    """`Nearest to 11 February 2020 first`."""
    return f"Nearest to {day_in_full(day)} first"


def of_bucket(bucket: str) -> str:
    """A day, month or year of a histogram: `11 February 2020`, `February 2020`, `2020`."""
    year, *rest = bucket.split("-")
    return f"{_MONTHS[int(rest[0]) - 1]} {year}" if len(rest) == 1 else day_in_full(bucket) if rest else year


def numbered(sentence: wire.AnswerSentence) -> str:
    """A sentence with the numbers of its citations: `She had 212 steps to climb. [1][2]`."""
    return sentence.text + (" " if sentence.citations else "") + "".join(f"[{each}]" for each in sentence.citations)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `2,317 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

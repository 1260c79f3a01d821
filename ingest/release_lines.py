"""The opening of a press release in, what it says of when it may be published out: an embargo, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from archive.model import NewsDate, Problem
from ingest.dates import dated

_EMBARGO = re.compile(
    r"^\W*(?:(?:strictly|under|press|media|news)\s+)*(?:"
    r"embargo(?:ed)?\b\W*(?:for\s+(?:release|publication|use|broadcast)\b)?\W*(?:until|till?|to|before|by|on|at|lifts?)?\b"
    r"|(?:not\s+for|hold\s+for|no)\s+(?:release|publication|broadcast|use)\b.{0,30}?\b(?:until|before|prior\s+to)\b"
    r"|sperrfrist\b\W*(?:bis)?|sous\s+embargo\b\W*(?:jusqu['’]au)?|embargado\b\W*(?:hasta)?"
    r")\W*(?P<until>.*)$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"^\W*for\s+immediate\s+(?:release|publication|use)\b.{0,40}$", re.IGNORECASE)
# An embargo on grain is news; one until a day, or before an hour, is a line for desks.
_WHEN = re.compile(
    r"\b(?:until|till?|before|prior|bis|jusqu|hasta)\b|\W(?:\d|noon|mid(?:day|night)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_MONTHS = {
    "januar": "January", "februar": "February", "märz": "March", "mai": "May", "juni": "June", "juli": "July",
    "oktober": "October", "dezember": "December", "janvier": "January", "février": "February", "mars": "March",
    "avril": "April", "juin": "June", "juillet": "July", "août": "August", "septembre": "September",
    "octobre": "October", "novembre": "November", "décembre": "December",
}  # fmt: skip
_MONTH = re.compile(rf"(?:(?<=\d)\.)?\s+({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_THEN_HEADLINE = re.compile(r"\]|:\s|\s[-–—|]\s")
_NOON = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
# Zones by the hour of the country: which of two offsets holds depends on the day.
_ZONES = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "UK TIME": "Europe/London", "LONDON TIME": "Europe/London",
}  # fmt: skip
_ZONE = re.compile(rf"\b(?:{'|'.join(_ZONES)})\b", re.IGNORECASE)
_OPENING = 4
_LONGEST = 160
READ_FROM = "embargo line"


@dataclass(frozen=True, slots=True)
class Release:
    """When a release may be published (`None`: at once), the text without the lines that say so, and these."""

    embargo: NewsDate | None
    paragraphs: list[str]
    lines: tuple[str, ...]


def release_of(subject: str, paragraphs: Sequence[str], problems: list[Problem]) -> Release:
    """Read the embargo in the first paragraphs, else in the subject.

    A day that cannot be read whole is added to `problems`: nothing is guessed, so that nothing is held back or let out
    by a guess.
    """
    kept: list[str] = []
    said: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        lines = paragraph.split("\n")
        ours = [line for line in lines if number < _OPENING and _is_release_line(line)]
        said += ours
        kept += filter(None, ["\n".join(line for line in lines if line not in ours).strip()])
    if not kept:
        kept, said = list(paragraphs), []
    stated = next(filter(None, map(_embargo_in, (*said, subject))), None)
    return Release(_moment(stated, problems) if stated else None, kept, tuple(said))


def _is_release_line(line: str) -> bool:
    return len(line) <= _LONGEST and (_AT_ONCE.match(line) is not None or _embargo_in(line) is not None)


def _embargo_in(line: str) -> str | None:
    """What a line says after `embargoed until`, `None` for another line."""
    match = _EMBARGO.match(line)
    return match["until"] if match and _WHEN.search(line[: match.start("until") + 12]) else None


def _moment(stated: str, problems: list[Problem]) -> NewsDate | None:
    """The moment that a line states, also where a headline follows it."""
    alone = _THEN_HEADLINE.split(stated, maxsplit=1)[0]
    return (_parsed(alone, []) if alone != stated else None) or _parsed(stated, problems)


def _parsed(stated: str, problems: list[Problem]) -> NewsDate | None:
    zone = _ZONE.search(stated)
    text = _ZONE.sub(" ", stated)
    text = re.sub(r"\b([ap])\.?\s?m\.?(?=\W|$)", r"\1m", text, flags=re.IGNORECASE)
    text = _MONTH.sub(lambda word: f" {_MONTHS[word[1].lower()]}", text)
    text = re.sub(r"(?<![:\d])(\d{1,2})\s*([ap]m)\b", r"\1:00 \2", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(\d\d):?(\d\d)\s*(?:hrs?|hours|uhr|h)\b", r"\1:\2", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b(?:12\s+)?(noon|midday|midnight)\b", lambda word: _NOON[word[1].lower()], text, flags=re.IGNORECASE
    )
    text = re.sub(r"\b(?:on|at|the|of)\b|[(),*_]", " ", text, flags=re.IGNORECASE).strip(" .!-–—:")
    found = dated(text, READ_FROM, problems, ahead=True)
    if found is None or zone is None or len(found.iso) == len("2024-03-03"):
        return found
    local = datetime.fromisoformat(found.iso).replace(tzinfo=ZoneInfo(_ZONES[zone[0].upper()]))
    return NewsDate(local.isoformat(), READ_FROM)

"""A printed caption in, the photograph it tells of out: who took it, whose it is, where and when."""

import re

from archive.errors import UnreadableError
from archive.model import DraftPhoto, NewsDate
from ingest.credits import credit_in, photographer
from ingest.dates import DATE_IN_PROSE, MONTH_AND_DAY, parse_date
from ingest.normalise import normalise, one_line

_WORD = r"[^\W\d_a-z][\w.'’-]*"
_NAMES = rf"{_WORD}(?:[ -](?:(?:of|de|del|la|le|el|al|the|sur|upon|am|an der)[ -])*{_WORD})*"
_PLACE = rf"{_NAMES}(?:\s*,\s+{_NAMES})*"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_BEFORE_DATE = re.compile(
    rf"\b(?:in|at|near|outside|from|off|over)\s+(?:the\s+)?(?P<place>{_PLACE})\s*,?\s*(?i:(?:on|in|dated)\s+)?"
    rf"(?i:{_WEEKDAY})$"
)
_AT_SENTENCE_END = re.compile(rf"\b(?:in|at|near|outside)\s+(?P<place>{_NAMES}\s?,\s+{_NAMES})\s*[.]?\s*$")
_SLUG = re.compile(rf"^(?P<place>{_PLACE})\s*[-–—]\s*(?=(?i:{DATE_IN_PROSE.pattern}|{MONTH_AND_DAY}))")
_LEADING_LABEL = re.compile(r"^(?:caption|photo caption|photo|picture|image)\s*:\s+", re.IGNORECASE)


def read_caption(text: str, **known: str | NewsDate | tuple[str, ...] | None) -> DraftPhoto:
    """The photograph of a caption.

    The caption stays as printed, its credit included. `known` are fields of `DraftPhoto` that stood beside the
    caption in the file; they win over what the words say.
    """
    caption = normalise(text)
    credit = known.get("credit") or credit_in(caption)
    words = without_credit(caption)
    date = _date_of(words)
    found: dict[str, str | NewsDate | tuple[str, ...] | None] = {
        "byline": photographer(str(credit) if credit else None) or photographer(credit_in(caption)),
        "credit": credit,
        "place": _place_of(words, date),
        "taken": None if date is None else _parsed(date[0]),
    }
    given = {name: value for name, value in known.items() if value}
    return DraftPhoto(caption=caption, **(found | given))  # type: ignore[arg-type]


def without_label(text: str) -> str:
    """A caption line without a leading `Photo:` or `Caption:` that says only what the line is."""
    return _LEADING_LABEL.sub("", text, count=1)


def has_label(text: str) -> bool:
    """Whether a line says of itself that it is a caption."""
    return _LEADING_LABEL.match(text) is not None


def without_credit(caption: str) -> str:
    """The words of a caption on one line, without the credit at its end."""
    line, credit = one_line(caption), credit_in(caption)
    return line[: line.rfind(credit)].rstrip(" ([") if credit and credit in line else line


def _date_of(words: str) -> tuple[str, int] | None:
    """The date the picture was taken and where it stands: the only date, or of several the last after `on`."""
    dates = [(match.group(), match.start()) for match in DATE_IN_PROSE.finditer(words)]
    if len(dates) > 1:
        dates = [date for date in dates if re.search(r"\bon\s+\S*\s*$", words[: date[1]])] or dates[:1]
    return dates[-1] if dates else None


def _place_of(words: str, date: tuple[str, int] | None) -> str | None:
    match = _SLUG.match(words)
    if match is None and date is not None:
        match = _BEFORE_DATE.search(words[: date[1]])
    match = match or _AT_SENTENCE_END.search(words)
    return re.sub(r"(?<=[a-z])\.$", "", re.sub(r"\s+,", ",", match["place"])) if match else None


def _parsed(date: str) -> NewsDate | None:
    try:
        return parse_date(date, "caption")
    except UnreadableError:
        return None

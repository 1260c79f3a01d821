"""Names, dates and quantities in a text, as spans: what an answer may be, and what verification looks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.words import TOKEN, is_stop

Span = tuple[int, int]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"\b(?:{_YEAR}-\d\d-\d\d|{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?|{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?|"
    rf"{_MONTH}\s+{_YEAR}|{_YEAR})(?![\w-])"
)
"""A date with a month or a year in it. A weekday or "yesterday" is no date: it depends on the day of reading."""

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_TENS = "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = r"hundred|thousand|million|billion|trillion|dozen|score"
_WORDED = rf"(?:a[ -](?:{_SCALE})|(?!one\b)(?:{_ONES}|{_TENS}|{_SCALE})(?:[ -](?:{_ONES}|{_TENS}|{_SCALE}))*s?)"
_ABOUT = (
    r"(?:more than|less than|fewer than|no more than|no fewer than|at least|at most|up to|as many as|as much as|"
    r"well over|just over|just under|over|under|about|around|nearly|almost|roughly|approximately|some|only|"
    r"close to|upwards of|an estimated)"
)
QUANTITY = re.compile(
    rf"(?<![\w.,])(?:{_ABOUT}\s+)?(?:(?:US|A|C)?[$€£¥]\s?\d[\d,.]*\d|(?:US|A|C)?[$€£¥]\s?\d|\d[\d,.]*\d|\d|{_WORDED})"
    rf"(?:[ -]?(?:{_SCALE}|m|bn|k)\b)?(?:\s?(?:%|per ?cent\b|percent\b))?(?![\w])",
    re.IGNORECASE,
)
"""A number in digits or words, with what qualifies it: "more than 100", "$4.5 billion", "two dozen", "40 percent".

"One" alone is left out: it is more often a pronoun."""

WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))

_POSSESSIVE = re.compile(r"[’']s?$")

INNER = frozenset(
    (
        "of",
        "de",
        "del",
        "della",
        "da",
        "das",
        "di",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "bin",
        "ibn",
        "al",
        "el",
    )
)
"""Words that stand inside a name without a capital."""


_GAPS = (" ", " & ", "\xa0")
"""What may stand between the words of a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words, `[start, end)` of its text; `opens` where it begins a sentence."""

    text: str
    start: int
    end: int
    opens: bool


def dates(text: str) -> list[Span]:
    """The dates of a text, in order."""
    return [match.span() for match in DATE.finditer(text)]


def quantities(text: str) -> list[Span]:
    """The quantities of a text that are no part of a date, in order."""
    taken = dates(text)
    spans = [match.span() for match in QUANTITY.finditer(text)]
    return [span for span in spans if not any(overlaps(span, other) for other in taken)]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def names(text: str) -> list[Name]:
    """The names of a text, in order: runs of capitalised words, joined by "of", "de", "al" and their like.

    Function words and weekdays at the front are no part of a name, nor is a possessive ending; a single capitalised
    word that opens a sentence is reported with `opens`, as its capital may be the sentence's.
    """
    found, dated = [], dates(text)
    for run in _runs(text):
        opens = _opens_sentence(text, run[0].start())
        while run and (is_stop(run[0][0]) or run[0][0].casefold() in WEEKDAYS):
            run, opens = run[1:], False
        if run and not any(overlaps((run[0].start(), run[-1].end()), date) for date in dated):
            start, end = run[0].start(), run[-1].end()
            name = _POSSESSIVE.sub("", text[start:end])
            found.append(Name(name, start, start + len(name), opens))
    return found


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    inner: list[re.Match[str]] = []
    for token in TOKEN.finditer(text):
        if run and text[(inner or run)[-1].end() : token.start()] not in _GAPS:
            yield run
            run, inner = [], []
        if token[0][0].isupper() or (run and token[0][0].isdigit() and len(token[0]) <= 2):
            run, inner = [*run, *inner, token], []
        elif run and token[0] in INNER:
            inner = [*inner, token]
        elif run:
            yield run
            run, inner = [], []
    if run:
        yield run


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip("\"'“‘«( \n\t—–-•")
    return not before or before[-1] in ".!?:;…"

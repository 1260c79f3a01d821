"""A span of text in, what it amounts to out, so that two can be compared: "11,000 people" and "6,500"."""

import re
from dataclasses import dataclass
from datetime import datetime

from answer.words import is_stop, stem, tokens

_MULTIPLES = {"hundred": 1e2, "dozen": 12.0, "score": 20.0}
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_WORDS = _ONES | _TENS
_NUMERALS = frozenset((*_WORDS, *_MULTIPLES, *_SCALES))
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[$€£¥%]", re.IGNORECASE)
_SIGNS = "$€£¥%"
_MONEY = {"dollar": "$", "pound": "£", "euro": "€", "yen": "¥"}
_ROUNDED = 0.02
"""How far apart two numbers may be, as a share of the larger, for one to be the other rounded."""

_DAY_FORMATS = (
    "%Y-%m-%d", "%B %d, %Y", "%B %d %Y", "%d %B %Y", "%b %d, %Y", "%b %d %Y", "%d %b %Y", "%B %d", "%d %B", "%b %d",
    "%d %b", "%B %Y", "%b %Y", "%Y",
)  # fmt: skip
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|\.(?=\s)|\bof\b")
_SEPT = re.compile(r"\bSept\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the stem, or the sign, of what it is a number of; the unit is empty where none stands by it."""

    number: float
    unit: str

    def differs(self, other: "Amount") -> bool:
        """Whether both may be of one unit and neither is the other rounded."""
        larger = max(abs(self.number), abs(other.number))
        alike = not self.unit or not other.unit or self.unit == other.unit
        return alike and abs(self.number - other.number) > _ROUNDED * larger


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is given: year, month, day, each `None` where it is not."""

    year: int | None
    month: int | None
    day: int | None

    def differs(self, other: "Day") -> bool:
        """Whether something that both give is not the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return any(one is not None and another is not None and one != another for one, another in pairs)


def amount_of(text: str, following: str = "") -> Amount | None:
    """The amount that a quantity states, `following` being the text after it; `None` where it is none.

    Qualifiers ("more than", "about") are left aside.
    """
    total, current, unit, seen, last = 0.0, 0.0, "", False, 0
    for match in _TOKEN.finditer(text.casefold()):
        token = match[0]
        if token[0].isdigit():
            current, seen = current + float(token.replace(",", "")), True
        elif token in _WORDS:
            current, seen = current + _WORDS[token], True
        elif token in _MULTIPLES:
            current, seen = max(current, 1.0) * _MULTIPLES[token], True
        elif token in _SCALES:
            total, current, seen = total + max(current, 1.0) * _SCALES[token], 0.0, True
        elif token in _SIGNS or token in ("percent", "cent"):
            unit = token if token in _SIGNS else "%"
        last = match.end() if token[0].isdigit() or token in _NUMERALS else last
    return Amount(total + current, unit or _counted(text[last:] + following)) if seen else None


def _counted(following: str) -> str:
    """The stem of the word right after a number: "crowns", "passengers"."""
    word = next(tokens(following[:40]), None)
    if word is None or word.start() > 1 or is_stop(word[0]) or not word[0][0].islower():
        return ""
    return _MONEY.get(stem(word[0]), stem(word[0]))


def day_of(text: str) -> Day | None:
    """The date that a span states, as far as it does; `None` where it is none."""
    plain = " ".join(_SEPT.sub("Sep", _ORDINAL.sub(" ", text)).replace(" ,", ",").split())
    for each in _DAY_FORMATS:
        yearless = "%Y" not in each
        try:
            # A leap year, so that February 29 is a date.
            found = datetime.strptime(f"2000 {plain}" if yearless else plain, f"%Y {each}" if yearless else each)
        except ValueError:
            continue
        return Day(
            None if yearless else found.year,
            found.month if "%B" in each or "%b" in each or "%m" in each else None,
            found.day if "%d" in each else None,
        )
    return None

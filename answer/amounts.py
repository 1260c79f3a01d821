"""Numbers as they are printed in, their values out: "1,200", "twelve hundred" and "1.2 thousand" are one amount."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from answer.spans import Span, dates, overlaps, quantities

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORTH = {word: value for value, word in enumerate(_SMALL.split())}
_WORTH |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12, "k": 1000, "m": 10**6, "bn": 10**9}

_BOUNDS = {
    "more": ("more than", "no fewer than", "at least", "well over", "just over", "over", "upwards of"),
    "less": (
        *("less than", "fewer than", "no more than", "at most", "up to", "just under", "under", "nearly", "almost"),
        *("as many as", "as much as"),
    ),
    "about": ("about", "around", "roughly", "approximately", "some", "close to", "an estimated"),
}
_BOUND_OF = {words: bound for bound, several in _BOUNDS.items() for words in several}

_NUMBER = re.compile(
    r"^(?P<bound>[a-z ]+?(?=\s+\S))??\s*(?P<currency>(?:US|A|C)?[$€£¥])?\s?(?P<digits>\d[\d,.]*)?(?P<words>[a-z -]*?)"
    r"\s*(?P<percent>%|per ?cent)?$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_ONE = re.compile(r"\bone\b", re.IGNORECASE)
_WITH_DIGIT = re.compile(r"\w*\d\w*")
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "y"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as printed, with its value; `bound` is "more", "less", "about" or empty, `unit` a currency or "%"."""

    text: str
    value: Fraction
    bound: str
    unit: str


def amounts(text: str) -> list[Amount]:
    """The numbers of a text that are no part of a date, in order; those with a value only ("hundreds" has none)."""
    return [amount for span in quantities(text) if (amount := _amount(text[slice(*span)]))]


def without_value(text: str) -> list[str]:
    """What is made of digits, or says how many, without being an amount or a date: "21st", "1990s", "hundreds"."""
    spans = quantities(text)
    loose = [text[slice(*span)] for span in spans if _amount(text[slice(*span)]) is None]
    return [*loose, *(text[slice(*span)] for span in _digits(text, [*spans, *dates(text)]))]


def stands_among(wanted: Amount, text: str) -> bool:
    """Whether the text states the amount: the same value and unit, and no other bound where a bound is given."""
    if wanted.value == 1 and not wanted.unit and _ONE.search(text):
        return True
    return any(
        each.value == wanted.value and wanted.bound in ("", each.bound) and _same_unit(wanted.unit, each.unit, text)
        for each in amounts(text)
    )


def _same_unit(wanted: str, stated: str, text: str) -> bool:
    """Whether a unit that is asked for is given, be it in a word ("5 million dollars" for "$5 million")."""
    return not wanted or wanted == stated or (not stated and _CURRENCIES.get(wanted[-1], "%") in text.casefold())


def _digits(text: str, taken: list[Span]) -> Iterator[Span]:
    for match in _WITH_DIGIT.finditer(text):
        if not any(overlaps(match.span(), span) for span in taken):
            yield match.span()


def _amount(text: str) -> Amount | None:
    words = " ".join(text.casefold().split())
    bound = max((each for each in _BOUND_OF if words.startswith(f"{each} ")), key=len, default="")
    only = words.startswith("only ")
    match = _NUMBER.match(words[len(bound or ("only" if only else "")) :].strip())
    value = _value(match["digits"] or "", match["words"]) if match else None
    if match is None or value is None:
        return None
    unit = "%" if match["percent"] else (match["currency"] or "")[-1:]
    return Amount(text, value, _BOUND_OF.get(bound, ""), unit)


def _value(digits: str, words: str) -> Fraction | None:
    """The value of digits and the words behind them, or of words alone; `None` where a word is not a number."""
    total = Fraction(0)
    current: Fraction | None = _of_digits(digits) if digits else None
    for word in re.split(r"[ -]+", words.strip()) if words.strip() else ():
        if word in _SCALES:
            worth = (Fraction(1) if current is None else current) * _SCALES[word]
            total, current = (total + worth, None) if _SCALES[word] >= 1000 else (total, worth)
        elif word in _WORTH:
            current = (current or Fraction(0)) + _WORTH[word]
        elif word not in ("a", "and"):
            return None
    return total + current if current is not None else (total or None)


def _of_digits(text: str) -> Fraction:
    plain = text.rstrip(".,")
    if _THOUSANDS.match(plain):
        return Fraction(plain.replace(",", ""))
    if plain.count(".") + plain.count(",") <= 1:
        return Fraction(plain.replace(",", "."))
    return Fraction(re.sub(r"[.,]", "", plain))

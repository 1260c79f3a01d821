"""A sentence and what it cites in, what of it does not stand there out. Exact tests only: no test of what is meant.

Checked are words in quotation marks, numbers, dates, names, addresses, negation, and that the sentence speaks of what
it cites at all. What stands inside somebody's quotation counts only for a sentence that says so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.amounts import amounts, stands_among, without_value
from answer.days import Day, day_of, days
from answer.fitting import names_speaker, quotations, touches
from answer.folding import folded
from answer.spans import WEEKDAYS, Name, dates, names, overlaps, quantities
from answer.words import is_stop, stem, stems, tokens
from archive.folding import unaccented

LEAST_SHARED = 0.8
"""Share of a sentence's content words, names and numbers aside, that must stand in what it cites.

So up to four all must, and of five to nine all but one: one verb of its own is all that a short lie needs.
"""

_REPORTING = frozenset(("report", "accord", "told", "wrot", "wrote", "stat", "ad", "add"))
"""Stems of words that only say whose words these are."""

_BETWEEN = 2
"""Words that may stand between those of a name: "Whitlock, the director" is close enough for "Director Whitlock"."""

_QUOTED = re.compile(r"\"([^\"]+)\"|(?<!\w)'(?=\w)([^\"]{12,}?)'(?!\w)")
_ELLIPSIS = re.compile(r"\s*\[?\.\.\.\]?\s*")
_MARKUP = re.compile(r"<[a-z/!]|\]\(|\{\{|\$\{", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\w+\.\w+|\b[\w-]+\.(?:com|org|net|info|io|example)\b\S*", re.I)
_NEGATION = re.compile(r"\b(?:not|never|neither|nor|none|nobody|nothing|cannot|without)\b|n[’']t\b|\bno\b(?!,)", re.I)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied)|refus\w+|reject\w*|declin\w+|fail\w*|lack\w*|unable)\b", re.I)
_CONNECTIVES = frozenset(
    "yes no according additionally also both earlier finally first later meanwhile moreover overall then thus".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote and what stands above it on the page: headline, source, byline, day of publication."""

    quote: str
    above: tuple[str, ...] = ()
    published: str | None = None

    def texts(self, *, spoken: bool) -> tuple[str, ...]:
        """The quote, without the speech in it unless `spoken`, and what stands above it."""
        quote = self.quote if spoken else _without_speech(self.quote)
        return (quote, *self.above, *([self.published] if self.published else []))


def doubt(sentence: str, cited: Sequence[Cited]) -> str | None:
    """What of the sentence does not stand in what it cites, as a reader would say it; `None` where all does."""
    if _MARKUP.search(sentence):
        return "it holds markup, and a sentence holds none"
    loose = _loose_quotation(sentence, cited)
    if loose:
        return f"“{loose}” does not stand there word for word"
    texts = [text for each in cited for text in each.texts(spoken=_attributes(sentence))]
    missing = next(_missing(sentence, texts, cited), None)
    if missing:
        return f"{missing} does not stand in what it cites"
    if _NEGATION.search(sentence) and not any(_NEGATION.search(text) or _DENIAL.search(text) for text in texts):
        return "it denies what is not denied in what it cites"
    if not _speaks_of(sentence, texts):
        return "it has too few words in common with what it cites"
    return None


def _attributes(sentence: str) -> bool:
    """Whether the sentence gives what it says as somebody's words."""
    return names_speaker(sentence) or bool(_QUOTED.search(folded(sentence).text))


def _without_speech(text: str) -> str:
    for start, end in reversed(quotations(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def _loose_quotation(sentence: str, cited: Sequence[Cited]) -> str | None:
    """The first stretch in quotation marks that is not printed so; a mark of omission may stand in it."""
    printed = [folded(text).text.casefold() for each in cited for text in (each.quote, *each.above)]
    for match in _QUOTED.finditer(folded(sentence).text):
        said = match[1] or match[2]
        pieces = [piece.strip(" .,;:!?").casefold() for piece in _ELLIPSIS.split(said)]
        if not any(_in_order(pieces, text) for text in printed):
            return said
    return None


def _in_order(pieces: Sequence[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        place = text.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def _missing(sentence: str, texts: Sequence[str], cited: Sequence[Cited]) -> Iterator[str]:
    """Everything checkable in the sentence that the texts do not hold."""
    for match in _ADDRESS.finditer(sentence):
        if not any(match[0].rstrip(".,;)") in text for text in texts):
            yield f"the address {match[0]}"
    for amount in amounts(sentence):
        if not any(stands_among(amount, text) for text in texts):
            yield f"the number “{amount.text}”"
    yield from (f"“{each}”" for each in without_value(sentence) if not any(touches(text, each) for text in texts))
    for printed, day in days(sentence):
        if not _is_dated(day, texts, cited):
            yield f"the date “{printed}”"
    words = {unaccented(match[0]) for text in texts for match in tokens(text)}
    yield from (each.capitalize() for each in WEEKDAYS if each in _lowered(sentence) and each not in words)
    numbers = [*quantities(sentence), *dates(sentence)]
    for name in names(sentence):
        counts = any(overlaps((name.start, name.end), span) for span in numbers)
        if not counts and not _is_named(name, texts):
            yield f"the name “{name.text}”"


def _lowered(sentence: str) -> set[str]:
    return {unaccented(match[0]) for match in tokens(sentence)}


def _is_dated(wanted: Day, texts: Iterable[str], cited: Sequence[Cited]) -> bool:
    published = [day_of(each.published) for each in cited if each.published]
    stated = [day for text in texts for _, day in days(text)]
    if any(wanted.is_within(day) for day in (*published, *stated)):
        return True
    return any(wanted.is_within(day, above) for day in stated for above in published)


def _is_named(name: Name, texts: Sequence[str]) -> bool:
    """Whether the words of a name stand close together in one of the texts, or an abbreviation for it does."""
    words = [_bare(match[0]) for match in tokens(name.text)]
    if name.opens and len(words) == 1 and (is_stop(name.text) or words[0] in _CONNECTIVES):
        return True
    # Words inside a name that carry nothing ("of", "the") need not stand there as well.
    wanted = [word for word in words if not is_stop(word)] or words
    return any(_close_together(wanted, text) or _abbreviates(name.text, text) for text in texts)


def _bare(word: str) -> str:
    return stem(word).replace(".", "")


def _close_together(wanted: Sequence[str], text: str) -> bool:
    there = [_bare(match[0]) for match in tokens(text)]
    width = len(wanted) + _BETWEEN
    return any(set(wanted) <= set(there[start : start + width]) for start in range(len(there)))


def _abbreviates(name: str, text: str) -> bool:
    """Whether one of the two gives the initials of what the other writes out: "WHO", "World Health Organization"."""
    initials = _initials(name)
    if len(initials) > 1 and initials in {match[0].replace(".", "") for match in tokens(text)}:
        return True
    short = name.replace(".", "")
    return len(short) > 1 and short.isupper() and any(_initials(each.text) == short for each in names(text))


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""


def _speaks_of(sentence: str, texts: Iterable[str]) -> bool:
    there = _roots(" ".join(texts))
    checked = [*quantities(sentence), *dates(sentence), *((name.start, name.end) for name in names(sentence))]
    bare = "".join(" " if any(start <= at < end for start, end in checked) else c for at, c in enumerate(sentence))
    words = _roots(bare) - _REPORTING
    return bool(stems(sentence)) and len(words & there) >= LEAST_SHARED * len(words)


def _roots(text: str) -> set[str]:
    """The stems of a text; "name" and "named" have one."""
    return {each.rstrip("ey") or each for each in stems(text)}

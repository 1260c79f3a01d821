"""Whether a sentence holds the kind of thing a question asks for. Tests on the words alone; no model."""

import re
from collections.abc import Collection

from answer.question import Question, Wanted
from answer.spans import Span, dates, names, overlaps, quantities
from answer.words import stems
from archive.folding import unaccented

_SAYING = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|asked|replied|wrote|writes|stated|announced|claimed|argued|insisted|"
    r"warned|promised|confirmed|denied|admitted|explained|responded|tweeted|posted|according to|called|noted|"
    r"testified)\b"
)
_QUOTATION = re.compile(r"[\"“„«‘'](?=\w)(.{12,}?)[\"”»’'](?!\w)", re.DOTALL)
_TIME = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|last (?:week|month|year|night)|"
    r"\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m\.?)",
)
_BEFORE, _AFTER = 12, 6
"""Words in which a speaker is looked for."""

_INVERTING = ('"', "”", "»", "’", "'")

_BACKWARD = re.compile(r"^[\"“‘']?(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|Both|But|And|So)\b")


_DATELINE = re.compile(r"^[^.!?\n]{0,60}?\d[^.!?\n]{0,30}?\s*(?:--|—|–|\.\.\.|…|:)\s")
"""What stands before a report's first sentence: "VENNICK, March 16 -- ". Its date is that of the writing."""


def spans_wanted(wanted: Wanted, question: Question, text: str) -> list[Span]:
    """The stretches of the text that are of the wanted kind and do not merely repeat the question."""
    asked = set(question.stems)
    if wanted is Wanted.WHEN:
        dateline = _DATELINE.match(text)
        written = dateline.end() if dateline else 0
        return [span for span in dates(text) if span[0] >= written and not set(stems(text[slice(*span)])) <= asked]
    if wanted is Wanted.QUANTITY:
        return [span for span in quantities(text) if not set(stems(text[slice(*span)])) <= asked]
    if wanted in (Wanted.WHO, Wanted.NAME, Wanted.WHERE):
        found = [name for name in names(text) if not (name.opens and " " not in name.text)]
        return [(name.start, name.end) for name in found if not set(stems(name.text)) <= asked]
    return []


def holds(wanted: Wanted, question: Question, text: str) -> bool:
    """Whether the text holds something of the wanted kind; true for kinds that have no form of their own."""
    if wanted is Wanted.SAID:
        return speaks(question.speaker, text) if question.speaker else names_speaker(text)
    if wanted is Wanted.WHEN and _TIME.search(text):
        return True
    if wanted in (Wanted.OTHER, Wanted.YES_NO):
        return True
    return bool(spans_wanted(wanted, question, text))


def quotations(text: str) -> list[Span]:
    """The stretches between quotation marks that are long enough to be somebody's words."""
    return [match.span() for match in _QUOTATION.finditer(text)]


def names_speaker(text: str) -> bool:
    """Whether the text says, outside its quotation marks, who is speaking."""
    quoted = quotations(text)
    return any(not any(overlaps(match.span(), span) for span in quoted) for match in _SAYING.finditer(text))


def speaks(speaker: Collection[str], text: str) -> bool:
    """Whether one of the speaker's words stands before a verb of saying, or after one that follows its quotation."""
    quoted = quotations(text)
    for match in _SAYING.finditer(text):
        if not any(overlaps(match.span(), span) for span in quoted):
            before, after = text[: match.start()], text[match.end() :]
            beside = after.split()[:_AFTER] if before.rstrip().endswith(_INVERTING) else before.split()[-_BEFORE:]
            if any(stem in speaker for stem in stems(" ".join(beside))):
                return True
    return False


def leans_back(text: str) -> bool:
    """Whether the sentence opens with a word that points to the one before it."""
    return bool(_BACKWARD.match(text))


def touches(text: str, words: str) -> bool:
    """Whether the text holds those words, in their order, letter case and accents aside."""
    return f" {' '.join(_plain(words))} " in f" {' '.join(_plain(text))} "


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", unaccented(text))

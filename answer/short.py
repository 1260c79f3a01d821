"""The date, place, number or name that answers, or yes or no, where the chosen sentences leave no doubt."""

import re
from collections.abc import Mapping, Sequence

from answer.credits import asks_photographer
from answer.deed import deed_of
from answer.evidence import Unit
from answer.fitting import spans_wanted, touches
from answer.holder import holder
from answer.polar import yes_or_no
from answer.question import Question, Wanted
from answer.spans import QUANTITY, Span
from answer.telling import speaks_of
from answer.words import is_stop, stems, tokens
from archive.model import Kind

_LEAST_SHARED = 0.5
"""Share of the question's content words that must stand in the sentence, its headline or the sentence before."""

_SHORT = frozenset({Wanted.WHEN, Wanted.WHERE, Wanted.QUANTITY})

_TO_COME = re.compile(
    r"\b(?:will|would|shall|should|(?:is|are|was|were) to|due|expected|planned|scheduled|hoped?|put back|postponed)\b",
    re.IGNORECASE,
)
"""What was still to come when it was printed: no answer to when something happened."""

_COUNTED = re.compile(r"\bhow many (?P<things>(?:\w+ ){0,3}?\w+?)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\bhow (?:many times|often)\b", re.IGNORECASE)
_SO_OFTEN = re.compile(rf"\b(?:once|twice|thrice)\b|{QUANTITY.pattern} times\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|near|outside|from|to) (?:the )?$")


def short_answer(question: Question, units: Sequence[Unit], by_relevance: Sequence[Unit]) -> tuple[str, int] | None:
    """The one span of the wanted kind in the most relevant sentence, and that sentence's place in `units`.

    Nothing where several things are asked, where the sentence holds several of the kind or too few of the question's
    words, or where another chosen sentence holds a different one: a wrong short answer is worse than none. "Yes" and
    "no" are no span; they come with the sentence that says so.
    """
    if len(question.wanted) != 1 or question.several or not by_relevance:
        return None
    if question.wanted[0] is Wanted.YES_NO:
        return _agreed({unit: said for unit in by_relevance if (said := yes_or_no(question, unit.text))}, units)
    if asks_photographer(question.text):
        return _photographer(by_relevance[0], units)
    if question.wanted[0] is Wanted.WHO:
        return _agreed({unit: name for unit in by_relevance if (name := _holder(question, unit))}, units)
    if question.wanted[0] not in _SHORT:
        return None
    deed = deed_of(question)
    telling = [unit for unit in by_relevance if deed is None or speaks_of(deed, unit.text)]
    holding = [(unit, found) for unit in telling if (found := candidates(question, unit.text))]
    if not holding or any(len(found) > 1 for _, found in holding):
        return None
    texts = {unit.text[slice(*found[0])].casefold() for unit, found in holding}
    unit, (span,) = holding[0][0], holding[0][1]
    around = f"{unit.before} {unit.text} {unit.passage.headline}"
    if len(texts) > 1 or not shares_enough(question, around) or not _of_years(question, unit):
        return None
    if question.wanted[0] is Wanted.WHEN and _TO_COME.search(unit.text) and not _TO_COME.search(question.text):
        return None
    return unit.text[slice(*span)], units.index(unit)


def _photographer(unit: Unit, units: Sequence[Unit]) -> tuple[str, int] | None:
    """Who is credited in the caption that answers best."""
    credit = unit.passage.byline if unit.passage.kind is Kind.CAPTION else None
    return (credit, units.index(unit)) if credit and touches(unit.text, credit) else None


def _holder(question: Question, unit: Unit) -> str | None:
    around = f"{unit.before} {unit.text} {unit.passage.headline}"
    span = holder(question, unit.text)
    return unit.text[slice(*span)] if span and shares_enough(question, around) and _of_years(question, unit) else None


def _agreed(found: Mapping[Unit, str], units: Sequence[Unit]) -> tuple[str, int] | None:
    """What the sentences say, where they say the same; of names that end alike the fullest."""
    if len({said.split()[-1].casefold() for said in found.values()}) != 1:
        return None
    unit, said = max(found.items(), key=lambda each: len(each[1]))
    return said, units.index(unit)


def candidates(question: Question, text: str) -> list[Span]:
    """The spans of a text that may be the date, place or number that the question asks for."""
    wanted = question.wanted[0]
    spans = spans_wanted(wanted, question, text)
    if wanted is Wanted.WHERE:
        return [span for span in spans if _PLACED.search(text[: span[0]])]
    if wanted is Wanted.QUANTITY:
        return _quantities(question, text, spans)
    return spans


def _quantities(question: Question, text: str, spans: Sequence[Span]) -> list[Span]:
    """The numbers with their units; where the question says what is counted, only those that count it."""
    if question.measured and question.measured not in stems(text):
        return []
    if _HOW_OFTEN.search(question.text):
        return [match.span() for match in _SO_OFTEN.finditer(text)]
    counted = _COUNTED.search(question.text)
    things = set(stems(counted["things"])) if counted else set()
    counting = [span for span in spans if set(stems(_following(text, span))) & things]
    return [_with_unit(text, span) for span in (counting or spans)]


def _following(text: str, span: Span) -> str:
    """Up to three words after the span, in the same clause."""
    clause = re.split(r"[,;:.()]", text[span[1] : span[1] + 60], maxsplit=1)[0]
    return " ".join(clause.split()[:3])


def _with_unit(text: str, span: Span) -> Span:
    """The number and the word it counts or measures: "84,000 crowns", "6 metres"."""
    following = next(tokens(text[span[1] :]), None)
    if following is None or following.start() > 1 or is_stop(following[0]) or not following[0].islower():
        return span
    return span[0], span[1] + following.end()


def shares_enough(question: Question, text: str) -> bool:
    """Whether half of the question's content words stand in the text."""
    there = set(stems(text))
    return len(question.stems & there) >= _LEAST_SHARED * len(question.stems)


def _of_years(question: Question, unit: Unit) -> bool:
    """Whether every year of the question stands in the sentence or is that of its publication."""
    there = f"{unit.text} {unit.before} {(unit.passage.published or '')[:4]}"
    return all(year in there for year in question.years)

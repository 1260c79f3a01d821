"""Cited sentences that give different numbers, dates or names for the one thing asked: all sides in, none chosen.

Only reports of about the same days are set against one another: a figure that changed over the years is no
contradiction, and a like number of another year is usually of another thing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from answer.deed import deed_of
from answer.holder import holder
from answer.model import Citation, Disagreement, Side
from answer.question import Question, Wanted
from answer.short import candidates, shares_enough
from answer.telling import Sentence, Told, telling
from answer.values import Amount, Day, amount_of, day_of

_COMPARED = frozenset({Wanted.WHEN, Wanted.QUANTITY, Wanted.WHO})
_DAYS = 31
"""How far apart two reports of one thing may have been published."""

_TIMES = 5.0
"""How many times larger one of two contradicting numbers may be; farther apart they are of different things."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that may give what is asked: its text, what stands around it, and where and when it was printed."""

    text: str
    around: str
    article_id: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of the kind asked for, as printed and as it is compared."""

    text: str
    value: Amount | Day | str

    def contradicts(self, other: "Claim") -> bool:
        """Whether the two values are of one kind and cannot both be right for one thing."""
        match self.value, other.value:
            case Amount() as one, Amount() as another:
                return one.differs(another) and abs(math.log(one.number / another.number)) <= math.log(_TIMES)
            case Day() as one, Day() as another:
                return one.differs(another)
            case str() as one, str() as another:
                return one.split()[-1] != another.split()[-1]
        return False


def claim_of(question: Question, statement: Statement) -> Claim | None:
    """What a sentence gives for the one thing asked; `None` where it gives nothing, or more than one."""
    claims = _claims(question, statement)
    return claims[0] if len(claims) == 1 else None


def opposed(
    question: Question, claim: Claim, made: Statement, other: Statement, *, undated: bool = False
) -> Claim | None:
    """What another article's sentence says against a claim made; `None` where it does not, or confirms it.

    With its headline and the sentence before, it must share half of the question's words. What has no date counts as
    of the same days where `undated` says so.
    """
    if made.article_id == other.article_id or not _of_one_time(made, other, undated=undated):
        return None
    claims = _claims(question, other)
    if any(each.value == claim.value for each in claims):
        return None
    against = [each for each in claims if each.contradicts(claim)]
    return against[0] if len(against) == 1 else None


def disagree(question: Question, one: Statement, other: Statement, *, undated: bool) -> bool:
    """Whether two sentences of different articles contradict each other; for `undated` see `opposed`.

    One of them gives what is asked and the other something else in its place; or both give several values, and all
    but one of each the other has as well.
    """
    for made, heard in ((one, other), (other, one)):
        claim = claim_of(question, made)
        if claim is not None:
            return opposed(question, claim, made, heard, undated=undated) is not None
    if one.article_id == other.article_id or not _of_one_time(one, other, undated=undated):
        return False
    first, second = _claims(question, one), _claims(question, other)
    mine = [each for each in first if all(each.value != known.value for known in second)]
    theirs = [each for each in second if all(each.value != known.value for known in first)]
    return len(mine) == len(theirs) == 1 and mine[0].contradicts(theirs[0])


def disagreement_in(question: Question, citations: Sequence[Citation]) -> Disagreement | None:
    """The sides, the first cited first, where sentences cited from different articles contradict one another."""
    statements = [Statement(each.quote, each.headline, each.article_id, each.published) for each in citations]
    for made in statements:
        claim = claim_of(question, made)
        if claim is None:
            continue
        said = [claim if each is made else opposed(question, claim, made, each) for each in statements]
        sides = [
            Side(each.text, cited.number, cited.source, cited.published)
            for each, cited in zip(said, citations, strict=True)
            if each is not None
        ]
        return Disagreement(tuple(sides)) if len(sides) > 1 else None
    return None


def _claims(question: Question, statement: Statement) -> list[Claim]:
    if len(question.wanted) != 1 or question.wanted[0] not in _COMPARED or question.several:
        return []
    if not shares_enough(question, f"{statement.around} {statement.text}"):
        return []
    text, wanted, deed = statement.text, question.wanted[0], deed_of(question)
    if deed and telling(deed, Sentence(text, above=statement.around)) is Told.NOT:
        return []  # a date beside something else is no date of what was done
    if wanted is Wanted.WHO:
        # A name that merely stands in the sentence is nobody's claim: Google Meet disagrees with no one.
        span = holder(question, text)
        name = text[slice(*span)] if span else ""
        return [Claim(name, name)] if " " in name else []
    found = []
    for start, end in candidates(question, text):
        printed = text[start:end]
        value = day_of(printed) if wanted is Wanted.WHEN else amount_of(printed, text[end:])
        if value is not None:
            found.append(Claim(printed, value))
    return found


def _of_one_time(one: Statement, other: Statement, *, undated: bool) -> bool:
    if not one.published or not other.published:
        return undated
    days = date.fromisoformat(one.published[:10]) - date.fromisoformat(other.published[:10])
    return abs(days.days) <= _DAYS

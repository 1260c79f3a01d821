"""The name, date or number that answers, where the chosen sentences leave no doubt; else nothing."""

from collections.abc import Sequence

from answer.evidence import Unit
from answer.fitting import spans_wanted
from answer.question import Question, Wanted
from answer.words import stems, tokens

_SPANNED = frozenset({Wanted.WHO, Wanted.WHEN, Wanted.WHERE, Wanted.QUANTITY, Wanted.NAME})


def short_answer(question: Question, units: Sequence[Unit], by_relevance: Sequence[Unit]) -> tuple[str, int] | None:
    """The one span of the wanted kind in the most relevant sentence, and that sentence's place in `units`.

    Nothing where several things are asked, or where the sentence holds several of the kind and the question's
    words do not single one out: a wrong short answer is worse than none.
    """
    if len(question.wanted) != 1 or question.wanted[0] not in _SPANNED or not by_relevance:
        return None
    best = by_relevance[0]
    spans = spans_wanted(question.wanted[0], question, best.text)
    if len(spans) > 1 and question.wanted[0] is Wanted.QUANTITY:
        spans = [span for span in spans if _counts(question, best.text[span[1] :])]
    if len(spans) != 1:
        return None
    start, end = spans[0]
    return best.text[start:end], units.index(best)


def _counts(question: Question, following: str) -> bool:
    """Whether what stands right after a number is something that the question asks to be counted."""
    counted = [match[0] for match in tokens(following)][:3]
    return bool(set(stems(" ".join(counted))) & question.stems)

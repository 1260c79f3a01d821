"""The sentences of an answer in the order in which they are read: what answers stands first, what explains it after."""

from collections.abc import Collection, Sequence

from answer.evidence import Unit
from answer.fitting import holds, leans_back
from answer.question import Question, Wanted
from answer.reading import Reading

_OF_KIND = frozenset({Wanted.WHO, Wanted.WHEN, Wanted.WHERE, Wanted.QUANTITY, Wanted.NAME, Wanted.SAID})


def arranged(
    question: Question, whole: Reading, units: Sequence[Unit], telling: Collection[Unit], *, in_parts: bool
) -> list[Unit]:
    """The units, those of one article together as printed, its articles in order of choice or of publication.

    Where one thing is asked the unit that answers it leads, with what the reader found to answer together with it.
    `telling` are the units that tell the deed the question takes for granted.
    """
    leading = [] if in_parts or question.several or question.sequence else _leading(question, whole, units, telling)
    rest = [unit for unit in units if unit not in leading]
    articles = list(dict.fromkeys(unit.passage.article_id for unit in (*leading, *rest)))
    if question.timely:
        published = {unit.passage.article_id: unit.passage.published or "" for unit in units}
        articles.sort(key=lambda article: published[article])
    return [*leading, *sorted(rest, key=lambda unit: (articles.index(unit.passage.article_id), unit.start))]


def _leading(question: Question, whole: Reading, units: Sequence[Unit], telling: Collection[Unit]) -> list[Unit]:
    """The best of the units that hold what is asked for, as printed with those that answer better together with it."""
    if not units:
        return []
    best = min(whole.best_first(units), key=lambda unit: _lacks(question, unit, telling))
    together = [unit for unit in whole.answering if unit in units]
    if best not in together:
        return [best]
    return together if leans_back(best.text) else [best, *(unit for unit in together if unit != best)]


def _lacks(question: Question, unit: Unit, telling: Collection[Unit]) -> tuple[bool, bool]:
    """Whether a unit lacks the deed, and a kind of thing asked for that has a form of its own; neither says why."""
    kinds = [kind for kind in question.wanted if kind in _OF_KIND]
    if not kinds:
        return False, False
    return bool(telling) and unit not in telling, not all(holds(kind, question, unit.text) for kind in kinds)

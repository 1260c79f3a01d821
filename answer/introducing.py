"""Who a last name stands for: the sentence of the article quoted that first gives the name in full.

Newspapers name people in full once and by last name after that, so that what answers "who" often says "Lind" alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from answer.conversation import TITLES, is_person
from answer.evidence import Unit, units_of
from answer.fitting import touches
from answer.question import Question, Wanted
from answer.spans import Name, names
from answer.words import stems
from answer.writer import Composition, Quote, Written
from archive.store import RecordStore
from index.hits import Passage

PassagesOf = Callable[[str], Sequence[Passage]]
"""The passages of an article, by its id."""


def introduced(
    question: Question, composition: Composition, passages_of: PassagesOf, store: RecordStore
) -> Composition:
    """The composition, with a sentence more where who is asked and its likeliest answer has no first name in it.

    The likeliest is the name by itself in most sentences, the first of equals; the sentence comes from an article
    quoted for that name, and stands before what is quoted from there further on.
    """
    if Wanted.WHO not in question.wanted:
        return composition
    said = " ".join(sentence.text for sentence in composition.sentences)
    for last in _by_themselves(question, composition):
        for quote in (each for sentence in composition.sentences for each in sentence.quotes):
            full = _in_full(last, _around(quote, passages_of, store)) if touches(quote.text, last) else None
            if full:
                unit, name = full
                return composition if touches(said, name) else _with(composition, unit)
    return composition


def _around(quote: Quote, passages_of: PassagesOf, store: RecordStore) -> list[Unit]:
    """All units of the version that is quoted, of the kind that is quoted: the filters admitted that."""
    quoted = quote.passage
    same = (
        each for each in passages_of(quoted.article_id) if (each.version, each.kind) == (quoted.version, quoted.kind)
    )
    return units_of(same, store)


def _by_themselves(question: Question, composition: Composition) -> list[str]:
    """Last words of the names that the question does not hold, those in most sentences first."""
    found = Counter[str]()
    for sentence in composition.sentences:
        found.update(dict.fromkeys((name.text.split()[-1] for name in names(sentence.text)), 1))
    return [last for last, _ in found.most_common() if not set(stems(last)) <= set(question.stems)]


def _in_full(last: str, units: Sequence[Unit]) -> tuple[Unit, str] | None:
    """The first unit that gives the person's first name as well, and the name's last two words."""
    printed = " ".join(unit.text for unit in units)
    found = (
        (unit, " ".join(name.text.split()[-2:])) for unit in units for name in names(unit.text) if _is_full(name, last)
    )
    return next((each for each in found if _is_persons(each[1], printed)), None)


def _is_full(name: Name, last: str) -> bool:
    words = name.text.split()
    return len(words) > 1 and words[-1] == last and not re.fullmatch(rf"(?:{TITLES})\.?", words[-2])


def _is_persons(name: str, printed: str) -> bool:
    """Whether it is a person's name, and not a word with a capital before one: "Maybe Ortiz"."""
    first = re.escape(name.split()[0].lower())
    return is_person(name, printed) and not re.search(rf"\b{first}\b", printed)


def _with(composition: Composition, unit: Unit) -> Composition:
    """The sentence among those of its article, as printed."""
    same = [
        (place, quote.start)
        for place, sentence in enumerate(composition.sentences)
        for quote in sentence.quotes
        if (quote.passage.article_id, quote.passage.version) == unit.place[:2]
    ]
    place = next((place for place, start in same if start > unit.start), same[-1][0] + 1)
    added = Written(unit.text, (Quote(unit.passage, unit.start, unit.end, unit.text),))
    short = composition.short
    if short and short[1] >= place:
        short = (short[0], short[1] + 1)
    return Composition((*composition.sentences[:place], added, *composition.sentences[place:]), short)

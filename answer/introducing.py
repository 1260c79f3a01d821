"""Who a last name stands for: the sentence of the article quoted that first gives the name in full.

Newspapers name people in full once and by last name after that, so that what answers "who" often says "Lind" alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from answer.evidence import Unit, units_of
from answer.people import TITLES, is_person, places_of
from answer.question import Question, Wanted
from answer.spans import INNER, Name, names
from answer.words import stems
from answer.writer import Composition, Quote, Written
from archive.store import RecordStore
from index.hits import Passage

PassagesOf = Callable[[str], Sequence[Passage]]
"""The passages of an article, by its id."""

_TITLE = re.compile(rf"(?:{TITLES})\.?")
_INITIAL = re.compile(r"[A-Z]\.?")
_ADVERBS = frozenset(
    ("Maybe", "Perhaps", "Yesterday", "Today", "Later", "Earlier", "Meanwhile", "However", "Still", "Instead", "Now")
)
"""Words that open a sentence right before a name, and are none of it."""

_GENERATION = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")


def introduced(
    question: Question, composition: Composition, passages_of: PassagesOf, store: RecordStore
) -> Composition:
    """The composition, with a sentence more where who is asked and its likeliest answer has no first name in it.

    The likeliest is the last name in most sentences, the first of equals, of those that an article quoted gives in
    full; the sentence comes from there, and stands before what is quoted from further on.
    """
    if Wanted.WHO not in question.wanted:
        return composition
    there = [_people(units) for units in _quoted_in_whole(composition, passages_of, store)]
    said = {_plain(name) for sentence in composition.sentences for name in map(_full, names(sentence.text)) if name}
    for last in _last_names(question, composition):
        found = next((people[last] for people in there if last in people), None)
        if found:
            unit, name = found
            return composition if _plain(name) in said else _with(composition, unit)
    return composition


def _quoted_in_whole(composition: Composition, passages_of: PassagesOf, store: RecordStore) -> Iterator[list[Unit]]:
    """All units of each version that is quoted, of the kind that is quoted, and of the same photograph.

    Filters admitted the quotation; of a caption they need not have admitted another one beside it.
    """
    quoted = dict.fromkeys(_belonging(quote.passage) for each in composition.sentences for quote in each.quotes)
    for belonging in quoted:
        yield units_of((each for each in passages_of(belonging[0]) if _belonging(each) == belonging), store)


def _belonging(passage: Passage) -> tuple[str, int, str, str | None]:
    return passage.article_id, passage.version, passage.kind, passage.photo_id


def _last_names(question: Question, composition: Composition) -> list[str]:
    """Last words of the names that the question does not hold, those in most sentences first."""
    found = Counter[str]()
    for sentence in composition.sentences:
        found.update(dict.fromkeys((_last(name) for name in names(sentence.text)), 1))
    return [last for last, _ in found.most_common() if not set(stems(last)) <= set(question.stems)]


def _people(units: Sequence[Unit]) -> dict[str, tuple[Unit, str]]:
    """By last name, the first unit that gives a person's first name as well, and the name."""
    printed = " ".join(unit.text for unit in units)
    found: dict[str, tuple[Unit, str]] = {}
    for unit in units:
        for each in names(unit.text):
            full, last = _full(each), _last(each)
            if full and last not in found and _is_persons(full, each, printed):
                found[last] = unit, full
    return found


def _full(name: Name) -> str | None:
    """The first name, what stands between, and the last name; `None` where it has no first name."""
    words = _words(name)
    place = len(words) - 2
    while place > 0 and (words[place] in INNER or _INITIAL.fullmatch(words[place])):
        place -= 1
    if place < 0 or words[place] in INNER or _TITLE.fullmatch(words[place]):
        return None
    return " ".join(words[place:])


def _last(name: Name) -> str:
    return _words(name)[-1]


def _words(name: Name) -> list[str]:
    """The words of a name without the generation after it: "Jr."."""
    words = name.text.split()
    return [word for word in words if not _GENERATION.fullmatch(word)] or words


def _is_persons(full: str, name: Name, printed: str) -> bool:
    """Whether it is a person's name, and not a word with a capital before one: "Maybe Ortiz", "Director Ortiz"."""
    first = full.split()[0]
    opens = name.opens and name.text.startswith(first)
    if opens and (first in _ADVERBS or places_of(first.lower(), printed)):
        return False
    return is_person(full, printed)


def _plain(name: str) -> str:
    return " ".join(stems(name))


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

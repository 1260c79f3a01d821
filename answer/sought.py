"""Who is sought: "Who won the cup?" asks for the doer of a deed, "Who is the CEO of Orrtech?" for who has an office.

Sentences near to such a question tell of the cup, and of other winners. Here it is asked whether any tells of such a
deed or office beside a name that the question does not hold, where what it is of is named as well: in the sentence, one
shortly before or the headline. Only deeds and offices whose words are known are looked for; of the others any words may
tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.deed import Deed
from answer.deed_words import Phrase, is_of, root, sought_by
from answer.evidence import Unit
from answer.irregular import BASES
from answer.question import Question, Wanted
from answer.reading import Reading, neighbours
from answer.spans import names
from answer.telling import clause_of, is_unreal, untold
from answer.words import is_stop, stem, stems, tokens
from archive.model import Kind
from index.hits import Passage

_ASKING = re.compile(
    r"^(?:and\s+)?(?:who|which\s+(?:[a-z]+\s+){1,2}?|what\s+(?:movie|film|team|country|city|company|firm|band|actor|player)\s+)"
    r"(?=\s*\b)",
    re.IGNORECASE,
)
_BEING = frozenset(("s", "is", "was", "are", "were", "be", "been"))
_PASSED = _BEING | frozenset(("the", "a", "an", "has", "have", "had", "will", "first", "last", "once", "also"))
"""Words that stand before the deed or the office."""


_LESS = re.compile(
    r"\b(?:former|ex|then|acting|deputy|vice|assistant|interim|next|future|reigning|defending|previous)[\s-]*$",
    re.IGNORECASE,
)
"""What makes an office another one, and a champion that of the time before."""

_PART = (
    r"(?:(?:game|stage|set|round|match|leg|heat|day)s?\s+(?:\d+|one|two|three|four|five|six|seven)"
    r"|(?:(?:first|second|third|fourth|fifth|sixth|final|last|opening)\s+)?(?:stage|round|leg|heat)s?"
    r"|(?:semi|quarter)[\s-]?finals?|qualifying|play-?offs?|group stage)"
)
_MATCH = re.compile(r"\bvs?\b(?!.*\bfinal\b)", re.IGNORECASE)
"""What is about one match only: "World Series live: Vennick vs. Marlow"."""

_FINAL = re.compile(r"\s+Final$")
"""Who won the final won the cup."""

_IS_PART = re.compile(rf"\s+(?:the\s+)?{_PART}\b", re.IGNORECASE)
_PART_OF = re.compile(
    rf"\b{_PART}\s+(?:of|in|at)\s+(?:the\s+|this year[’']s\s+)?(?:(?:1[5-9]|20)\d\d\s+)?$", re.IGNORECASE
)
_OF_PART = re.compile(rf"(?:[’']s)?\s+(?:(?:1[5-9]|20)\d\d\s+)?{_PART}\b", re.IGNORECASE)
"""What makes a name that of a part only: "stage 13 of the Tour de France", "the Rugby World Cup semi-final"."""

_NAMING = frozenset(map(root, ("named", "appointed", "elected", "crowned", "chosen", "picked", "selected")))

_WINNING = frozenset(map(root, ("win", "won", "winner", "champion")))

_LOOKED_BACK = 4
"""Sentences before one in which it may stand what the deed or office is of; of a contest, one."""

_TO_COME = re.compile(r"\b(?:will|can|to be|needs? to)\s+(?:[a-z]+\s+)?$|\bone(?: more)?\s+$")
_LAST = re.compile(r"\blast (?:year|season|month|summer|winter|spring|autumn|fall|night|week)\b")
_PLAYED_THERE = re.compile(r"\bplay(?:s|ed|ing)?\s+(?:in|for|against|at|with)\b", re.IGNORECASE)
"""No role: who played in the final is told in many words."""

_AGAINST = re.compile(r"(?:take|taking|took)s?\s+on\b", re.IGNORECASE)
_BARE = re.compile(r"[\s?.!]*$")


@dataclass(frozen=True, slots=True)
class Sought:
    """The phrases by which the deed or office is told, the names and years it is of, and the question as a clause.

    `title` are the stems of what somebody was named, who bears it from then on; `contest` says that something was won,
    of which parts are won as well, and `of_part` that one of these is asked about.
    """

    phrases: tuple[Phrase, ...]
    names: tuple[str, ...]
    years: tuple[str, ...]
    title: frozenset[str]
    contest: bool
    of_part: bool
    said: str


@lru_cache(maxsize=256)
def sought_of(question: Question) -> Sought | None:
    """What the question seeks the doer or the holder of; `None` where it seeks something else, or in unknown words."""
    asking = _ASKING.match(question.text)
    if asking is None or question.several or Wanted.SAID in question.wanted:
        return None
    word, phrases = _told_in(match[0] for match in tokens(_unhyphened(question.text)[asking.end() :]))
    if not phrases or _PLAYED_THERE.search(question.text):
        return None
    named = tuple(of for name in question.names if (of := _without(phrases, _FINAL.sub("", name.text))))
    title = question.stems - {stem(word)} if root(word) in _NAMING else frozenset()
    said = _BARE.sub("", question.text[0].lower() + question.text[1:])
    return Sought(
        phrases, named, question.years, title, root(word) in _WINNING, bool(_IS_PART.search(question.text)), said
    )


def _without(phrases: Sequence[Phrase], name: str) -> str:
    """The name without the words of the office in it: of "CEO of Orrtech" the firm's."""
    words = [match[0] for match in tokens(name) if not is_stop(match[0])]
    return " ".join(word for word in words if not any(is_of(root(word), phrase[0]) for phrase in phrases))


def _told_in(words: Iterable[str]) -> tuple[str, tuple[Phrase, ...]]:
    """The deed's verb, right behind "who", or the office's noun, in the first phrase behind "is", with what tells it.

    A word with a capital is a name's, except an abbreviation.
    """
    is_office = False
    for word in words:
        plain = word.casefold()
        if plain in _PASSED or plain.endswith("ly"):
            is_office |= plain in _BEING
        elif is_stop(word):
            break
        elif word[0].islower() or word.isupper():
            base = BASES.get(plain, plain)
            if phrases := sought_by(base):
                return word, phrases
            if not is_office:
                break
    return "", ()


def unsaid(question: Question, reading: Reading, found: Sequence[Passage]) -> Deed | Sought | None:
    """The deed that the question takes for granted, or whose doer it seeks, where nothing that was read tells it."""
    return untold(question, reading) or unfound(question, reading, found)


def unfound(question: Question, reading: Reading, found: Sequence[Passage]) -> Sought | None:
    """What is sought, where no sentence that was read tells it beside a name, in an article on what it is of.

    `found` are passages of those articles, read or not. Who took a picture is known from its credit.
    """
    sought = sought_of(question)
    if sought is None or any(unit.passage.kind is Kind.CAPTION for unit in reading.answering):
        return None
    about: dict[str, bool] = {}
    for unit in reading.units:
        article = unit.passage.article_id
        if article not in about:
            about[article] = _is_about(sought, [each for each in found if each.article_id == article])
        if about[article] and tells_who(sought, question, unit.text) and _is_named_beside(sought, unit, reading.units):
            return None
    return sought


def speaks_of_asked(question: Question, text: str) -> bool:
    """Whether a text has a word by which one of the question's own is told: "launched" for "release date"."""
    words = (match[0].casefold() for match in tokens(question.text) if match[0].islower() and not is_stop(match[0]))
    phrases = [phrase for word in words for phrase in sought_by(BASES.get(word, word))]
    forms = _forms(text)
    return any(_stands(forms[place:], phrase) for place in range(len(forms)) for phrase in phrases)


def tells_who(sought: Sought, question: Question, text: str) -> bool:
    """Whether a sentence tells such a deed or office, done and present, in one clause with a name it may be."""
    if sought.title and sought.title <= set(stems(text)) and _holds_a_name(sought, question, text):
        return True
    told = [place for place in _told(sought, text) if not _is_of_part(sought, text, place[1])]
    return any(_holds_a_name(sought, question, clause_of(text, *place)) for place in told)


def _is_of_part(sought: Sought, text: str, end: int) -> bool:
    """Whether what was won, right behind the verb that ends there, is a part of the contest asked about."""
    return sought.contest and not sought.of_part and bool(_IS_PART.match(text, end))


def _told(sought: Sought, text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence has one of the phrases, but for what did not happen or is no more."""
    words = list(tokens(_unhyphened(text)))
    forms = _forms(text)
    for place, match in enumerate(words):
        lead = text[: match.start()]
        if any(_stands(forms[place:], phrase) for phrase in sought.phrases) and not (
            _AGAINST.match(text, match.start())
            or _LESS.search(lead)
            or _TO_COME.search(lead)
            or is_unreal(text, match.start())
        ):
            yield match.span()


def _forms(text: str) -> list[set[str]]:
    """The roots that each word may have."""
    words = (match[0] for match in tokens(_unhyphened(text)))
    return [{root(word), root(BASES.get(word.casefold(), word))} for word in words]


def _unhyphened(text: str) -> str:
    """The text with each hyphenated word as several, in as many characters: "runners-up"."""
    return text.replace("-", " ")


def _stands(forms: Sequence[set[str]], phrase: Phrase) -> bool:
    if len(phrase) == 1:
        return any(is_of(form, phrase[0]) and not form.endswith("ship") for form in forms[0])
    return len(forms) >= len(phrase) and all(told in form for form, told in zip(forms, phrase, strict=False))


def _holds_a_name(sought: Sought, question: Question, clause: str) -> bool:
    """Whether a name says more than the question and the word of the deed do: "Winners of the Cup" names nobody."""
    told = [phrase[0] for phrase in sought.phrases]
    for name in names(clause):
        more = [match[0] for match in tokens(name.text) if not set(stems(match[0])) <= question.stems]
        if any(not any(is_of(root(word), each) for each in told) for word in more):
            return True
    return False


def _is_named_beside(sought: Sought, unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether the unit, one shortly before it or its headline names what the deed or office is of."""
    _, before, _ = neighbours(unit, units)
    around = [each.text for each in before[-_LOOKED_BACK:]] if not sought.contest else []
    texts = (unit.text, unit.before, unit.passage.headline, *around)
    return not sought.names or any(_names(sought, name, text) for name in sought.names for text in texts)


def _names(sought: Sought, name: str, text: str) -> bool:
    """Whether a text has half of a name, "Lind" of "Ann Lind"; a contest's in full, and not as that of a part of it."""
    wanted, there = stems(name), set(stems(text))
    if not sought.contest:
        return _has_half(wanted, there)
    if not there.issuperset(wanted) or (_MATCH.search(text) and not sought.of_part):
        return False
    places = [(stem(match[0]), match) for match in tokens(text)]
    of_part = (_OF_PART.match(text, match.end()) for each, match in places if each == wanted[-1])
    part_of = (_PART_OF.search(text[: match.start()]) for each, match in places if each == wanted[0])
    return sought.of_part or not any((*of_part, *part_of))


def _has_half(wanted: Sequence[str], there: set[str]) -> bool:
    """Whether half of a name's stems are there."""
    return sum(each in there for each in wanted) * 2 >= len(wanted)


def _is_about(sought: Sought, passages: Sequence[Passage]) -> bool:
    """Whether an article names what the deed or office is of, half of each name at least, and its years."""
    text = " ".join(f"{each.headline} {each.text}" for each in passages)
    there, published = set(stems(text)), {(each.published or "")[:4] for each in passages}
    return all(_has_half(stems(name), there) for name in sought.names) and all(
        year in text or year in published or (str(int(year) + 1) in published and bool(_LAST.search(text)))
        for year in sought.years
    )

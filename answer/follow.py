"""A question and the conversation before it in, the question in full out: who "she" is, and what "and in 2018?" asks.

The subject is carried over in the words of the question before and in the names of what it cited; nothing is invented.
A question that stands by itself is left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.conversation import DEFINITE, Turn, person_in, subject_of, thing_in
from answer.model import CitedArticle, Following
from answer.question import Question, read_question
from answer.spans import dates
from answer.words import is_stop, stems, tokens

_CONNECTIVE = re.compile(r"^(?:and|but|so|or|then|also|okay|ok)\b[\s,–—-]*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"should)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|theirs)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|this|these|those)\b"
    r"|(?:(?<=\bwas )|(?<=\bis )|(?<=\bdid )|(?<=\bdoes )|(?<=\bof )|(?<=\babout )|(?<=\bafter )|(?<=\bbefore ))"
    r"that\b(?! (?:the|a|an|he|she|it|they)\b)",
    re.IGNORECASE,
)
_NOT_A_THING = re.compile(r"\b(?:is|was) it (?:true|possible|likely)\b|\bthis (?:year|month|week)\b", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:the|a|an)\s+[^\W\d_]", re.IGNORECASE)
_POSSESSIVE = frozenset({"his", "hers", "their", "theirs", "its"})
_LEADING = re.compile(r"\bthe\s+$", re.IGNORECASE)
_EMPTY = frozenset(
    stems("happen next else later afterwards again exactly mean reason react response respond call people person")
)
"""Stems that ask on without saying of what."""

_OF_MEASURE = frozenset(stems("long many much far high old tall big large fast deep wide heavy late"))
"""Stems that go with "how"."""

_MOST_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class _Asked:
    """The new question: `text` without the "and" before it, `own` the stems that say what it is about, names apart."""

    text: str
    opened: bool
    question: Question
    own: frozenset[str]


def read_after(asked: str, turns: Sequence[Turn]) -> Following:
    """Read a question after the turns, the last of which it follows; there is at least one."""
    last, new = turns[-1], _read(asked)
    piece = _piece(new, last)
    if piece:
        text = _exchanged(piece, last)
        first = _cited(turns) if _known(read_question(piece), last) else ()
    elif _depends(new, last):
        text, first = _resolved(new, last), _cited(turns)
    else:
        text = " ".join(asked.split())
        first = _cited(turns) if _speaks_of(new, last) else ()
    return Following(answer_id=last.answer_id, text=text, first=first)


def _speaks_of(new: _Asked, last: Turn) -> bool:
    """Whether it names nobody, and all that it asks about stands in what was cited: "the delay" is that one."""
    printed = frozenset(stems(f"{last.text} {last.printed}"))
    return not new.question.names and bool(DEFINITE.search(new.text)) and new.own - _OF_MEASURE <= printed


def _read(asked: str) -> _Asked:
    whole = " ".join(asked.split())
    text = _CONNECTIVE.sub("", whole)
    question = read_question(text)
    named = {stem for name in question.names for stem in stems(name.text)}
    return _Asked(text, text != whole, question, question.stems - named - _EMPTY - frozenset(question.years))


def _piece(new: _Asked, last: Turn) -> str:
    """What is put in place of something in the question before: "the ferry" of "what about the ferry?"; or nothing."""
    about = _ABOUT.match(new.text)
    piece = new.text[about.end() if about else 0 :].strip(" ?.!")
    if not about:
        few = len(new.own) + len(new.question.years) + len(new.question.names) <= 1
        if _ASKS.search(new.text) or not (new.opened or few):
            return ""
    return "" if _PERSON.search(piece) or _THING.search(piece) or not any(map(str.isalnum, piece)) else piece


def _known(question: Question, last: Turn) -> bool:
    """Whether it names somebody or something, all of which stands in what was cited."""
    return bool(question.names) and all(name.text in last.printed for name in question.names)


def _exchanged(piece: str, last: Turn) -> str:
    """The question before, with the piece where it had a year, a name, or a noun."""
    template, before = last.text, read_question(last.text)
    spans = dates(template)
    if dates(piece):
        new = re.sub(r"^(?:in|on|for|during|by)\s+", "", piece, flags=re.IGNORECASE)
        if spans:
            return template[: spans[-1][0]] + new + template[spans[-1][1] :]
        return f"{template.rstrip(' ?')} in {new}?"
    if before.names:
        start, end = before.names[0].start, before.names[0].end
        article = _LEADING.search(template[:start])
        start = article.start() if article else start
    elif nouns := list(DEFINITE.finditer(template)):
        start, end = nouns[-1].span()
    else:
        return f"{template.rstrip(' ?')} ({piece})?"
    return template[:start] + piece + template[end:]


def _depends(new: _Asked, last: Turn) -> bool:
    """Whether the question cannot be understood by itself."""
    if _person(new) or _thing(new):
        return True
    if new.question.names:
        return len(new.own) == 0 and (new.opened or _known(new.question, last))
    if new.opened:
        return len(new.own) <= 2
    return len(new.own) <= 1 and not _NOUN.search(new.text)


def _person(new: _Asked) -> re.Match[str] | None:
    """A pronoun for a person whom the question itself does not name before it."""
    match = _PERSON.search(new.text)
    return match if match and not _named_before(new, match.start()) else None


def _thing(new: _Asked) -> re.Match[str] | None:
    if _NOT_A_THING.search(new.text):
        return None
    match = _THING.search(new.text)
    return match if match and not (_named_before(new, match.start()) and len(new.own) > 2) else None


def _named_before(new: _Asked, place: int) -> bool:
    before = new.text[:place]
    return bool(_NOUN.search(before)) or any(name.start < place for name in new.question.names)


def _resolved(new: _Asked, last: Turn) -> str:
    """The question with its pronouns named; where it says little else, with the subject of the question before."""
    thing, person = _thing(new), _person(new)
    meant = [(thing, thing_in(last)), (person, person_in(last, person[0], _clause_of(person)) if person else None)]
    text, named = new.text, [(match, name) for match, name in meant if match and name and not _points(match)]
    for match, name in sorted(named, key=lambda each: -each[0].start()):
        text = text[: match.start()] + _inflected(name, match[0], text[match.end() :]) + text[match.end() :]
    text = text[:1].upper() + text[1:]
    of_thing = any(match is thing for match, _ in named)
    subject = "" if named and (new.own or of_thing) else subject_of(last, (match[0] for match in tokens(text)))
    return f"{text.rstrip(' ?')} ({subject})?" if subject else text


def _clause_of(pronoun: re.Match[str]) -> str:
    """The words around a pronoun, between commas."""
    text, after = pronoun.string, pronoun.string.find(",", pronoun.end())
    return text[text.rfind(",", 0, pronoun.start()) + 1 : after if after >= 0 else len(text)]


def _points(pronoun: re.Match[str]) -> bool:
    """Whether it stands before a noun: "this report" names what it means."""
    word = next(tokens(pronoun.string[pronoun.end() :]), None)
    return pronoun[0].casefold() in ("this", "these", "those", "that") and word is not None and not is_stop(word[0])


def _inflected(meant: str, pronoun: str, after: str) -> str:
    word = next(tokens(after), None)
    owns = pronoun.casefold() in _POSSESSIVE or (
        pronoun.casefold() == "her" and word is not None and word.start() == 1 and not is_stop(word[0])
    )
    return f"{meant}’s" if owns else meant


def _cited(turns: Sequence[Turn]) -> tuple[CitedArticle, ...]:
    """The articles cited so far, those of the last answer first."""
    found = {each.article_id: each for turn in reversed(turns) for each in turn.cited}
    return tuple(found.values())[:_MOST_ARTICLES]

"""The name that a sentence ties, by its form, to the deed or the office that a question asks about; else nothing.

Three forms and no others: "NAME did it", "it was done by NAME", and an office beside the name of who holds it ("NAME,
the conductor", "the conductor, NAME", "NAME is the conductor"). What is denied, doubted or still to come, and a name
that stands among others, ties nothing: a wrong name is worse than none.
"""

import re
from dataclasses import dataclass

from answer.question import Question
from answer.spans import Name, Span, names
from answer.words import is_stop, stem, stems, tokens

_ABOUT_DEED = re.compile(
    r"^who\s+(?P<passive>was |were |is |are |has been |have been )?(?P<verb>[a-z]+)\s+(?P<rest>.+)$", re.IGNORECASE
)
_ABOUT_OFFICE = re.compile(r"^who\s+(?:is|was)\s+(?:the\s+|an?\s+)?(?P<office>.+)$", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|for|at|in|to|on|by|from|who|that)\s+", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:not|never|no|nor|without|den(?:y|ies|ied)|would|will|(?-i:may)|might|could|should|if|whether|hop(?:e|es|ed|ing)|"
    r"expected|reported(?:ly)?|alleged(?:ly)?|rumou?red|claim(?:s|ed)?|almost|nearly)\b|n[’']t\b",
    re.IGNORECASE,
)
"""What makes a sentence say less than that it happened."""

_LESS = re.compile(r"\b(?:former|ex|late|then|acting|deputy|vice|assistant|interim|next|future)[\s-]*$", re.IGNORECASE)
"""What makes an office another one."""

_APPOSITION = r"(?:,? \([^()]{1,60}\)|, [^,.;:]{1,60}(?:, [^,.;:]{1,60})?,)?"
_AUXILIARY = r"(?:who |has |have |had |also |then |later |first |finally )*"
_SUFFERED = r"(?:was|were|is|are|has been|have been|had been) (?:also |then |later |first )?"
_ROLE = r"(?:(?:the |an? )?(?:[a-z][\w’'-]* ){0,4})"
_BESIDE = re.compile(r"(?:,| is| was) (?:the |an? )?(?P<words>[\w’'-]+(?: [\w’'-]+){0,3})")
_TITLE = re.compile(r"(?P<head>[\w’'-]+),? $")
_JOINED_BEFORE = re.compile(r"(?:\band|\bor|&|,)\s*$")
_JOINED_AFTER = re.compile(r"^\s*(?:,|\band\b|\bor\b|&)\s*(?:and\s+|or\s+)?[A-Z][a-z]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_REACH = 60
"""Characters after a verb in which what it was done to begins."""

_HELD = 2 / 3
"""Share of what else the question says that must stand in the sentence."""


@dataclass(frozen=True, slots=True)
class _Deed:
    verb: str
    passive: bool
    objects: tuple[str, ...]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Office:
    head: str
    of: tuple[str, ...]


def holder(question: Question, text: str) -> Span | None:
    """The span of the name in a sentence."""
    asked = _read(question)
    if asked is None or (_DOUBT.search(text) and not _DOUBT.search(question.text)) or _of_other_years(question, text):
        return None
    found = {name.text: name for name in names(text) if _ties(asked, name, text) and _may_be(question, name)}
    if len(found) != 1:
        return None
    name = next(iter(found.values()))
    return None if _among_others(name, text) else (name.start, name.end)


def _read(question: Question) -> _Deed | _Office | None:
    asked = question.text.rstrip(" ?")
    office = _ABOUT_OFFICE.match(asked)
    deed = _ABOUT_DEED.match(asked)
    if deed and not is_stop(deed["verb"]) and (not deed["passive"] or deed["verb"].endswith(("ed", "en", "wn"))):
        objects = tuple(stems(deed["rest"]))
        named = frozenset(each for name in question.names for each in stems(name.text))
        return _Deed(stem(deed["verb"]), bool(deed["passive"]), objects, named) if objects else None
    if office is None:
        return None
    title, *tail = _OF.split(office["office"], maxsplit=1)
    words, of = stems(title), stems(" ".join(tail))
    if not words:
        return None
    return _Office(words[-1], tuple(each for each in (*words[:-1], *of) if not _YEAR.fullmatch(each)))


def _ties(asked: _Deed | _Office, name: Name, text: str) -> bool:
    return _did(asked, name, text) if isinstance(asked, _Deed) else _holds(asked, name, text)


def _did(deed: _Deed, name: Name, text: str) -> bool:
    """Whether the name is who did it, or to whom it was done where the question asks that."""
    there = set(stems(text))
    if not deed.named <= there or sum(each in there for each in deed.objects) < _HELD * len(deed.objects):
        return False
    before, after = text[: name.start], text[name.end :]
    led = re.match(rf"{_APPOSITION}\s{_SUFFERED if deed.passive else _AUXILIARY}(?P<verb>[a-z]+)\b", after)
    if led and stem(led["verb"]) == deed.verb:
        return _begins(deed, after[led.end() :])
    done = re.search(rf"\b(?P<verb>[a-z]+) by {_ROLE}$", before)
    return bool(done and not deed.passive and stem(done["verb"]) == deed.verb)


def _begins(deed: _Deed, after: str) -> bool:
    """Whether what the verb was done to begins soon after it."""
    return deed.objects[0] in stems(after[:_REACH])


def _holds(office: _Office, name: Name, text: str) -> bool:
    """Whether the office stands right beside the name, with all that it is an office of beside it."""
    before, after = text[: name.start], text[name.end :]
    beside = _BESIDE.match(after)
    for word in tokens(beside["words"]) if beside else ():
        if beside and stem(word[0]) == office.head:
            start, end = (beside.start("words") + each for each in word.span())
            return _is_whole(office, after[:start], after[end:])
    title = _TITLE.search(before)
    return bool(title and stem(title["head"]) == office.head and _is_whole(office, before[: title.start()], ""))


def _is_whole(office: _Office, before: str, after: str) -> bool:
    """Whether nothing makes it a lesser office, and what it is of, and no more, stands just before or just after."""
    named_before = stems(before)[-len(office.of) :] == list(office.of)
    return not _LESS.search(before) and (not office.of or named_before or _opens_with(office.of, after))


def _opens_with(words: tuple[str, ...], text: str) -> bool:
    """Whether the text's first words of content are these, and the phrase ends there: "of the NFL", no NFL team."""
    wanted, end = list(words), 0
    for match in tokens(text):
        if not wanted:
            return is_stop(match[0]) or bool(text[end : match.start()].strip())
        if not is_stop(match[0]) and stem(match[0]) != wanted.pop(0):
            return False
        end = match.end()
    return not wanted


def _of_other_years(question: Question, text: str) -> bool:
    """Whether a year of the question is only where another time ends or begins: "since 2018"."""
    return any(re.search(rf"\b(?:since|until|till|before|after|by) {year}\b", text) for year in question.years)


def _may_be(question: Question, name: Name) -> bool:
    """Whether it is more than a word of the question, or than the capital that opens a sentence."""
    return not (name.opens and " " not in name.text) and not set(stems(name.text)) <= question.stems


def _among_others(name: Name, text: str) -> bool:
    """Whether another name is joined to this one: "A, B and C did it"."""
    before, after = text[: name.start], text[name.end :]
    joint = _JOINED_BEFORE.search(before)
    if joint and re.search(r"[A-Z][\w’'-]*$", before[: joint.start()].rstrip(" ,")):
        return True
    return bool(_JOINED_AFTER.match(after))

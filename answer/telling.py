"""Which sentences tell the deed that a question takes for granted, of the one it asks about and of nobody else.

Whose deed a verb tells is read from what stands beside it: a name, a pronoun, "the company". Where that leaves it open,
the deed is held for told: only what is plainly told of nobody, or of somebody else, is missing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from answer.deed import Deed, deed_of
from answer.deed_words import Phrase, is_of, root, told_by
from answer.evidence import Unit
from answer.irregular import BASES
from answer.people import TITLES, is_person
from answer.question import Question
from answer.reading import Reading
from answer.spans import Name, names
from answer.words import is_stop, tokens

_PRONOUN = re.compile(r"\b(?:he|she|they|it|him|her|them|his|their|its)\b", re.IGNORECASE)
_BEGINS_WITH_PRONOUN = re.compile(r"[\"“‘']?(?:He|She|His|Her)\b")
_OWNED = re.compile(r"(?:his|their|its)\b|her\s+[^\W\d_]", re.IGNORECASE)
_OF = re.compile(r"\bof\s+(?:the\s+|an?\s+)?(?:[a-z][\w’'-]*\s+){0,2}$")
_BY = re.compile(r"\bby\s+(?:the\s+|an?\s+)?(?:[a-z][\w’'-]*\s+){0,2}$")
_DESCRIBED = re.compile(r"\b(?:the|this)\s+(?:[\w’'-]+\s+){0,3}[a-z][\w’'-]*\s*$", re.IGNORECASE)
"""What stands for a name that came before: "the company"."""

_UNREAL = re.compile(
    r"\b(?:would|could|might|(?-i:may)|should|if|whether|unless|asked|rumou?rs?|speculation|potential|possible|"
    r"(?:want|hope|intend|plan|threaten|offer|refuse|decline|try|tri|expect|attempt|fail|consider|urge|call|press|ask|like)"
    r"(?:s|ed|d|ing)?(?:\s+for)?(?:\s+[\w’'.]+){0,3}\s+to)\b[^,;:.]{0,40}$",
    re.IGNORECASE,
)
"""What stands before a verb of what did not happen: a plan, a wish, a condition."""

_DENIED = re.compile(
    r"(?:\b(?:not|never|nobody|without|denied|neither)\b|n[’']t\b)(?:\s+[\w’'-]+){0,3}\s*$", re.IGNORECASE
)
_CUT = re.compile(r"(?:[;:!?]|(?<=[a-z]{4})\.)(?=\s)|[“”\"]")
"""Where the clause of a verb begins or ends; a full stop after a short word is an abbreviation's."""

_UNDER = re.compile(
    r"\b(?:of|at|in|from|for|by|with|to|on|against|about|over|between|among|under|into|like|than|across|beside"
    r"|through|near|behind|during|since|until|within|without|inside|outside|around|along|above|below|off|via)\s+"
    r"(?:the\s+|an?\s+|his\s+|her\s+|its\s+|their\s+)?(?:[a-z][\w’'-]*\s+){0,2}$",
    re.IGNORECASE,
)
"""What stands before a name that only describes: "president of OpenAI"."""

_HELPING = re.compile(
    r"(?:\s*\b(?:was|were|is|are|has|have|had|been|being|be|will|did|does|do|who|then|also|later|first|just|now|never|not"
    r"|to|set|going|agreed|decided|forced|chose|announced|his|her|their|its|[a-z]+ly)\b)*\s*$"
)
"""What may stand between a verb and whose deed it tells."""

_JOINED = re.compile(r"\s*(?:,?\s*and\b|,|&|—|–)\s*(?:(?!not\b)[a-z]+\s+){0,2}")
_THING = re.compile(r"\s+(?:the|an?|its|his|her|their|\d|[$€£])", re.IGNORECASE)
"""What a verb was done to, where that has no name."""

_ENDING = re.compile(
    r"\s*(?:[^\w\s]|$)|\s+(?:[a-z]+ly|[a-z]{1,2}|after|before|during|for|from|last|over|since|when|with)\b"
)
"""What follows a verb that nothing stands behind: what it tells of whoever stands before it was done to them."""

_TITLE = re.compile(rf"(?:{TITLES})\.?")
_SUFFERED = re.compile(r"\b(?:was|were|been|being|is|are|be|get|gets|got)\b[^,]{0,30}$")
"""What makes a verb passive."""

_LOOKED_BACK = 4
"""Sentences before one in which the name is looked for that its "she" stands for."""


class Told(Enum):
    """What a sentence says of a deed."""

    DONE = "done"
    DENIED = "denied"
    NOT = "not told"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, those before it, the nearest last, the one after it, its headline, and what was read around it."""

    text: str
    before: Sequence[str] = ()
    after: str = ""
    above: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    is_noun: bool


def untold(question: Question, reading: Reading) -> Deed | None:
    """The deed that a question takes for granted, where nothing that was read, tells or denies it."""
    deed = deed_of(question)
    if deed is None or tellers(deed, reading.units):
        return None
    headlines = dict.fromkeys(unit.passage.headline for unit in reading.units)
    return None if any(telling(deed, Sentence(each)) is not Told.NOT for each in headlines) else deed


def tellers(deed: Deed, units: Sequence[Unit]) -> Mapping[tuple[str, int, int], Told]:
    """By its place, what each unit that tells the deed says of it; the others are left out."""
    found = {}
    parts: dict[tuple[str, int, str], list[Unit]] = {}
    for unit in sorted(units, key=lambda each: each.start):
        parts.setdefault(_part(unit), []).append(unit)
    for part in parts.values():
        article = " ".join(unit.text for unit in part)
        for place, unit in enumerate(part):
            before = [each.text for each in part[max(0, place - _LOOKED_BACK) : place]] or [unit.before]
            told = telling(deed, Sentence(unit.text, before, unit.after, unit.passage.headline, article))
            if told is not Told.NOT:
                found[unit.place] = told
    return found


def telling(deed: Deed, sentence: Sentence) -> Told:
    """What a sentence tells of the deed."""
    text, best = sentence.text, Told.NOT
    for verb in _verbs(deed, text):
        if not (_is_whose(deed, verb, sentence) or _is_of_thing(deed, sentence)):
            continue
        lead = text[_clause_start(text, verb.start) : verb.start]
        if _DENIED.search(lead):
            best = Told.DENIED
        elif not _UNREAL.search(lead):
            return Told.DONE
    return best


def is_unreal(text: str, place: int) -> bool:
    """Whether a word at that place tells what did not happen: a plan, a wish, a denial."""
    lead = text[_clause_start(text, place) : place]
    return bool(_DENIED.search(lead) or _UNREAL.search(lead))


def clause_of(text: str, start: int, end: int) -> str:
    """The clause in which a stretch stands."""
    return text[_clause_start(text, start) : _clause_end(text, end)]


def speaks_of(deed: Deed, text: str) -> bool:
    """Whether a text has a word by which the deed is told, whoever's it is."""
    return next(_verbs(deed, text), None) is not None


def is_of_another(name: Name, unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a unit begins with a "he" or "she" who is another person than the one of that name: named in between."""
    if not _BEGINS_WITH_PRONOUN.match(unit.text) or any(_is_same(each.text, name.text) for each in names(unit.text)):
        return False
    part = sorted((each for each in units if _part(each) == _part(unit)), key=lambda each: each.start)
    printed = " ".join(each.text for each in part)
    before = [each.text for each in part if each.start < unit.start][-_LOOKED_BACK:]
    return _is_last_named(name, reversed(before), printed) is False


def _is_last_named(name: Name, nearest_first: Iterable[str], printed: str) -> bool | None:
    """Whether the first of the texts to name anybody names the one of that name; `None` where none names anybody."""
    for text in nearest_first:
        there = names(text)
        if any(_is_same(each.text, name.text) for each in there):
            return True
        if any(is_person(each.text, printed) for each in there):
            return False
    return None


def _part(unit: Unit) -> tuple[str, int, str]:
    """The part of the version that a unit stands in."""
    return (*unit.place[:2], unit.passage.kind)


def _verbs(deed: Deed, text: str) -> Iterator[_Verb]:
    phrases = told_by(BASES.get(deed.verb, deed.verb))
    # Capitals throughout are a credit's or an acronym's, and "quite" is no form of "quit".
    found = [(match, root(match[0])) for match in tokens(text) if not match[0].isupper() and match[0] != "quite"]
    for place, (match, _) in enumerate(found):
        for phrase in phrases:
            following = found[place : place + len(phrase)]
            if len(following) == len(phrase) and _are([each for _, each in following], phrase):
                yield _Verb(match.start(), following[-1][0].end(), not (match[0].endswith("ed") or match[0] in BASES))
                break


def _are(found: Sequence[str], phrase: Phrase) -> bool:
    return is_of(found[0], phrase[0]) if len(phrase) == 1 else tuple(found) == phrase


def _is_whose(deed: Deed, verb: _Verb, sentence: Sentence) -> bool:
    """Whether the one asked about stands where the verb's own does, and the name it was done to where that does."""
    there = _titled(names(sentence.text), sentence.text)
    sides = _doer(verb, sentence.text, there), _sufferer(verb, sentence.text, there), _by(verb, sentence.text, there)
    before, behind, by = (_is_meant(each, deed.subject, verb.start, sentence) for each in sides)
    if deed.passive:
        is_open = not sides[1] and all(map(_is_pointing, sides[0])) and _names_next(deed, sentence)
        is_passive = bool(_SUFFERED.search(sentence.text[: verb.start]))
        is_done = is_passive or (not sides[1] and (verb.is_noun or bool(_ENDING.match(sentence.text, verb.end))))
        return (before and is_done) or (behind and not is_passive) or is_open
    if deed.done_to is None:
        return before or by or (behind and verb.is_noun)
    to_before, to_behind, _ = (_is_meant(each, deed.done_to, verb.start, sentence) for each in sides)
    around = "" if _THING.match(sentence.text, verb.end) else f"{sentence.above} {sentence.article}"
    is_open = not sides[1] and deed.done_to.text in f"{around} {sentence.text}"
    return (before and (to_behind or is_open)) or (by and to_before) or (behind and to_before)


def _titled(there: Sequence[Name], text: str) -> list[Name]:
    """The names, each with the title that stands before it as its beginning: "Ms. Ortiz" is one."""
    found: list[Name] = []
    for name in there:
        last = found[-1] if found else None
        if last and _TITLE.fullmatch(last.text) and text[last.end : name.start].strip() in ("", "."):
            found[-1] = Name(f"{last.text} {name.text}", last.start, name.end, last.opens)
        else:
            found.append(name)
    return found


def _names_next(deed: Deed, sentence: Sentence) -> bool:
    """Whether the next sentence says who it is: "The council appointed a clerk. She is Ann Lind"."""
    return any(_is_same(each.text, deed.subject.text) for each in names(sentence.after))


def _is_of_thing(deed: Deed, sentence: Sentence) -> bool:
    """Whether the thing it was done to is in the sentence, and who did it in the article: a firm is "its owner"."""
    if not deed.thing or deed.thing not in {root(match[0]) for match in tokens(sentence.text)}:
        return False
    return deed.subject.text in f"{sentence.above} {sentence.article} {sentence.text}"


def _clause_start(text: str, place: int) -> int:
    return max((cut.end() for cut in _CUT.finditer(text, 0, place)), default=0)


def _clause_end(text: str, place: int) -> int:
    cut = _CUT.search(text, place)
    return cut.start() if cut else len(text)


def _doer(verb: _Verb, text: str, there: Sequence[Name]) -> list[str]:
    """The name, the pronoun or the description before a verb that it is said of, with the names joined to it."""
    start = _clause_start(text, verb.start)
    beside = _HELPING.sub("", text[start : verb.start])
    pronouns = list(_PRONOUN.finditer(beside))
    if pronouns and pronouns[-1].end() == len(beside):
        return [pronouns[-1][0]]
    aside = _aside(start, beside)
    earlier = [name for name in there if start <= name.start and name.end <= verb.start]
    earlier = [name for name in earlier if name.end <= aside] or earlier
    described = _DESCRIBED.search(beside)
    if described and not any(name.end > start + described.start() for name in earlier):
        return [described[0]]
    for place in range(len(earlier) - 1, -1, -1):
        name = earlier[place]
        is_beside = not _HELPING.sub("", text[name.end : verb.start]).strip("’s' ")
        if is_beside or not _UNDER.search(text[start : name.start]):
            return [name.text, *_joined(earlier[place::-1], text)]
    return [earlier[-1].text] if earlier else []


def _aside(start: int, beside: str) -> int:
    """Where what is put in between two commas right before a verb begins; the verb is not said of what is in it."""
    lead = beside.rstrip()
    if not lead.endswith(","):
        return start + len(beside)
    return start + max(lead.rfind(",", 0, -1), 0)


def _joined(backwards: Sequence[Name], text: str) -> Iterator[str]:
    """Names before one that are joined to it: "Ann, Bo and Cy"."""
    for later, name in pairwise(backwards):
        if not _JOINED.fullmatch(text[name.end : later.start]):
            return
        yield name.text


def _sufferer(verb: _Verb, text: str, there: Sequence[Name]) -> list[str]:
    """What a verb is done to, as far as it has a name: the pronoun right behind it, or the first names behind it."""
    end = _clause_end(text, verb.end)
    pronoun = _PRONOUN.match(text, verb.end + 1)
    if pronoun and not _OWNED.match(text, pronoun.start()):
        return [pronoun[0]]
    later = [name for name in there if verb.end <= name.start < end]
    while (
        later
        and _UNDER.search(text[verb.end : later[0].start])
        and not (verb.is_noun and _OF.search(text[verb.end : later[0].start]))
    ):
        later = later[1:]
    found = [name.text for name in later[:1]]
    for one, other in pairwise(later):
        if not _JOINED.fullmatch(text[one.end : other.start]) or _does(other, text):
            break
        found.append(other.text)
    return found


def _does(name: Name, text: str) -> bool:
    """Whether a word of content follows a name: it begins a clause of its own."""
    following = next(tokens(text[name.end :]), None)
    return following is not None and following.start() == 1 and following[0].islower() and not is_stop(following[0])


def _by(verb: _Verb, text: str, there: Sequence[Name]) -> list[str]:
    """The names right behind "by" in the clause of a verb."""
    end = _clause_end(text, verb.end)
    return [name.text for name in there if verb.end <= name.start < end and _BY.search(text[verb.end : name.start])]


def _is_meant(found: Sequence[str], wanted: Name, place: int, sentence: Sentence) -> bool:
    """Whether a name found is the one wanted, or a pronoun found before that place may stand for it."""
    return any(
        _stands_for(each, wanted, place, sentence) if _is_pointing(each) else _is_same(each, wanted.text)
        for each in found
    )


def _is_pointing(found: str) -> bool:
    return bool(_PRONOUN.fullmatch(found) or _DESCRIBED.fullmatch(found))


def _is_same(found: str, wanted: str) -> bool:
    """Whether two names end alike, or the one found has all of the other."""
    one, other = ([root(match[0]) for match in tokens(each)] for each in (found, wanted))
    return bool(one and other) and (one[-1] == other[-1] or set(other) <= set(one))


def _stands_for(found: str, wanted: Name, place: int, sentence: Sentence) -> bool:
    """Whether a pronoun before that place may stand for the name: no other person is named between the two.

    "The company" is never what its own sentence names.
    """
    printed = f"{sentence.article} {sentence.text}"
    lead = sentence.text[:place] if _PRONOUN.fullmatch(found) else ""
    there = names(lead)
    if any(_is_same(each.text, wanted.text) for each in there):
        return True
    if any(not _UNDER.search(lead[: each.start]) for each in there):
        return False
    around = (*reversed(sentence.before[-_LOOKED_BACK:]), sentence.above)
    return _is_last_named(wanted, around, printed) is True

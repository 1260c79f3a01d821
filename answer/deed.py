"""What a question takes for granted that somebody did: "Why did Ann Lind resign?" says that she resigned.

Sentences that speak of the person and of such a deed, of somebody else's, are near to such a question for every model
of relevance. Here it is asked for the form of the sentence: whose deed it tells. "Who bought Marlow Ferries?" says that
somebody bought it, and what Marlow Ferries bought is no answer.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.deed_words import is_told, root
from answer.irregular import BASES, PAST
from answer.question import Question, Wanted
from answer.spans import Name
from answer.words import is_stop

_AUXILIARY = re.compile(
    r"\b(?P<auxiliary>did|was|were|has|have|had|does|do|is|are)\s+(?P<article>the\s+)?$", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"\b(?:when|after|before|since|because)\s+(?:he|she|they|it)\s+(?:(?P<auxiliary>was|were)\s+)?(?P<verb>[a-z]+)\b"
)
_NOUN = re.compile(
    r"\s+(?:the|an?|its|his|her|their)\s+(?:[\w’'-]+\s+){0,2}?(?P<noun>[a-z]+)"
    r"(?=\s+(?:in|on|at|from|to|for|of|with|after|before|as)\b|[\s?.]*$)"
)
"""The thing behind a verb."""

_BETWEEN = re.compile(r"(?:\s+(?:ever|also|first|finally|really|suddenly|recently|then|once|[a-z]+ly))*\s+")
_WORD = re.compile(r"(?P<verb>[a-z]+)\b(?!['’])")
_TO = re.compile(r"\s+to\s+(?P<verb>[a-z]+)\b")
_PASSIVE = frozenset(("was", "were", "is", "are"))
_DONE_TO = re.compile(r"^who\s+(?:first\s+|has\s+|had\s+)?(?P<verb>[a-z]+)\s+(?:the\s+)?", re.IGNORECASE)
_BOUGHT = frozenset(("buy", "acquired", "purchased"))
"""What is done to firms in forms that are known; those of "FTX founder Ann Lind" or "murder of Ann Lind" are not."""

_OUTER = frozenset(("pay", "agree", "decide", "begin", "start", "manage"))
"""Verbs that are told of by what follows them: "pay to acquire"."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who is said to have done what, or to have had it done to them where `passive`.

    `verb` is as the question has it, `done_to` the name right behind an active verb, `thing` the root of the noun
    there, or empty, and `said` the claim in words.
    """

    subject: Name
    verb: str
    passive: bool
    done_to: Name | None
    thing: str
    said: str


@lru_cache(maxsize=256)
def deed_of(question: Question) -> Deed | None:
    """The deed that a question takes for granted of somebody or something named; `None` where there is none to tell.

    What is to come, what is asked whether it happened, and verbs that are told in any words are none.
    """
    if Wanted.YES_NO in question.wanted:
        return None
    inner = _inner(question) or _done_to(question)
    if inner:
        return inner
    for name in question.names:
        auxiliary = _AUXILIARY.search(question.text[: name.start])
        if auxiliary:
            return _outer(question, name, auxiliary["auxiliary"].casefold())
    return None


def asked_about(question: Question) -> Name | None:
    """The name right behind an auxiliary, whose doings a question asks for: "why did NAME vote against the bridge"."""
    about = (name for name in question.names if _AUXILIARY.search(question.text[: name.start]))
    name = next(about, None)
    return None if name is None or _owns(question, name) else name


def _owns(question: Question, name: Name) -> bool:
    """Whether the name is a possessive: "NAME's"."""
    return question.text[name.end :].startswith(("'", "’"))


def _outer(question: Question, subject: Name, auxiliary: str) -> Deed | None:
    """The deed of "why did NAME resign" and "when was NAME fired": its verb stands right behind the name."""
    text = question.text
    gap = _BETWEEN.match(text, subject.end)
    word = _WORD.match(text, gap.end()) if gap else None
    if word and word["verb"] in _OUTER and (to := _TO.match(text, word.end())):
        word = to
    if word is None or is_stop(word["verb"]):
        return None
    verb, passive = word["verb"], auxiliary in _PASSIVE
    if not is_told(BASES.get(verb, verb)) or (passive and not _is_participle(verb)):
        return None
    told = verb if auxiliary not in ("did", "do", "does") else past(verb)
    said = f"{subject.text} {auxiliary + ' ' if told == verb and auxiliary != 'did' else ''}{told}{text[word.end() :]}"
    done_to = None if passive else _right_behind(question, word.end())
    thing = "" if passive or done_to else _thing(text[word.end() :])
    return Deed(subject, verb, passive, done_to, thing, _ended(said))


def _inner(question: Question) -> Deed | None:
    """The deed of the clause in "what did NAME say when she resigned"; the pronoun is for the only name before it."""
    clause = _CLAUSE.search(question.text)
    if clause is None:
        return None
    before = [name for name in question.names if name.end <= clause.start()]
    verb = clause["verb"]
    if len(before) != 1 or is_stop(verb) or not _is_participle(verb) or not is_told(BASES.get(verb, verb)):
        return None
    auxiliary = f"{clause['auxiliary']} " if clause["auxiliary"] else ""
    said = f"{before[0].text} {auxiliary}{verb}{question.text[clause.end() :]}"
    to, thing = _right_behind(question, clause.end()), _thing(question.text[clause.end() :])
    return Deed(before[0], verb, bool(auxiliary), to, "" if to or auxiliary else thing, _ended(said))


def _done_to(question: Question) -> Deed | None:
    """The deed of "who bought NAME", done to it by anybody."""
    asked = _DONE_TO.match(question.text)
    name = next((each for each in question.names if asked and each.start == asked.end()), None)
    if asked is None or name is None or _owns(question, name):
        return None
    verb = asked["verb"].casefold()
    base = BASES.get(verb, verb)
    if base not in _BOUGHT or not _is_participle(verb):
        return None
    return Deed(name, verb, True, None, "", _ended(f"anybody {verb} {question.text[name.start :]}"))


def _ended(said: str) -> str:
    """The claim without the mark of the question, and the preposition that it leaves behind."""
    return re.sub(r"(?:\s+(?:to|for|of|with|from|in|on|at))?[\s?.!]*$", "", said)


def _is_participle(verb: str) -> bool:
    return verb.endswith("ed") or (verb in BASES and BASES[verb] != verb)


def _right_behind(question: Question, place: int) -> Name | None:
    """The name that follows at that place, but for an article."""
    article = re.compile(r"\s+(?:the\s+)?").match(question.text, place)
    return next((name for name in question.names if article and name.start == article.end()), None)


def _thing(behind: str) -> str:
    """The root of the noun behind an active verb: of "the old cannery in 2016" the cannery's."""
    noun = _NOUN.match(behind)
    return root(noun["noun"]) if noun else ""


def past(verb: str) -> str:
    """The simple past of an English verb: "resigned", "bought", "married"."""
    if verb in PAST:
        return PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb):
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"

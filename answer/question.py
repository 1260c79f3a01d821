"""A question in, its reading out: what kind of thing is asked for, and what an answer has to touch."""

import re
from dataclasses import dataclass
from enum import StrEnum

from answer.spans import Name, dates, names, quantities
from answer.words import stem, stems
from archive.folding import unaccented


class Wanted(StrEnum):
    """The kind of thing that a question asks for."""

    WHO = "a person"
    WHEN = "a date"
    WHERE = "a place"
    QUANTITY = "a number"
    SAID = "somebody's words"
    NAME = "a name"
    YES_NO = "yes or no"
    OTHER = "an account"


_MEASURED = (
    "number|revenues?|profits?|losses|income|sales|earnings|population|value|worth|percentage|percent|share|price|cost|figure|score|turnout|attendance|majority|total|amount|sum|budget|"
    "speed|length|height|weight|width|depth|distance|temperature|age|votes?|salary|fine|bid|estimate|time"
)
_SAYING = (
    "say|says|said|saying|tell|told|state[ds]?|claim(?:s|ed)?|respond(?:ed)?|repl(?:y|ied)|comment(?:ed)?|"
    "announced?|argued?|promised?|warn(?:ed)?|den(?:y|ied)|admit(?:ted)?|confirm(?:ed)?|explain(?:ed)?|describe[ds]?"
)
_PATTERNS = (
    (
        Wanted.WHEN,
        r"(?:^|[,;] |\band )when\b|\b(?:what|which) (?:date|day|year|month)\b|\bhow (?:long ago|recently)\b"
        r"|\bwhat (?:is|was|were|are) the (?:[\w-]+ ){0,3}(?:date|day|year)\b",
    ),
    (
        Wanted.QUANTITY,
        rf"\bhow (?:many|much|long|far|high|old|tall|big|large|fast|deep|wide|heavy|often|late)\b"
        rf"|\bwhat (?:[\w'’]+ ){{0,3}}(?:{_MEASURED})\b|\bby what votes?\b",
    ),
    (Wanted.WHO, r"\bwho(?:m|se)?\b|\b(?:which|what) (?:person|man|woman|player|politician|official|individual)\b"),
    (Wanted.WHERE, r"\bwhere\b|\b(?:what|which|in which) (?:city|country|place|town|state|location)\b"),
    (Wanted.SAID, rf"\b(?:what|how) (?:did|does|do|has|have|was|were)\b.*\b(?:{_SAYING})\b"),
    (Wanted.NAME, r"\bwhich\b|\bwhat (?:\w+ )?name\b|\bwhat (?:company|firm|team|platform|organi[sz]ation)\b"),
    (Wanted.YES_NO, r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
)
_ASKING = {wanted: re.compile(pattern, re.IGNORECASE) for wanted, pattern in _PATTERNS}

_SPEAKER = re.compile(
    rf"\b(?:what|how) (?:did|does|do|has|have) (?P<speaker>.+?) (?:{_SAYING})\b|\baccording to (?P<other>[^,?]+)",
    re.IGNORECASE,
)

_TIMELY = re.compile(
    r"\b(?:before|after|between|first|last|latest|since|until|then|change[ds]?|still|timeline|earlier|later)\b",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(r"\b(?:chang(?:e[ds]?|ing)|timeline|between|history|over (?:time|the years))\b", re.IGNORECASE)
_OF_MEASURE = re.compile(rf"\bwhat (?:[\w'’]+ ){{0,3}}(?P<measure>{_MEASURED})\b", re.IGNORECASE)
_INTERROGATIVE = re.compile(r"\b(?:who|whom|whose|what|when|where|why|how|which)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read; `names` are in order and without repeats.

    `stems` are of its content words, `speaker` of those that say who is asked to have said something, and `measured`
    is the stem of what a number is asked of ("attendance"), or empty. `timely` says that the order of events matters,
    `sequence` that nothing else does.
    """

    text: str
    wanted: tuple[Wanted, ...]
    names: tuple[Name, ...]
    years: tuple[str, ...]
    days: tuple[str, ...]
    numbers: tuple[str, ...]
    stems: frozenset[str]
    speaker: frozenset[str]
    measured: str
    timely: bool
    sequence: bool

    @property
    def several(self) -> bool:
        """Whether more than one thing is asked."""
        return len(_INTERROGATIVE.findall(self.text)) > 1


def read_question(asked: str) -> Question:
    """Read a question. Nothing here depends on what the archive holds."""
    text = " ".join(asked.split())
    return Question(
        text=text,
        wanted=tuple(wanted for wanted, pattern in _ASKING.items() if pattern.search(text)) or (Wanted.OTHER,),
        names=_names(text),
        years=tuple(dict.fromkeys(_YEAR.findall(text))),
        days=tuple(dict.fromkeys(text[start:end] for start, end in dates(text) if len(text[start:end]) > 4)),
        numbers=tuple(dict.fromkeys(text[start:end] for start, end in quantities(text))),
        stems=frozenset(stems(text)),
        speaker=_speaker(text),
        measured=_measured(text),
        timely=bool(_TIMELY.search(text)),
        sequence=bool(_SEQUENCE.search(text)),
    )


def _speaker(text: str) -> frozenset[str]:
    match = _SPEAKER.search(text)
    return frozenset(stems(match["speaker"] or match["other"])) if match else frozenset()


def _measured(text: str) -> str:
    match = _OF_MEASURE.search(text)
    return stem(match["measure"]) if match else ""


def _names(text: str) -> tuple[Name, ...]:
    """The names in a question; a lone capitalised word that opens a sentence is taken for the sentence's capital."""
    found: dict[str, Name] = {}
    for name in names(text):
        if not (name.opens and " " not in name.text):
            found.setdefault(unaccented(name.text), name)
    return tuple(found.values())

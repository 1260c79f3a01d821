"""A question, read before it is searched for: what it names, and the parts it falls into."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index.clauses import Span, clauses, without_joints
from index.named_dates import NamedDate, named_dates
from index.named_sources import NamedSource, SourceNames

_URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"[#@](\w+)")
_INNER_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|_")
_SIGNATURE = re.compile(r"\s*[—–]\s*[^—–]{2,60}\(\s*[\w ]+\)[^—–\w]*$")
_ENDS = re.compile(r"\?\s*[\"”’')]*\s*$")
_BEGINS = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should)\b",
    re.IGNORECASE,
)
_NOT_WORDS = ("So", "Sk", "Cn", "Co")
"""Unicode's categories of pictures and of characters without meaning."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something asked; `codes` and `dates` are named for it.

    `words` rank by keywords. `meaning` is read by the reranker and, of the question whole, embedded.
    """

    words: str
    meaning: str
    codes: frozenset[int]
    dates: tuple[NamedDate, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood: asked whole, and in parts where it has more than one."""

    whole: Part
    parts: tuple[Part, ...]
    sources: tuple[NamedSource, ...]
    dates: tuple[NamedDate, ...]

    @property
    def understood(self) -> tuple[str, ...]:
        """The reading in words, for the reader to see."""
        lines = []
        if self.sources:
            lines.append("sources named: " + ", ".join(dict.fromkeys(each.name for each in self.sources)))
        if self.dates:
            lines.append("dates named: " + ", ".join(dict.fromkeys(str(each) for each in self.dates)))
        if self.parts:
            lines.append("asked in parts: " + " / ".join(part.meaning for part in self.parts))
        return tuple(lines)


def read_question(typed: str, names: SourceNames) -> Reading:
    """Read a question: the sources and dates that it names are taken out of what is embedded, and remembered."""
    text = plain(typed)
    sources, dates = tuple(names.find(text)), tuple(named_dates(text))
    atoms = [(each.start, each.end) for each in sources] + [(each.start, each.end) for each in dates]
    blanked = _blanked(text, atoms)
    whole = Part(text, _tidy(blanked) or text, _codes(sources), dates)
    spans = clauses(text, atoms, blanked) if _asks(text) else []
    parts = tuple(_part(text, blanked, span, whole, sources, dates) for span in spans) if len(spans) > 1 else ()
    return Reading(whole, parts, sources, dates)


def _asks(text: str) -> bool:
    """Whether the text is a question; a statement, or a few words, is searched for as it stands."""
    return bool(_ENDS.search(text) or _BEGINS.match(text))


def plain(typed: str) -> str:
    """What was typed, without addresses and pictures, `#OneWord` and `@OneName` as words, on one line."""
    text = unicodedata.normalize("NFKC", typed)
    text = _URL.sub(" ", re.sub(r"(?=https?://|pic\.twitter\.com/)", " ", text))
    text = _HANDLE.sub(lambda match: f" {_INNER_WORD.sub(' ', match[1])} ", text)
    text = "".join(" " if unicodedata.category(each) in _NOT_WORDS else each for each in text)
    return " ".join(text.split())


def unsigned(text: str) -> str:
    """What a post says, without the name and handle that it is signed with: "… — Name (@handle)"."""
    return _SIGNATURE.sub("", text) or text


def _part(
    text: str, blanked: str, span: Span, whole: Part, sources: Iterable[NamedSource], dates: Iterable[NamedDate]
) -> Part:
    """A part asks the sources named within it, or else all that the question names."""
    start, end = span
    meaning = without_joints(_tidy(blanked[start:end])) or text[start:end].strip()
    codes = _codes(each for each in sources if start <= each.start < end)
    return Part(meaning, meaning, codes or whole.codes, tuple(each for each in dates if start <= each.start < end))


def _codes(sources: Iterable[NamedSource]) -> frozenset[int]:
    return frozenset(code for source in sources for code in source.codes)


def _blanked(text: str, atoms: Iterable[Span]) -> str:
    letters = list(text)
    for start, end in atoms:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _tidy(text: str) -> str:
    """Text from which names were blanked out, without the quotation marks and possessives they left behind."""
    text = re.sub(r"(['\"‘’“”])\s+['\"‘’“”]", " ", text)
    text = re.sub(r"\s+['’]s\b", " ", text)
    return " ".join(text.split()).strip(" ,;:?!'\"")

"""Papers and agencies that a question names, recognised by the archive's own list of sources."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.folding import name_key

_TAIL = re.compile(r"\s+[|–—-]\s+|:\s+")
"""What parts the name from its tail in "BBC News - Entertainment & Arts" and "The Roar | Sports Writers Blog"."""

_DOMAIN = re.compile(r"\.(?:com|org|net|co\.uk)$", re.IGNORECASE)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A name at `[start, end)` of a question, and the codes of the archive's sources that go by it."""

    start: int
    end: int
    name: str
    codes: frozenset[int]


class SourceNames:
    """Finds the archive's sources in questions, by their whole names, the head before a tail, and without ".com"."""

    def __init__(self, sources: Sequence[str]) -> None:
        """Take the sources by code: `sources[code]` is the source's name."""
        codes: dict[str, set[int]] = {}
        alike: dict[str, set[int]] = {}
        for code, source in enumerate(sources):
            alike.setdefault(name_key(source), set()).add(code)
        for source in sources:
            for name in _names(source):
                codes.setdefault(_key(name), set()).update(alike[name_key(source)])
        self._codes = {key: frozenset(known) for key, known in codes.items() if key}
        longest_first = sorted(self._codes, key=len, reverse=True)
        alternatives = "|".join(r"[\W_]{1,3}".join(map(re.escape, key.split())) for key in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else None

    def find(self, question: str) -> list[NamedSource]:
        """The sources that a question names, in order.

        A name of one word, such as "Time", must be written with a capital where the question does not shout.
        """
        if self._pattern is None:
            return []
        shouting = question.isupper()
        return [
            NamedSource(match.start(), match.end(), match[0], self._codes[_key(match[0])])
            for match in self._pattern.finditer(question)
            if _key(match[0]) in self._codes and not _common_word(match[0], shouting=shouting)
        ]


def _names(source: str) -> Iterable[str]:
    head = _TAIL.split(source)[0].strip()
    bare = _DOMAIN.sub("", head)
    return [source, *(name for name in (head, bare) if len(name) >= _SHORTEST)]


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _common_word(name: str, *, shouting: bool) -> bool:
    """Whether a name in a question may be no name at all: one word (beside "the") that has no capital of its own."""
    words = [word for word in name.split() if word.lower() != "the"]
    return len(words) == 1 and (shouting or not words[0][:1].isupper())

"""A byline in, its authors out as reference managers keep them: family and given name, or a name that is whole."""

import re
from dataclasses import dataclass

from archive.bylines import persons_in

_BETWEEN = re.compile(r"\s*(?:[;,]|\s&\s|\band\b)\s*", re.IGNORECASE)
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "du", "la", "le", "bin", "ibn", "al"}
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody in a byline; `given` is empty for a name that is not a person's, or of one word."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """`Fane, Rosalind`."""
        return f"{self.family}, {self.given}" if self.given else self.family


def authors(byline: str | None) -> tuple[Author, ...]:
    """The authors of a byline in its order: `Tom Reed and Ida van Falk` are two."""
    if people := persons_in(byline):
        return tuple(map(_author, people))
    parts: list[str] = []
    for part in _BETWEEN.split(" ".join((byline or "").split())):
        if parts and part.casefold() in _SUFFIXES:
            parts[-1] += f" {part}"
        elif part:
            parts.append(part)
    return tuple(map(_author, parts))


def _author(name: str) -> Author:
    words = name.split()
    end = len(words) - 1 if words[-1].casefold() in _SUFFIXES else len(words)
    start = end - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    person = end > 1 and len(words) <= _MOST_WORDS and all(_may_be_a_name(word) for word in words)
    return Author(" ".join(words[start:]), " ".join(words[:start])) if person else Author(name)


def _may_be_a_name(word: str) -> bool:
    return word[0].isupper() or word.casefold() in _PARTICLES or word.casefold() in _SUFFIXES

"""Which of the archive's papers a question names, and where: a question and sources in, mentions out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answer.spans import overlaps

_DIVISION = re.compile(r"\s+[-–|]\s+")
"""What parts a paper's name from its desk: "BBC News - Technology", "Cnbc | World Business News Leader"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A paper named at `[start, end)` of the question, and the archive's sources that go by that name."""

    sources: tuple[str, ...]
    start: int
    end: int


def mentions(question: str, sources: Iterable[str]) -> list[Mention]:
    """The papers that the question names, in its order; where names overlap, the longest is meant."""
    known: dict[str, set[str]] = {}
    for source in sources:
        for name in {source, _DIVISION.split(source)[0]}:
            known.setdefault(name, set()).add(source)
    found = [
        Mention(tuple(sorted(meant)), match.start(), match.end())
        for name, meant in known.items()
        for match in _pattern(name).finditer(question)
    ]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    kept: list[Mention] = []
    for mention in found:
        if not any(overlaps((mention.start, mention.end), (other.start, other.end)) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _pattern(name: str) -> re.Pattern[str]:
    """Finds the name as printed; the article before a name of several words may be missing or small."""
    words = name.split()
    if words[0] == "The" and len(words) > 2:
        words = words[1:]
    first = "[Tt]he" if words[0] == "The" else re.escape(words[0])
    rest = [re.escape(word) for word in words[1:]]
    return re.compile(r"(?<!\w)" + r"\s+".join([first, *rest]) + r"(?!\w)")

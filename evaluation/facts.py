"""Facts in, the passages that hold them out: every passage of the archive is looked through, white space aside."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from index.hits import Passage

_BETWEEN = "\n"
"""Stands between passages, and in none of them once white space is gone, so that no fact is found across two."""


class FactFinder:
    """All passages of an archive, as one text to look through."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._ids: list[str] = []
        self._starts: list[int] = []
        texts, length = [], 0
        for passage in passages:
            self._ids.append(passage.passage_id)
            self._starts.append(length)
            texts.append(_dense(passage.text) + _BETWEEN)
            length += len(texts[-1])
        self._text = "".join(texts)

    def holding_any(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The ids of the passages that hold at least one of the facts, each once."""
        return tuple(dict.fromkeys(found for fact in facts for found in self._holding(_dense(fact))))

    def _holding(self, fact: str) -> Iterator[str]:
        place = self._text.find(fact) if fact else -1
        while place >= 0:
            passage = bisect_right(self._starts, place) - 1
            yield self._ids[passage]
            after = passage + 1
            place = self._text.find(fact, self._starts[after]) if after < len(self._starts) else -1


def _dense(text: str) -> str:
    return "".join(text.split())

"""Passages in, the stretch of each that says most of what is asked out: reading is paid by the word.

A cross-encoder takes twice as long for a passage whole as for its best third, and ranks no better by it.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.folding import unaccented
from index.sentences import sentence_spans

WINDOW = 360
"""Characters of a stretch at most; shorter passages are read whole."""

_WORD = re.compile(r"\w+")


class Windows:
    """The windows of the passages that are read for one search."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts, in any order; a word counts for more the fewer of them hold it."""
        self._texts = [_Text(text.strip()) for text in texts]
        held = Counter(word for text in self._texts for word in set(text.words))
        self._weights = {word: math.log(1 + len(texts) / (1 + count)) for word, count in held.items()}

    def about(self, question: str, places: Sequence[int] | None = None) -> list[str]:
        """A stretch of each text, or of those at these places: what holds most of the question, the first of equals."""
        asked = {word: self._weights[word] for word in _Text(question).words if word in self._weights}
        texts = self._texts if places is None else [self._texts[place] for place in places]
        return [text.best(asked) for text in texts]


class _Text:
    """A text, its words folded, in order, and where each begins and ends."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.text = text
        self.words = [unaccented(match[0]) for match in found]
        self._starts, self._ends = [match.start() for match in found], [match.end() for match in found]
        self._places = list(_places(text)) if len(text) > WINDOW else []

    def best(self, asked: dict[str, float]) -> str:
        """The stretch whose words weigh most, each counted once."""
        if not self._places:
            return self.text
        start = max(
            self._places, key=lambda place: sum(asked[word] for word in set(self._within(place)) & asked.keys())
        )
        return self._stretch(min(start, len(self.text) - WINDOW))

    def _within(self, start: int) -> list[str]:
        return self.words[bisect_left(self._starts, start) : bisect_right(self._ends, start + WINDOW)]

    def _stretch(self, start: int) -> str:
        """The text from there on, at most a window of it, of whole words where it holds any."""
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, start + WINDOW) - 1
        if first > last:
            return self.text[start : start + WINDOW]
        # What stands before the first word and after the last one belongs to them: quotation marks, a full stop.
        begin = max(start, self._ends[first - 1]) if first else start
        end = self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text)
        return self.text[begin : min(end, start + WINDOW)].strip()


def _places(text: str) -> Iterator[int]:
    """Where a stretch may begin: with each sentence, and every half window in one that is longer than a window."""
    for start, end in sentence_spans(text):
        yield from range(start, max(end - WINDOW // 2, start + 1), WINDOW // 2)

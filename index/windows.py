"""Passages in, the stretch of each that says most of what is asked out: reading is paid by the word.

A cross-encoder takes twice as long for a passage whole as for its best third, and ranks no better by it.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.folding import unaccented
from index.sentences import sentence_spans

WINDOW = 420
"""Characters of a stretch at most; shorter passages are read whole."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A place where a sentence begins, and the words of the window that begins there."""

    start: int
    words: frozenset[str]


class Windows:
    """The windows of the passages that are read for one search."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts, in any order; a word counts for more the fewer of them hold it."""
        self._texts = [text.strip() for text in texts]
        self._stretches = [_stretches(text) for text in self._texts]
        held = Counter(word for text in self._texts for word in _words(text))
        self._weights = {word: math.log(1 + len(texts) / (1 + count)) for word, count in held.items()}

    def about(self, question: str) -> list[str]:
        """One stretch a text, in order: the one that holds the most of the question's words, the first of equals."""
        asked = _words(question)
        return [self._best(asked, *each) for each in zip(self._texts, self._stretches, strict=True)]

    def _best(self, asked: frozenset[str], text: str, stretches: Sequence[_Stretch]) -> str:
        if not stretches:
            return text
        best = max(stretches, key=lambda each: self._weight(asked & each.words))
        return _window(text, min(best.start, len(text) - WINDOW)).strip()

    def _weight(self, words: frozenset[str]) -> float:
        """What the words come to; one that was cut from a word longer than a window is nothing."""
        return math.fsum(self._weights.get(word, 0.0) for word in words)


def _stretches(text: str) -> list[_Stretch]:
    """One for each sentence; none for a text that is read whole."""
    if len(text) <= WINDOW:
        return []
    return [_Stretch(start, _words(_window(text, start))) for start, _ in sentence_spans(text)]


def _window(text: str, start: int) -> str:
    """The text from there on, at most a window of it, with whole words as far as there are white spaces."""
    end = start + WINDOW
    if start and not text[start - 1].isspace():
        start = max(text.find(" ", start, end), start)
    if end < len(text):
        end = max(text.rfind(" ", start, end), 0) or end
    return text[start:end]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(unaccented(text)))

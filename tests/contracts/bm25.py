"""BM25 in plain Python, as Tantivy defines it: the reference for keyword indexes.

The formula is Robertson's with k1 = 1.2 and b = 0.75, the idf is ln(1 + (N - n + 0.5) / (n + 0.5)), and a passage's
length is rounded down to what one byte can say (Lucene's `SmallFloat`), the average length not. Words are counted once
a query. Sums here are in double precision and Tantivy's in single, so scores agree to about one part in a million.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.columns import ARTICLE, OTHER_DAYS, WORDS, Condition, NoneOf, OneOf, StoodAt
from index.hits import ALWAYS, FOREVER
from index.keywords import Entry

K1, B = 1.2, 0.75


def english() -> TextAnalyzer:
    """Words without case, accents and endings, and without those of English that say nothing."""
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in (
        Filter.remove_long(40),
        Filter.lowercase(),
        Filter.ascii_fold(),
        Filter.stopword("english"),
        Filter.stemmer("english"),
    ):
        builder = builder.filter(each)
    return builder.build()


def rounded(length: int) -> int:
    """The greatest length not above this one that a byte can say: exact to 40, then three bits after the first."""
    if length < 40:
        return length
    over = length - 24
    shift = over.bit_length() - 4
    return 24 + (over >> shift << shift)


class Bm25:
    """Scores of all texts for a query, by counting."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._analyzer = english()
        self._counts = [Counter(self._analyzer.analyze(text)) for text in texts]
        lengths = [sum(counts.values()) for counts in self._counts]
        self._lengths = [rounded(length) for length in lengths]
        self._average = sum(lengths) / len(lengths) if lengths else 0.0
        self._holding = Counter(word for counts in self._counts for word in counts)

    def scores(self, query: str) -> np.ndarray:
        """One score a text; 0 where none of the words stands."""
        words = set(self._analyzer.analyze(query))
        return np.array([self._score(place, words) for place in range(len(self._counts))])

    def holding(self, query: str) -> np.ndarray:
        """Which texts hold every word; none where there is no word."""
        words = set(self._analyzer.analyze(query))
        return np.array([bool(words) and words <= set(counts) for counts in self._counts])

    def _score(self, place: int, words: Iterable[str]) -> float:
        length = K1 * (1 - B + B * self._lengths[place] / self._average) if self._average else 0.0
        total = 0.0
        for word in words:
            count = self._counts[place][word]
            if count:
                total += self._idf(word) * (K1 + 1) * count / (count + length)
        return total

    def _idf(self, word: str) -> float:
        holding = self._holding[word]
        return math.log(1 + (len(self._counts) - holding + 0.5) / (holding + 0.5))


def words_of(text: str) -> list[str]:
    """The words of a Latin text without case and accents, as they stand."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[^\W_]+", "".join(each for each in plain if not unicodedata.combining(each)))


def holds(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after the other; a phrase without words always does."""
    words, wanted = words_of(text), words_of(phrase)
    return any(words[start : start + len(wanted)] == wanted for start in range(len(words) - len(wanted) + 1))


def entry(text: str, place: int = 0, ranked: str | None = None) -> Entry:
    """An entry whose codes, day and times follow from its place."""
    codes = {name: (place + shift) % 4 - 1 for shift, name in enumerate(WORDS)}
    codes |= {name: 737_425 + (place * 7 + shift) % 20 for shift, name in enumerate(OTHER_DAYS)}
    codes[ARTICLE] = place // 3
    codes |= {"since": (ALWAYS, 7, 8)[place % 3], "until": (FOREVER, 8, 12)[place % 2 + place // 3 % 2]}
    return Entry(text if ranked is None else ranked, text, codes, -1 if place % 5 == 0 else 737_425 + place)


def meets(entry: Entry, ordinal: int, conditions: Iterable[Condition]) -> bool:
    """Whether the entry at that ordinal meets every condition."""
    return all(_meets(entry, ordinal, each) for each in conditions)


def _meets(entry: Entry, ordinal: int, condition: Condition) -> bool:
    if isinstance(condition, OneOf):
        return entry.codes[condition.column] in condition.codes
    if isinstance(condition, StoodAt):
        return entry.codes["since"] <= condition.minute < entry.codes["until"]
    if isinstance(condition, NoneOf):
        return ordinal not in condition.ordinals
    day = entry.day if condition.column == "day" else entry.codes[condition.column]
    return condition.first <= day <= condition.last

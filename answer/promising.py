"""Sentences in, those worth reading out: by the question's words in them, and by the time and kind of thing asked for.

Comparing words costs nothing beside reading them with the reranker. What that held for the best answer to questions of
the sample, of RGB and of MultiHop-RAG was always among the 20 sentences of most promise, out of 52, 11 and 19.
"""

import math
from collections import Counter
from collections.abc import Sequence

from answer.evidence import Unit
from answer.question import Question
from answer.words import stems

_OF_WORDS, _OF_FIT = 4.0, 2.0
"""What all the question's words in one sentence count for, and what each logit of its fit does."""

_BEFORE = 0.5
"""What a word counts for that stands only in the sentence before or in the headline."""


def promising(question: Question, units: Sequence[Unit], fits: Sequence[float], most: int) -> list[int]:
    """The places of the units of most promise, at most so many, in their order; the first of equals.

    `fits` are what each unit gains for the time and kind of thing asked for. A word counts for more the fewer units
    hold it.
    """
    if len(units) <= most:
        return list(range(len(units)))
    own = [frozenset(stems(unit.text)) for unit in units]
    held = Counter(stem for each in own for stem in each)
    weights = {stem: math.log(1 + len(units) / (1 + held[stem])) for stem in question.stems}
    whole = sum(weights.values()) or 1.0

    def promise(place: int) -> float:
        above = stems(f"{units[place].passage.headline} {units[place].before}")
        before = question.stems & frozenset(above) - own[place]
        words = sum(weights[stem] for stem in question.stems & own[place])
        words += _BEFORE * sum(weights[stem] for stem in before)
        return _OF_WORDS * words / whole + _OF_FIT * fits[place]

    return sorted(sorted(range(len(units)), key=lambda place: -promise(place))[:most])

"""Passages in, their sentences out, each with how well it answers: what every writer works from.

Relevance comes from a cross-encoder three times: of the passage with its headline, source and day; of the sentence
alone; and of the sentence behind its headline and the sentence before, which say who "he" is. Few pairs, and short
ones, are read at each step, so that a question takes well under a second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from answer.credits import speaks_of_credits
from answer.evidence import Unit, units_of
from answer.fitting import holds, speaks, touches
from answer.promising import promising
from answer.question import Question, Wanted
from answer.words import stems
from archive.model import Kind
from archive.store import RecordStore
from index.hits import Passage
from index.reranker import Reranker


@dataclass(frozen=True, slots=True)
class Depth:
    """How many passages are read as a whole and opened, and how many sentences of these are read alone and in context.

    Reading half as much again costs that much more time and finds hardly more (docs/speed.md).
    """

    passages: int
    opened: int
    alone: int
    sentences: int


WHOLE_QUESTION = Depth(passages=10, opened=5, alone=20, sentences=10)
BESIDE_PARTS = Depth(passages=5, opened=3, alone=9, sentences=4)
ONE_PART = Depth(passages=3, opened=2, alone=6, sentences=3)


_IN_PASSING = frozenset({Wanted.WHEN, Wanted.QUANTITY})
"""Kinds of thing that stand in sentences which do not say again what they are about."""

_FLOOR = -4.0
"""The logit below which a text is as good as unrelated; how far below says nothing."""

_OF_TIME, _OF_KIND, _BY_SPEAKER = 1.5, 0.5, 3.0
"""Logits that a sentence gains when it is of the years, or names the measure, asked for; when it holds the kind of
thing; and when it reports the speaker. The last is also what a passage gains for being opened."""

_AMONG = 3
"""Times as many passages as are read among which those that report the speaker are looked for."""

_LEANING = 1.0
"""Logits that a sentence loses which must be read together with the one before it."""

_GAIN = 0.5
"""Logits that a neighbour must add to the best sentence to be taken as part of what answers."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit and its relevance: of its passage, of itself alone, and in context, all on the reranker's scale.

    `fit` is what it gains by the time and the kind of thing that the question asks for.
    """

    unit: Unit
    passage: float
    alone: float
    context: float
    fit: float = 0.0

    @property
    def relevance(self) -> float:
        """The mean of the three readings, none below the floor: a sentence alone need not say what "it" is."""
        return sum(max(each, _FLOOR) for each in (self.passage, self.alone, self.context)) / 3

    @property
    def score(self) -> float:
        """How well the unit answers; a headline counts less, as the text under it says the same in full."""
        return self.relevance + self.fit - (1.0 if self.unit.passage.kind is Kind.HEADLINE else 0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the most relevant units, best first, and every unit of the passages that were opened.

    `answering` is the best unit with those of its neighbours that answer better together with it, as printed.
    """

    scored: tuple[Scored, ...] = ()
    units: tuple[Unit, ...] = ()
    answering: tuple[Unit, ...] = ()

    def best_first(self, units: Iterable[Unit]) -> list[Unit]:
        """The units by how well they answer; those that were not scored come last, in the order given."""
        places = {scored.unit.place: place for place, scored in enumerate(self.scored)}
        return sorted(units, key=lambda unit: places.get(unit.place, len(places)))

    def beside(self, unit: Unit) -> tuple[Unit, ...]:
        """The unit after this one and the one before it in the same part, as far as they were opened."""
        _, before, after = neighbours(unit, self.units)
        return (*after[:1], *before[-1:])


class Reader:
    """Scores sentences of passages against a question. Safe to share between threads."""

    def __init__(self, store: RecordStore, reranker: Reranker) -> None:
        self._store = store
        self._reranker = reranker

    def read(self, question: Question, passages: Sequence[Passage], depth: Depth = WHOLE_QUESTION) -> Reading:
        """The most relevant sentences of the passages; `passages` are best first.

        Where somebody's words are asked for, passages that report them are read before others.
        """
        near = passages[: _AMONG * depth.passages]
        reports = [bool(question.speaker) and speaks(question.speaker, passage.text) for passage in near]
        order = np.argsort(np.logical_not(reports), kind="stable")[: depth.passages]
        head = [near[place] for place in order]
        if not head:
            return Reading()
        relevance = self._reranker.score(question.text, [f"{_context(passage)}\n{passage.text}" for passage in head])
        gained = relevance + _BY_SPEAKER * np.array(reports)[order]
        opened = np.argsort(-gained, kind="stable")[: depth.opened]
        with_credits = speaks_of_credits(question.text)
        units = units_of([head[place] for place in opened], self._store, with_credits=with_credits)
        if not units:
            return Reading()
        of_passages = {head[place].passage_id: float(relevance[place]) for place in opened}
        scored = self._scored(question, units, [of_passages[unit.passage.passage_id] for unit in units], depth)
        return Reading(scored, tuple(units), self._answering(question, scored[0].unit, units))

    def _scored(
        self, question: Question, units: Sequence[Unit], around: Sequence[float], depth: Depth
    ) -> tuple[Scored, ...]:
        fits = [_fit(question, unit) for unit in units]
        read = np.array(promising(question, units, fits, depth.alone))
        alone = self._reranker.score(question.text, [units[place].text for place in read])
        promise = np.maximum(alone, _FLOOR) + np.array(around)[read] + 2 * np.array(fits)[read]
        best = np.argsort(-promise, kind="stable")[: depth.sentences]
        context = self._reranker.score(question.text, [_in_context(units[place]) for place in read[best]])
        scored = []
        for place, by_words, in_context in zip(
            read[best].tolist(), alone[best].tolist(), context.tolist(), strict=True
        ):
            by_itself = _by_itself(question, units[place], by_words, in_context)
            scored.append(Scored(units[place], around[place], by_itself, in_context, fits[place]))
        return tuple(sorted(scored, key=lambda each: -each.score))

    def _answering(self, question: Question, best: Unit, units: Sequence[Unit]) -> tuple[Unit, ...]:
        """The best unit, or the run of two or three around it that the reranker finds to answer clearly better."""
        alone, before, after = neighbours(best, units)
        runs = [(*before[-1:], *alone), (*alone, *after[:1]), (*alone, *after[:2])]
        longer = [run for run in dict.fromkeys(runs) if len(run) > 1]
        if not longer:
            return alone
        scores = self._reranker.score(question.text, [" ".join(unit.text for unit in run) for run in (alone, *longer)])
        gains = [
            float(score - scores[0]) - _GAIN * (len(run) - 1) for run, score in zip(longer, scores[1:], strict=True)
        ]
        place = int(np.argmax(gains))
        return longer[place] if gains[place] >= 0 else alone


def neighbours(unit: Unit, units: Sequence[Unit]) -> tuple[tuple[Unit, ...], tuple[Unit, ...], tuple[Unit, ...]]:
    """The unit itself, those before it and those after it in the same part of the article, as printed."""
    kind, place = unit.passage.kind, unit.place
    same = [each for each in units if each.place[:2] == place[:2] and each.passage.kind is kind]
    same.sort(key=lambda each: each.start)
    before = tuple(each for each in same if each.start < unit.start)
    return (unit,), before, tuple(each for each in same if each.start > unit.start)


def _fit(question: Question, unit: Unit) -> float:
    """What the unit gains: for the share of the question's years it is of, and for holding what is wanted."""
    time = f"{unit.text} {unit.passage.headline} {(unit.passage.published or '')[:4]}"
    of_years = [touches(time, year) for year in question.years]
    wanted = [holds(kind, question, unit.text) for kind in question.wanted]
    spoken = bool(question.speaker) and speaks(question.speaker, unit.text)
    of_time, of_kind = sum(of_years) / max(len(of_years), 1), sum(wanted) / len(wanted)
    measured = bool(question.measured) and question.measured in stems(unit.text)
    return _OF_TIME * (of_time + measured) + _OF_KIND * of_kind + _BY_SPEAKER * spoken


def _by_itself(question: Question, unit: Unit, alone: float, in_context: float) -> float:
    """The relevance of a sentence by itself; "It opened in May." is read with the one before, which says what did."""
    holding = any(kind in _IN_PASSING and holds(kind, question, unit.text) for kind in question.wanted)
    leans = holding and bool(question.stems & (set(stems(unit.before)) - set(stems(unit.text))))
    return max(alone, in_context - _LEANING) if leans else alone


def _context(passage: Passage) -> str:
    """What stands above the passage on the page: headline, source and day."""
    headline = passage.headline if passage.kind is not Kind.HEADLINE else None
    day = passage.published[:10] if passage.published else None
    return " | ".join(each for each in (headline, passage.source, day) if each)


def _in_context(unit: Unit) -> str:
    return " ".join(each for each in (_context(unit.passage), unit.before, unit.text) if each)

"""The writer that never writes: it picks the sentences of the archive that answer, and quotes them whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from answer.evidence import Unit
from answer.fitting import holds, leans_back, names_speaker, quotations, touches
from answer.question import Question, Wanted
from answer.reading import Reading, Scored, neighbours
from answer.short import short_answer
from answer.words import stems
from answer.writer import Composition, Quote, Written

Test = Callable[[Unit], bool]

MOST = 4
"""Sentences of an answer at most."""

_CLOSE = 2.0
"""How far below the best, in the reranker's logits, another sentence may score and still be quoted beside it."""

_FAR = 5.0
"""How far below the best a sentence may score that holds what the best one lacks."""

_SAME = 0.7
"""Share of common words from which two sentences tell the same."""


class ExtractiveWriter:
    """An `AnswerWriter` that quotes one to four sentences, copies of one story counting once."""

    def write(self, question: Question, whole: Reading, parts: Sequence[Reading]) -> Composition:
        chosen = _Choice()
        for reading in (whole, *parts)[1 if parts else 0 :]:
            self._best_of(question, reading, chosen)
        if whole.scored:
            self._complete(question, whole, chosen)
        units = chosen.in_order(timely=question.timely)
        sentences = tuple(Written(unit.text, (_quote(unit),)) for unit in units)
        return Composition(sentences, short_answer(question, units, chosen.units))

    def _best_of(self, question: Question, reading: Reading, chosen: "_Choice") -> None:
        """What answers best in one reading, and what it needs beside it to be understood."""
        fresh = [unit for unit in reading.answering if not chosen.has(unit)]
        if not fresh:
            fresh = [scored.unit for scored in reading.scored if not chosen.has(scored.unit)][:1]
        for unit in fresh:
            if chosen.add(unit):
                self._explain(question, reading, unit, chosen)

    def _explain(self, question: Question, reading: Reading, unit: Unit, chosen: "_Choice") -> None:
        """A neighbour where the sentence lacks the words, the speaker or the fact asked for, or says only "he"."""
        beside = reading.beside(unit)
        said = Wanted.SAID in question.wanted
        if said and not quotations(unit.text):
            chosen.add_first(beside, lambda each: bool(quotations(each.text)))
        elif quotations(unit.text) and not names_speaker(unit.text):
            chosen.add_first(beside, lambda each: names_speaker(each.text))
        elif leans_back(unit.text):
            chosen.add_first(beside, lambda each: each.start < unit.start)
        if said:
            self._hear_out(reading, chosen)

    def _hear_out(self, reading: Reading, chosen: "_Choice") -> None:
        """The rest of a speech that goes on in the next sentence."""
        last = chosen.units[-1]
        while quotations(last.text):
            _, _, after = neighbours(last, reading.units)
            if not (after and _goes_on(last, after[0]) and chosen.add(after[0])):
                break
            last = after[0]

    def _complete(self, question: Question, whole: Reading, chosen: "_Choice") -> None:
        """Sentences for what the question asks and the chosen ones lack, then those as good as the best."""
        if not chosen.units:
            self._best_of(question, whole, chosen)
        floor = whole.scored[0].score - _FAR
        near = [scored.unit for scored in whole.scored if scored.score >= floor]
        for needed in _needs(question):
            if not chosen.any(needed):
                beside = [each for unit in chosen.units for each in whole.beside(unit)]
                chosen.add_first([*beside, *near], needed)
        if len(chosen.units) < 3:
            chosen.add_first(_as_good(whole.scored), lambda _: True)


class _Choice:
    """The sentences chosen so far; one that tells the same as another is not taken."""

    def __init__(self) -> None:
        self.units: list[Unit] = []

    def has(self, unit: Unit) -> bool:
        return any(unit.place == other.place or _tells_same(unit, other) for other in self.units)

    def any(self, wanted: Test) -> bool:
        return any(wanted(unit) for unit in self.units)

    def add(self, unit: Unit) -> bool:
        if len(self.units) >= MOST or self.has(unit):
            return False
        self.units.append(unit)
        return True

    def add_first(self, units: Iterable[Unit], wanted: Test) -> bool:
        return any(wanted(unit) and self.add(unit) for unit in units)

    def in_order(self, *, timely: bool) -> list[Unit]:
        """By article in order of choice, or of publication where time is asked; within an article as printed."""
        articles = list(dict.fromkeys(unit.passage.article_id for unit in self.units))
        if timely:
            published = {unit.passage.article_id: unit.passage.published or "" for unit in self.units}
            articles.sort(key=lambda article: published[article])
        return sorted(self.units, key=lambda unit: (articles.index(unit.passage.article_id), unit.start))


def _needs(question: Question) -> Iterator[Test]:
    """What the sentences must hold between them: each kind of thing asked for, each of several years, each name."""
    for wanted in question.wanted:
        yield partial(_holds, wanted, question)
    for words in (*(question.years if len(question.years) > 1 else ()), *(name.text for name in question.names)):
        yield partial(_is_about, words)


def _holds(wanted: Wanted, question: Question, unit: Unit) -> bool:
    return holds(wanted, question, unit.text)


def _is_about(words: str, unit: Unit) -> bool:
    passage = unit.passage
    around = (unit.text, unit.before, passage.headline, passage.source or "", (passage.published or "")[:4])
    return touches(" ".join(around), words)


def _goes_on(unit: Unit, following: Unit) -> bool:
    """Whether the following unit opens with a quotation, in the same paragraph."""
    return following.start - unit.end <= 1 and following.text[0] in "\"“„«‘'"


def _as_good(scored: Sequence[Scored]) -> list[Unit]:
    """The sentences that score close to the best."""
    return [each.unit for each in scored[1:] if each.score >= scored[0].score - _CLOSE]


def _tells_same(one: Unit, other: Unit) -> bool:
    first, second = set(stems(one.text)), set(stems(other.text))
    return len(first & second) >= _SAME * max(min(len(first), len(second)), 1)


def _quote(unit: Unit) -> Quote:
    return Quote(unit.passage, unit.start, unit.end, unit.text)

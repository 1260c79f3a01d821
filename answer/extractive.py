"""The writer that never writes: it picks the sentences of the archive that answer, and quotes them whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from answer.arranging import arranged
from answer.deed import asked_about, deed_of
from answer.disagreement import Statement, claim_of, opposed
from answer.evidence import Unit
from answer.fitting import holds, leans_back, names_speaker, quotations, spans_wanted, speaks, touches
from answer.question import Question, Wanted
from answer.reading import Reading, Scored, neighbours
from answer.short import short_answer
from answer.sought import speaks_of_asked
from answer.spans import Name
from answer.telling import Told, is_of_another, tellers
from answer.values import day_of
from answer.words import stems
from answer.writer import Composition, Quote, Written

Test = Callable[[Unit], bool]

MOST, MOST_OF_PARTS = 4, 5
"""Sentences of an answer at most, to a question of one thing and to one in parts."""

_CLOSE = 2.0
"""How far below the best, in the reranker's logits, another sentence may score and still be quoted beside it."""

_FAR = 5.0
"""How far below the best a sentence may score that holds what the best one lacks."""

_SILENT = 7.0
"""How far below the best paper's best sentence another paper's may score before it is left out."""

_SPANNED = frozenset({Wanted.WHO, Wanted.WHEN, Wanted.WHERE, Wanted.QUANTITY, Wanted.NAME})
"""Kinds of thing that stand in a sentence as a span: the more sentences hold one, the more there is to compare."""

_SAME = 0.7
"""Share of common words from which two sentences tell the same."""


class ExtractiveWriter:
    """An `AnswerWriter` that quotes one to five sentences, copies of one story counting once."""

    name = "extractive"

    def write(self, question: Question, whole: Reading, parts: Sequence[Reading]) -> Composition:
        chosen = _Choice(MOST_OF_PARTS if parts else MOST)
        if not parts and (about := asked_about(question)):
            whole = _without_others(about, whole)
        subject = _subject(question, (whole, *parts))
        for reading in _telling(parts) or (whole,):
            self._best_of(question, reading, chosen, subject if parts else "")
        if whole.scored:
            self._complete(question, whole, chosen, subject)
            self._hear_other_side(question, whole, chosen)
        if subject and not chosen.any(partial(_mentions, subject)):
            self._introduce(subject, (*parts, whole), chosen)
        if parts:
            self._spread((*parts, whole), chosen)
        telling = _telling_deed(question, whole)
        if telling and not any(chosen.has(unit) for unit in telling):
            chosen.make_room()
            chosen.add(telling[0])
        answering = list(chosen.units)
        if whole.scored:
            self._compare(question, whole, chosen)
        units = arranged(question, whole, chosen.units, telling, in_parts=bool(parts))
        sentences = tuple(Written(unit.text, (_quote(unit),)) for unit in units)
        return Composition(sentences, short_answer(question, units, answering))

    def _best_of(self, question: Question, reading: Reading, chosen: "_Choice", subject: str) -> None:
        """What answers best in one reading, and what it needs beside it to be understood."""
        fresh = [unit for unit in reading.answering if not chosen.has(unit)]
        if subject and not any(touches(unit.text, subject) for unit in fresh):
            fresh = [unit for unit in _as_good(reading.scored) if touches(unit.text, subject)][:1] or fresh
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

    def _introduce(self, subject: str, readings: Sequence[Reading], chosen: "_Choice") -> None:
        """A sentence with the subject's name in full, if need be in the last one's place; quoted articles first."""
        units = [unit for reading in readings for unit in reading.units if touches(unit.text, subject)]
        units.sort(key=lambda unit: not chosen.any(partial(_same_article, unit)))
        chosen.make_room()
        chosen.add_first(units, partial(_mentions, subject))

    def _spread(self, readings: Sequence[Reading], chosen: "_Choice") -> None:
        """Where several papers are asked, the best of articles not quoted yet, while there is room."""
        scored = sorted((each for reading in readings for each in reading.scored), key=lambda each: -each.score)
        for each in scored:
            if each.score >= scored[0].score - _FAR and not chosen.any(partial(_same_article, each.unit)):
                chosen.add(each.unit)

    def _complete(self, question: Question, whole: Reading, chosen: "_Choice", subject: str) -> None:
        """Sentences for what the question asks and the chosen ones lack, then those as good as the best."""
        if not chosen.units:
            self._best_of(question, whole, chosen, subject)
        floor = whole.scored[0].score - _FAR
        near = _reporting(question, [scored.unit for scored in whole.scored if scored.score >= floor])
        for needed in _needs(question):
            if not chosen.any(needed):
                beside = [each for unit in chosen.units for each in whole.beside(unit)]
                chosen.add_first([*beside, *near], needed)
        if len(chosen.units) < 3:
            chosen.add_first(_reporting(question, _as_good(whole.scored)), lambda _: True)

    def _compare(self, question: Question, whole: Reading, chosen: "_Choice") -> None:
        """Where a span is asked for, further sentences that hold one, while there is room; dates in full first."""
        floor = whole.scored[0].score - _FAR
        near = [scored.unit for scored in whole.scored if scored.score >= floor]
        for unit in sorted(near, key=lambda each: not _dates_in_full(question, each)):
            if any(wanted in _SPANNED and _holds(wanted, question, unit) for wanted in question.wanted):
                chosen.add(unit)

    def _hear_other_side(self, question: Question, whole: Reading, chosen: "_Choice") -> None:
        """The best sentence of another article that contradicts a chosen one on the number, date or name asked for."""
        made = next(((unit, claim) for unit in chosen.units if (claim := claim_of(question, _statement(unit)))), None)
        if made is None:
            return
        unit, claim = made
        floor = whole.scored[0].score - _SILENT
        others = [scored.unit for scored in whole.scored if scored.score >= floor]
        against = [each for each in others if opposed(question, claim, _statement(unit), _statement(each))]
        if against and not any(chosen.has(each) for each in against):
            chosen.make_room()
            chosen.add(against[0])


class _Choice:
    """The sentences chosen so far; one that tells the same as another is not taken."""

    def __init__(self, most: int) -> None:
        self.units: list[Unit] = []
        self._most = most

    def has(self, unit: Unit) -> bool:
        return any(unit.place == other.place or _tells_same(unit, other) for other in self.units)

    def any(self, wanted: Test) -> bool:
        return any(wanted(unit) for unit in self.units)

    def add(self, unit: Unit) -> bool:
        if len(self.units) >= self._most or self.has(unit):
            return False
        self.units.append(unit)
        return True

    def make_room(self) -> None:
        """Leave the last sentence out where there is no room for another."""
        del self.units[self._most - 1 :]

    def add_first(self, units: Iterable[Unit], wanted: Test) -> bool:
        return any(wanted(unit) and self.add(unit) for unit in units)


def _telling(parts: Sequence[Reading]) -> list[Reading]:
    """The readings that found something; a paper that has nothing to say is not made to speak."""
    best = max((part.scored[0].score for part in parts if part.scored), default=0.0)
    return [part for part in parts if part.scored and part.scored[0].score >= best - _SILENT]


def _telling_deed(question: Question, whole: Reading) -> list[Unit]:
    """The units that tell the deed which the question takes for granted, or deny it where none does; best first."""
    deed = deed_of(question)
    told = tellers(deed, whole.units) if deed else {}
    wanted = Told.DONE if Told.DONE in told.values() else Told.DENIED
    return whole.best_first(unit for unit in whole.units if told.get(unit.place) is wanted)


def _without_others(about: Name, whole: Reading) -> Reading:
    """The reading without sentences of "he" or "she" who is somebody else, but for those that answer best."""
    fit = tuple(
        each
        for each in whole.scored
        if each.unit in whole.answering or not is_of_another(about, each.unit, whole.units)
    )
    return replace(whole, scored=fit)


def _subject(question: Question, readings: Sequence[Reading]) -> str:
    """The name that a question for a name is most likely about, in full, or nothing.

    It is the one in most of the articles read, where names that end alike ("Ortiz", "Lena Ortiz") are one. Names of
    the question itself do not count; a name in one article only is no more likely than others.
    """
    if not {Wanted.WHO, Wanted.NAME}.intersection(question.wanted):
        return ""
    articles: dict[str, set[str]] = {}
    forms: dict[str, Counter[str]] = {}
    for scored in (each for reading in readings for each in reading.scored):
        passage = scored.unit.passage
        text = f"{scored.unit.text}\n{passage.headline}"
        for start, end in spans_wanted(Wanted.NAME, question, text):
            last = text[start:end].split()[-1]
            articles.setdefault(last, set()).add(passage.article_id)
            forms.setdefault(last, Counter())[text[start:end]] += 1
    if Wanted.WHO in question.wanted:
        # A person has a first name somewhere; what never has one is a company or a place.
        articles = {last: found for last, found in articles.items() if any(" " in form for form in forms[last])}
    best = max(articles, key=lambda name: len(articles[name]), default="")
    if not best or len(articles[best]) < 2:
        return ""
    in_full = Counter({form: count for form, count in forms[best].items() if " " in form})
    return (in_full or forms[best]).most_common(1)[0][0]


def _same_article(one: Unit, other: Unit) -> bool:
    return one.passage.article_id == other.passage.article_id


def _needs(question: Question) -> Iterator[Test]:
    """What the sentences must hold between them: each kind of thing asked for, each of several years, each name."""
    for wanted in question.wanted:
        yield partial(_holds, wanted, question)
    for words in (*(question.years if len(question.years) > 1 else ()), *(name.text for name in question.names)):
        yield partial(_is_about, words)


def _holds(wanted: Wanted, question: Question, unit: Unit) -> bool:
    return holds(wanted, question, unit.text)


def _dates_in_full(question: Question, unit: Unit) -> bool:
    """Whether the unit gives a day with its year, where that is asked, and speaks of what happened on it."""
    if Wanted.WHEN not in question.wanted or not speaks_of_asked(question, unit.text):
        return False
    days = (day_of(unit.text[start:end]) for start, end in spans_wanted(Wanted.WHEN, question, unit.text))
    return any(day and day.year and day.day for day in days)


def _statement(unit: Unit) -> Statement:
    passage = unit.passage
    return Statement(unit.text, f"{passage.headline} {unit.before}", passage.article_id, passage.published)


def _mentions(words: str, unit: Unit) -> bool:
    return touches(unit.text, words)


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


def _reporting(question: Question, units: Sequence[Unit]) -> Sequence[Unit]:
    """The units that report the speaker asked for; all where nobody's words are asked for, or none is theirs."""
    return [unit for unit in units if question.speaker and speaks(question.speaker, unit.text)] or units


def _tells_same(one: Unit, other: Unit) -> bool:
    first, second = set(stems(one.text)), set(stems(other.text))
    return len(first & second) >= _SAME * max(min(len(first), len(second)), 1)


def _quote(unit: Unit) -> Quote:
    return Quote(unit.passage, unit.start, unit.end, unit.text)

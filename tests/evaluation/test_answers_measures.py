"""Every figure here can be worked out by hand from the three answers below."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answer.model import Answer, AnswerStatus, Citation, WriterName
from archive.model import Kind
from archive.sql_store import SqlStore
from evaluation.answers import AnswersReport, to_read
from evaluation.answers_measures import Outcome, measure, normalised, outcome, token_f1
from evaluation.answers_questions import Judged
from tests.answer.newsroom import FERRY, PIER, store_with, version_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = store_with(tmp_path, [("ferry", FERRY), ("pier", PIER)])
    yield store
    store.close()


def citation(article_id: str, words: str, number: int = 1) -> Citation:
    version = version_of({"ferry": FERRY, "pier": PIER}[article_id], article_id)
    start = version.text.index(words)
    return Citation(
        number=number,
        article_id=article_id,
        version=1,
        passage_id="p",
        kind=Kind.BODY,
        start=start,
        end=start + len(words),
        quote=words,
        headline=version.headline,
        byline=None,
        source=None,
        published=None,
    )


def answer(*citations: Citation, short: tuple[str, int] | None = None, milliseconds: float = 100.0) -> Answer:
    status = AnswerStatus.ANSWERED if citations else AnswerStatus.REFUSED
    return Answer(
        status=status,
        question="?",
        generation="g",
        citations=citations,
        short=short,
        timings={"total": milliseconds},
    )


GOLD = frozenset({"ferry company halts crossings after storm", "another headline"})
ENTITY = Judged("1", "Who?", "inference_query", True, "Dana Whitlock", GOLD)
NULL = Judged("2", "What?", "null_query", False, "Insufficient information.")
WORDS = Judged("3", "How much?", "answered", True, expected=("12 crowns",))


def outcomes(store: SqlStore) -> list[Outcome]:
    spoken, planned = citation("ferry", "said Dana Whitlock"), citation("pier", "A new ramp is planned.", 2)
    return [
        outcome(ENTITY, answer(spoken, planned, short=("the Dana Whitlock", 1)), store),
        outcome(NULL, answer(milliseconds=300.0), store),
        outcome(WORDS, answer(milliseconds=200.0), store),
    ]


def test_an_answer_is_measured_against_gold_articles_and_the_record(store: SqlStore) -> None:
    first = outcomes(store)[0]
    assert (first.precision, first.recall, first.quotes, first.verbatim) == (0.5, 0.5, 2, 2)
    assert (first.exact, first.f1, first.named_in_evidence) == (True, 1.0, True)


def test_a_quote_that_does_not_stand_there_is_not_verbatim(store: SqlStore) -> None:
    altered = Citation(**{name: getattr(citation("ferry", "Isle Brand"), name) for name in Citation.__slots__})
    object.__setattr__(altered, "quote", "Isle Grand")
    assert outcome(ENTITY, answer(altered), store).verbatim == 0


def test_the_measures_together(store: SqlStore) -> None:
    together = measure(outcomes(store))
    assert (together.questions, together.answered, together.verbatim) == (3, 0.5, 1.0)
    assert (together.refusal_precision, together.refusal_recall) == (0.5, 1.0)
    assert (together.cited_gold, together.named, together.expected) == (1.0, 1.0, 0.0)
    assert (together.p50, together.p95) == (200.0, 300.0)


def test_answers_in_a_models_words_count_beside_those_that_fell_back(store: SqlStore) -> None:
    found = answer(citation("ferry", "said Dana Whitlock"))
    asked = [replace(found, model="m", writer=writer) for writer in (WriterName.MODEL, WriterName.EXTRACTIVE)]
    assert measure([outcome(ENTITY, each, store) for each in (*asked, found)]).by_model == 0.5
    assert measure([outcome(ENTITY, found, store)]).by_model is None


def test_measures_of_nothing_are_none() -> None:
    empty = measure([])
    assert (empty.questions, empty.answered, empty.verbatim, empty.p95) == (0, None, None, None)


def test_short_answers_are_compared_as_in_squad() -> None:
    assert normalised("The  U.S. Army!") == "us army"
    assert token_f1("more than 100 soldiers", "100 soldiers") == pytest.approx(2 * 2 / 6)
    assert token_f1("no", "yes") == 0.0


def test_answers_to_read_are_as_many_as_were_asked_for_from_all_over() -> None:
    texts = [f"Question {number}?" for number in range(6)]
    report = AnswersReport({}, (), tuple(replace(answer(), question=text) for text in texts))
    printed = {count: [text for text in texts if text in to_read(report, count)] for count in (0, 2, 3, 20)}
    assert printed == {0: [], 2: [texts[0], texts[3]], 3: texts[::2], 20: texts}

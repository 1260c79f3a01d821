"""Law 2, whoever wrote: what is shown stands in the record, word for word."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answer.verify import Verified, verify
from answer.writer import Composition, Quote, Written
from archive.sql_store import SqlStore
from index.hits import Passage
from tests.answer.newsroom import FERRY, PIER, passage_of, store_with, version_of

VERSION = version_of(FERRY, "a1")
STRANDED = "More than 240 passengers were stranded on Isle Brand."
PROMISE = "“We will not sail until the pier is safe,” said Dana Whitlock, the company's director."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = store_with(tmp_path, [("a1", FERRY), ("a2", PIER)])
    yield store
    store.close()


def quote_of(words: str) -> Quote:
    passage = passage_of(VERSION, words)
    return Quote(passage, passage.start, passage.end, words)


def verified(store: SqlStore, *sentences: Written, short: tuple[str, int] | None = None) -> Verified:
    passages: list[Passage] = [passage_of(VERSION, STRANDED)]
    return verify(Composition(sentences, short), passages, store)


def test_a_quote_is_cited_with_where_it_stands(store: SqlStore) -> None:
    result = verified(store, Written(STRANDED, (quote_of(STRANDED),)), short=("More than 240", 0))
    (citation,) = result.citations
    assert citation.quote == VERSION.text[citation.start : citation.end] == STRANDED
    assert (citation.number, citation.article_id, citation.source, citation.published, citation.verified) == (
        1,
        "a1",
        "Coast Press",
        "2021-03-05",
        True,
    )
    assert result.sentences[0].citations == (1,)
    assert result.short == ("More than 240", 1)


def test_a_quote_with_other_typography_is_replaced_by_the_printed_words(store: SqlStore) -> None:
    retyped = PROMISE.replace("“", '"').replace("”", '"')
    quote = replace(quote_of(PROMISE), text=retyped)
    result = verified(store, Written(retyped, (quote,)))
    assert result.sentences[0].text == result.citations[0].quote == PROMISE


def test_an_altered_quote_is_dropped(store: SqlStore) -> None:
    altered = STRANDED.replace("240", "420")
    result = verified(store, Written(altered, (replace(quote_of(STRANDED), text=altered),)))
    assert (result.sentences, result.citations, [each.text for each in result.dropped]) == ((), (), [altered])


def test_a_quote_from_an_article_that_was_not_retrieved_is_dropped(store: SqlStore) -> None:
    other = passage_of(version_of(PIER, "a2"), "A new ramp is planned.")
    quote = Quote(other, other.start, other.end, other.text)
    assert verified(store, Written(other.text, (quote,))).sentences == ()


def test_a_sentence_without_a_quote_is_dropped(store: SqlStore) -> None:
    (dropped,) = verified(store, Written("The ferry is safe.", ())).dropped
    assert (dropped.text, dropped.verified, dropped.doubt) == ("The ferry is safe.", False, "it cites nothing")


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("In all, more than 240 passengers were stranded on Isle Brand.", True),
        ("In all, 300 passengers were stranded on Isle Brand.", False),
        ("In all, more than 240 passengers were stranded on Isle Grand.", False),
        ("On June 5, 2020 more than 240 passengers were stranded.", False),
        # The quote does not say that they waited: four in five of the other words must stand in it.
        ("In all, more than 240 passengers had to wait on Isle Brand.", False),
    ],
)
def test_numbers_dates_and_names_of_a_written_sentence_stand_in_its_quote(
    store: SqlStore, sentence: str, stands: bool
) -> None:
    result = verified(store, Written(sentence, (quote_of(STRANDED),)))
    assert [each.text for each in result.sentences] == ([sentence] if stands else [])


def test_one_stretch_cited_twice_has_one_number(store: SqlStore) -> None:
    written = Written(STRANDED, (quote_of(STRANDED),))
    result = verified(store, written, written)
    assert [sentence.citations for sentence in result.sentences] == [(1,), (1,)]
    assert len(result.citations) == 1


def test_a_short_answer_goes_with_its_sentence(store: SqlStore) -> None:
    altered = STRANDED.replace("240", "420")
    result = verified(
        store,
        Written(altered, (replace(quote_of(STRANDED), text=altered),)),
        Written(PROMISE, (quote_of(PROMISE),)),
        short=("420", 0),
    )
    assert result.short is None
    assert [citation.number for citation in result.citations] == [1]

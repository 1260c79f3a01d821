"""Whoever answers "who" by last name alone is named in full, from the article quoted."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from answer.introducing import introduced
from answer.question import read_question
from answer.writer import Composition, Quote, Written
from archive.model import Draft, Kind, Metadata, Version
from index.hits import Passage
from tests.answer.newsroom import passage_of, store_with, version_of

FIRST = "Lena Ortiz, 44, has run the harbour office since 2011."
SECOND = "The council chose her over two men."
THIRD = "Ortiz sold the dredger without a vote."
FOURTH = "Mr. Ortiz, her husband, bought it."
FIFTH = "Maybe Calder knew, said Calder."
SIXTH = "Director Vane, 64, runs the yard."
SEVENTH = "Calder and Vane said nothing."
EIGHTH = "The yard belongs to Ursula van der Meer, 61, of Vennick."
NINTH = "Will Harrow, 50, who heads it, will not resign."
TENTH = "Meer told Harrow so."
SALE = Draft(
    headline="Harbour office sells dredger",
    body="\n\n".join((FOURTH, FIRST, SECOND, THIRD, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH)),
    metadata=Metadata(source="Coast Press"),
)
LETTER = Draft(
    headline="A letter", body="Ortiz is to blame, a reader writes.", metadata=Metadata(source="Inland Herald")
)
WHO = "Who sold the dredger without a vote?"


def written(version: Version, *sentences: str, short: tuple[str, int] | None = None) -> Composition:
    passages = [passage_of(version, each) for each in sentences]
    return Composition(
        tuple(Written(each.text, (Quote(each, each.start, each.end, each.text),)) for each in passages), short
    )


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Version, Version]:
    return version_of(SALE, "sale"), version_of(LETTER, "letter")


def told(question: str, composition: Composition, folder: Path) -> Composition:
    """What is made of it where every paragraph of the two articles is a passage."""
    store = store_with(folder, [("sale", SALE), ("letter", LETTER)])

    def passages_of(article_id: str) -> list[Passage]:
        version = store.version(article_id, 1)
        return [passage_of(version, paragraph) for paragraph in version.text.split("\n\n")]

    try:
        return introduced(read_question(question), composition, passages_of, store)
    finally:
        store.close()


def test_the_sentence_with_the_full_name_is_quoted_before_what_follows_it(
    texts: tuple[Version, Version], tmp_path: Path
) -> None:
    sale, _ = texts
    answer = told(WHO, written(sale, FOURTH, THIRD, short=("Ortiz", 1)), tmp_path)
    assert [each.text for each in answer.sentences] == [FOURTH, FIRST, THIRD]
    assert answer.short == ("Ortiz", 2)
    (quote,) = answer.sentences[1].quotes
    assert sale.text[quote.start : quote.end] == FIRST
    assert quote.passage == passage_of(sale, FIRST)


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("When was the dredger sold?", [THIRD]),  # nobody is asked for
        (WHO, [FIRST, THIRD]),  # the full name is there
        ("Who bought the dredger from Ortiz?", [THIRD]),  # the question names her
        (WHO, [SECOND]),  # no name
        (WHO, [SEVENTH]),  # "Maybe" is no first name, nor is "Director"
    ],
)
def test_nothing_is_added_where_nobody_is_to_be_introduced(
    question: str, sentences: list[str], texts: tuple[Version, Version], tmp_path: Path
) -> None:
    composition = written(texts[0], *sentences)
    assert told(question, composition, tmp_path) == composition


def test_the_full_name_is_not_taken_from_an_article_that_is_not_quoted(
    texts: tuple[Version, Version], tmp_path: Path
) -> None:
    composition = written(texts[1], "Ortiz is to blame, a reader writes.")
    assert told("Who is to blame?", composition, tmp_path) == composition


def test_a_name_may_have_small_words_inside(texts: tuple[Version, Version], tmp_path: Path) -> None:
    answer = told("Who told him so?", written(texts[0], TENTH), tmp_path)
    assert [each.text for each in answer.sentences] == [EIGHTH, TENTH]


def test_neither_a_newer_version_nor_another_photograph_is_quoted(tmp_path: Path) -> None:
    store = store_with(tmp_path, [("sale", SALE)])
    quoted = passage_of(store.version("sale", 1), THIRD)
    full = passage_of(store.version("sale", 1), FIRST)
    composition = Composition((Written(THIRD, (Quote(quoted, quoted.start, quoted.end, quoted.text),)),))
    for other in (replace(full, version=2), replace(full, kind=Kind.CAPTION), replace(full, photo_id="p1")):
        there = partial(lambda passage, _: [passage], other)
        assert introduced(read_question(WHO), composition, there, store) == composition
    assert introduced(read_question(WHO), composition, lambda _: [full], store) != composition
    store.close()

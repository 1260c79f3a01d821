"""Whose deed a sentence tells: sentences in, told, denied or not told out."""

import pytest

from answer.deed import deed_of
from answer.question import read_question
from answer.telling import Sentence, Told, telling

RESIGN, FIRED = "Why did Ann Ortiz resign?", "Why was Ann Ortiz fired?"
SUE, CLOSE = "Why did Marlow Ferries sue Inland Lines?", "Why did Marlow Ferries close the pier?"


def told(question: str, text: str, *before: str, **around: str) -> Told:
    deed = deed_of(read_question(question))
    assert deed is not None
    return telling(deed, Sentence(text, before, **around))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (RESIGN, "Ann Ortiz resigned on Friday."),
        (RESIGN, "Ortiz, the head of the Harbour Board, stepped down on Friday."),
        (RESIGN, "The mayor announced the resignation of Ms. Ortiz."),
        (RESIGN, "Lind, Ortiz and Calder quit the board."),
        (RESIGN, "Ortiz agreed to resign."),
        (FIRED, "The board of the yard dismissed Ortiz."),
        (FIRED, "Ortiz was later sacked by Otto Lind."),
        (SUE, "Marlow Ferries took Inland Lines to court with a lawsuit: Marlow Ferries sued Inland Lines in May."),
        (SUE, "Inland Lines was sued in May by Marlow Ferries."),
    ],
)
def test_a_deed_is_told_by_its_family_of_words(question: str, text: str) -> None:
    assert told(question, text) is Told.DONE


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (RESIGN, "Ortiz said that Otto Lind resigned on Friday."),
        (RESIGN, "Otto Lind, who sat beside Ortiz, resigned."),
        (RESIGN, "Ortiz refused to resign."),
        (RESIGN, "Ortiz was asked if she would resign."),
        (RESIGN, "Calls for Ortiz to resign grew."),
        (FIRED, "Ortiz fired Otto Lind."),
        (FIRED, "The board fired Otto Lind, and Ortiz took his place."),
        (SUE, "Inland Lines may be sued, Marlow Ferries hopes."),
        (SUE, "Marlow Ferries sued Dana Whitlock, not Inland Lines."),
    ],
)
def test_what_somebody_else_did_or_nobody_did_is_not_told(question: str, text: str) -> None:
    assert told(question, text) is Told.NOT


BOUGHT = "Who bought Marlow Ferries?"


@pytest.mark.parametrize(
    "text",
    [
        "Inland Lines bought Marlow Ferries for 3 million crowns.",
        "Inland Lines’ acquisition of Marlow Ferries ended a quarrel.",
        "Marlow Ferries was bought in 2021 by Inland Lines.",
        "Marlow Ferries, acquired by Inland Lines, has two boats.",
    ],
)
def test_who_did_it_is_told_where_it_was_done_to_what_is_asked(text: str) -> None:
    assert told(BOUGHT, text) is Told.DONE


@pytest.mark.parametrize(
    "text",
    [
        "Marlow Ferries bought Orr Mill in 2021.",
        "Marlow Ferries has already purchased four boats.",
        "Marlow Ferries’ acquisition of Orr Mill ended a quarrel.",
        "Inland Lines, a rival of Marlow Ferries, bought Orr Mill.",
        "Inland Lines considered whether it might buy Marlow Ferries.",
    ],
)
def test_what_it_did_itself_is_not_told_as_done_to_it(text: str) -> None:
    assert told(BOUGHT, text) is Told.NOT


def test_what_is_denied_is_told_apart() -> None:
    assert told(RESIGN, "Ortiz never resigned.") is Told.DENIED
    assert told(RESIGN, "Ortiz did not step down.") is Told.DENIED


def test_a_pronoun_stands_for_the_person_named_last_before_it() -> None:
    of_ortiz, of_lind = "Ann Ortiz, 44, ran the office.", "Mr. Lind kept the books, said Lind."
    assert told(RESIGN, "She resigned in May.", of_ortiz) is Told.DONE
    assert told(RESIGN, "She resigned in May.", of_ortiz, "It rained in Vennick.") is Told.DONE
    assert told(RESIGN, "He resigned in May.", of_ortiz, of_lind, article=f"{of_ortiz} {of_lind}") is Told.NOT
    assert told(RESIGN, "Otto Lind fell out with the board before he resigned.", of_ortiz) is Told.NOT
    assert told(RESIGN, "She resigned in May.") is Told.NOT


def test_a_description_stands_for_a_name_before_it() -> None:
    firm = "Marlow Ferries carries 410,000 people a year."
    assert told("When was Marlow Ferries sold?", "The company was sold in May.", firm) is Told.DONE
    assert told("When was Otto Lind sold?", "The company was sold in May.", firm) is Told.NOT


def test_a_firm_may_be_named_elsewhere_where_the_thing_is_named() -> None:
    text, article = "The pier will close in May, its owner said.", "Marlow Ferries has lost money for years."
    assert told(CLOSE, text, article=article) is Told.DONE
    assert told(CLOSE, text) is Told.NOT


def test_who_was_appointed_may_be_named_in_the_next_sentence() -> None:
    question, text = "When was Ann Ortiz appointed clerk?", "The council on Monday appointed a clerk."
    assert told(question, text, after="She is Ann Ortiz, 44.") is Told.DONE
    assert told(question, text, after="It rained.") is Told.NOT

"""Which sentences are worth reading is settled by words: those of the question, and what the sentence holds."""

from dataclasses import replace

from answer.evidence import Unit
from answer.promising import promising
from answer.question import read_question
from tests.answer.newsroom import FERRY, passage_of, version_of

QUESTION = read_question("When did the ferry to Holm stop running?")
TEXTS = (
    "The harbour was quiet.",
    "The ferry to Holm stopped running in March.",
    "Fares had risen twice.",
    "It had been running for a century.",
    "Nobody knew why.",
)


def units(*texts: str) -> list[Unit]:
    passage = passage_of(version_of(FERRY, "ferry"), "Isle Brand")
    return [
        Unit(passage, place * 50, place * 50 + len(text), text, before)
        for place, (text, before) in enumerate(zip(texts, ("", *texts), strict=False))
    ]


def test_few_are_read_all() -> None:
    assert promising(QUESTION, units(*TEXTS), [0.0] * 5, 5) == [0, 1, 2, 3, 4]


def test_those_with_the_questions_words_come_first_and_keep_their_order() -> None:
    # The third shares no word with the question, and what stands before it shares all.
    assert promising(QUESTION, units(*TEXTS), [0.0] * 5, 3) == [1, 2, 3]


def test_a_rare_word_says_more_than_one_that_all_hold() -> None:
    found = units("The ferry came.", "The ferry left.", "To Holm.", "The ferry sank.")
    assert promising(QUESTION, [replace(each, before="") for each in found], [0.0] * 4, 1) == [2]


def test_what_fits_the_time_and_kind_asked_for_is_read_without_any_word() -> None:
    assert promising(QUESTION, units(*TEXTS), [0.0, 0.0, 0.0, 0.0, 3.0], 1) == [4]


def test_of_equals_the_first() -> None:
    same = [replace(each, before="") for each in units("One.", "Two.", "Three.")]
    assert promising(QUESTION, same, [0.0] * 3, 2) == [0, 1]

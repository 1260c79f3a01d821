"""How a question is read after others: what is carried over, and what is left alone."""

import pytest

from answer.conversation import Turn, person_in
from answer.follow import read_after
from answer.model import CitedArticle
from answer.people import is_person

KEEPER = CitedArticle(article_id="keeper", headline="Keeper retires")
PRINTED = (
    "Mara Ellin climbed the 212 steps of Gannet Point light. “The lamp does the work,” said Ms Ellin. She began early. "
    "Oskar Rand, 61, the mayor of Harrow, said he would miss the lamp. The Harrow Bridge opened late. "
    "The delay was a month."
)


def turn(text: str, said: str = "Mara Ellin climbed the steps.", short: str | None = None) -> Turn:
    return Turn(answer_id="t1", text=text, said=said, short=short, cited=(KEEPER,), printed=PRINTED)


def read(before: str, asked: str, **changes: str) -> str:
    return read_after(asked, [turn(before, **changes)]).text


@pytest.mark.parametrize(
    ("before", "asked", "read_as"),
    [
        ("Who climbed the light?", "And when did she begin?", "When did Mara Ellin begin?"),
        ("Who climbed the light?", "What was her reason?", "What was Mara Ellin’s reason (climbed light)?"),
        ("What did Oskar Rand say about Mara Ellin?", "How old is he?", "How old is Oskar Rand?"),
        (
            "What did Oskar Rand say about Mara Ellin?",
            "What did people tell her?",
            "What did people tell Mara Ellin?",
        ),
        ("When did the Harrow Bridge open?", "Why was it late?", "Why was the Harrow Bridge late?"),
        ("How many people signed the petition to keep the ferry?", "Who started it?", "Who started the petition?"),
        ("When was the engineer's memorandum written?", "Who read it?", "Who read the engineer's memorandum?"),
        ("How much will the ferry cost?", "Why?", "Why (ferry cost)?"),
        ("How much will the ferry cost?", "and in 2021?", "How much will the ferry cost in 2021?"),
        ("How much did the ferry cost in May 2019?", "What about 2021?", "How much did the ferry cost in 2021?"),
        ("How much will the ferry cost?", "What about the bus?", "How much will the bus cost?"),
        ("How old is Oskar Rand?", "And Mara Ellin?", "How old is Mara Ellin?"),
        ("What became of Rand's promise?", "And Ellin?", "What became of Ellin's promise?"),
        ("When did the Harrow Bridge open?", "And what did Rand say?", "What did Rand say (Harrow Bridge open)?"),
        ("When did the Harrow Bridge open?", "What did Rand say?", "What did Rand say (Harrow Bridge open)?"),
    ],
)
def test_what_is_missing_is_carried_over(before: str, asked: str, read_as: str) -> None:
    following = read_after(asked, [turn(before)])
    assert following.text == read_as
    assert following.answer_id == "t1"


@pytest.mark.parametrize(
    "asked",
    [
        "Who won the cup final?",
        "And who won the cup final in Harrow in 1974?",
        "What did Dagny Roth say when she found the nest?",
        "How many people signed the petition to keep the ferry?",
        "What did the council decide about the library roof?",
        "What did Dagny Roth say?",
        "library roof cost",
        "Is it true that the cannery closed in 2015?",
    ],
)
def test_a_question_that_stands_by_itself_is_left_alone(asked: str) -> None:
    following = read_after(asked, [turn("When did the Harrow Bridge open?")])
    assert (following.text, following.first) == (asked, ())


def test_what_the_cited_articles_speak_of_is_looked_for_there_first() -> None:
    following = read_after("How long was the delay?", [turn("When did the Harrow Bridge open?")])
    assert (following.text, following.first) == ("How long was the delay?", (KEEPER,))


def test_the_articles_cited_before_are_looked_in_last_answer_first() -> None:
    other = CitedArticle(article_id="ferry", headline="Fares rise")
    earlier = Turn(
        answer_id="t0", text="How much is the ferry?", said="", short=None, cited=(other, KEEPER), printed=""
    )
    following = read_after("Why?", [earlier, turn("When did the Harrow Bridge open?")])
    assert [each.article_id for each in following.first] == ["keeper", "ferry"]
    assert following.answer_id == "t1"


def test_a_pronoun_is_never_given_to_somebody_it_does_not_fit() -> None:
    assert person_in(turn("How old is Oskar Rand?"), "he") == "Oskar Rand"
    assert person_in(turn("How old is Oskar Rand?", said="Nobody says."), "she") is None
    assert (
        read("How old is Oskar Rand?", "When was she born?", said="Nobody says.")
        == "When was she born (old Oskar Rand)?"
    )


def test_people_are_told_from_things_by_how_they_are_printed() -> None:
    named = ("Mara Ellin", "Oskar Rand", "Harrow Bridge", "Gannet Point")
    assert [name for name in named if is_person(name, PRINTED)] == ["Mara Ellin", "Oskar Rand"]


def test_whom_the_question_names_itself_is_not_who_the_pronoun_means() -> None:
    last = turn("Who knows Oskar Rand?", said="Oskar Rand knows Mara Ellin.")
    assert person_in(last, "they") == "Oskar Rand"
    assert read_after("When did they write to Rand?", [last]).text == "When did Mara Ellin write to Rand?"
    assert person_in(last, "they", "When did they marry Lena Rand?") == "Oskar Rand"

"""Who is sought: what a question asks the doer or the holder of, and which sentences tell of one."""

import pytest

from answer.evidence import Unit
from answer.question import read_question
from answer.reading import Reading
from answer.sought import sought_of, speaks_of_asked, tells_who, unfound, unsaid
from answer.telling import untold
from archive.model import Draft, Metadata, NewsDate
from tests.answer.newsroom import passage_of, version_of


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who acquired Marlow Ferries?", "who acquired Marlow Ferries"),
        ("Which town hosted the games in 2012?", "which town hosted the games in 2012"),
        ("Who is the new CEO of Orrtech?", "who is the new CEO of Orrtech"),
        ("Who was the runner-up of the 2018 Orr Cup?", "who was the runner-up of the 2018 Orr Cup"),
        (
            "Who was recently named director of the Marlow Museum?",
            "who was recently named director of the Marlow Museum",
        ),
        ("Who did Marlow Ferries sue?", None),
        ("Who led the campaign to close the school?", None),
        ("Who is the man that sold the pier?", None),
        ("Which paper did Ann Lind work for before she joined the Packet?", None),
        ("Who photographed the pier?", None),
        ("Who played in the final of the Orr Cup?", None),
        ("Who played the captain in Harbour Nights?", "who played the captain in Harbour Nights"),
        ("When did Ann Lind win?", None),
        ("Who won the cup, and who lost it?", None),
    ],
)
def test_the_deed_or_office_is_read_where_its_words_are_known(question: str, said: str | None) -> None:
    sought = sought_of(read_question(question))
    assert (sought.said if sought else None) == said


ACQUIRED, WON = "Who acquired Marlow Ferries?", "Who won the 2019 Orr Cup?"
CHAIR, NAMED = "Who is the president of the Orr League?", "Who was named the 2020 Teacher of the Year?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (ACQUIRED, "Marlow Ferries was bought by Inland Lines for 3 million crowns."),
        (ACQUIRED, "The acquisition by Inland Lines was announced on Monday."),
        (WON, "Ann Lind beat Bo Calder in the final."),
        (WON, "The runners-up were cheered, but Vennick Town took the title."),
        (WON, "The Marlow Heat won the Orr Cup with a final round of 66."),
        (WON, "Bo Calder was the one who won the Orr Cup, in a play-off against Ann Lind."),
        (CHAIR, "Otto Lind, the league's president, had no comment."),
        (CHAIR, "Otto Lind has led the Orr League since 2015."),
        (NAMED, "The 2020 Teacher of the Year, Ann Lind, teaches in Marlow."),
        ("Who was the runner-up of the Orr Cup?", "The runners-up, Vennick Town, left early."),
    ],
)
def test_a_sentence_tells_of_a_doer(question: str, text: str) -> None:
    assert _tells(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (ACQUIRED, "Marlow Ferries was founded by two brothers from Vennick, Ann and Bo Calder."),
        (ACQUIRED, "Inland Lines said it might acquire Marlow Ferries."),
        (WON, "Ann Lind won the semi-final of the Orr Cup."),
        (WON, "Ann Lind plays Bo Calder in the first round."),
        (WON, "The Orr Cup was won in the last minute."),
        (WON, "Winners of the Orr Cup are listed below."),
        (WON, "The Championship moves to Vennick."),
        (CHAIR, "Otto Lind, former president of the Orr League, had no comment."),
        (CHAIR, "Otto Lind, a vice-president of the Orr League, had no comment."),
        (WON, "The reigning champions, Vennick Town, left early."),
        (NAMED, "She heard on Friday that she was the 2020 Teacher of the Year."),
    ],
)
def test_a_sentence_that_tells_another_deed_or_names_nobody_tells_of_none(question: str, text: str) -> None:
    assert not _tells(question, text)


def _tells(question: str, text: str) -> bool:
    read = read_question(question)
    sought = sought_of(read)
    assert sought is not None
    return tells_who(sought, read, text)


def test_what_is_asked_is_spoken_of_in_other_words() -> None:
    asked = read_question("What is the release date of Harbour Nights?")
    assert speaks_of_asked(asked, "Harbour Nights was launched on May 3, 2021.")
    assert not speaks_of_asked(asked, "Harbour Nights has a date with Ann Lind.")


CUP = Draft(
    headline="Vennick Town take the Orr Cup",
    body="The final was played on Saturday. Vennick Town won it by two goals.",
    metadata=Metadata(source="Coast Press", published=NewsDate("2019-05-05")),
)


@pytest.mark.parametrize(
    ("question", "is_found"),
    [
        ("Who won the Orr Cup in 2019?", True),
        ("Who won the Orr Cup?", True),
        ("Who won the Orr Cup in 2014?", False),
        ("Who won the Caldmark Shield in 2019?", False),
    ],
)
def test_the_article_must_name_what_was_done_and_its_year(question: str, is_found: bool) -> None:
    version = version_of(CUP, "cup")
    passage = passage_of(version, "The final was played on Saturday. Vennick Town won it by two goals.")
    units = [
        Unit(passage, passage.start + start, passage.start + start + len(text), text)
        for start, text in ((0, "The final was played on Saturday."), (34, "Vennick Town won it by two goals."))
    ]
    read = read_question(question)
    reading = Reading((), tuple(units), (units[0],))
    found = unfound(read, reading, [passage])
    assert (found is None) is is_found
    assert unsaid(read, reading, [passage]) == found
    assert untold(read, reading) is None


@pytest.mark.parametrize(
    ("headline", "before", "text", "is_found"),
    [
        ("Sport", "", "Vennick Town won the Orr Cup.", True),
        ("Sport", "The final of the Orr Cup was played on Saturday.", "Vennick Town won by two goals.", True),
        ("Vennick Town at the Orr Cup", "", "They won it, said Ann Lind.", True),
        ("Sport", "", "Vennick Town won by two goals.", False),
        ("Vennick Town in the Orr Cup semi-final", "", "Vennick Town won by two goals.", False),
        ("Sport", "", "Ann Lind won stage 13 of the Orr Cup.", False),
    ],
)
def test_what_was_won_is_named_beside_it_and_not_a_part_of_it(
    headline: str, before: str, text: str, is_found: bool
) -> None:
    body = f"The Orr Cup is old.\n\nIt rained.\n\n{before} {text}"
    version = version_of(Draft(headline=headline, body=body, metadata=Metadata(source="Coast Press")), "cup")
    passage = passage_of(version, text)
    unit = Unit(passage, passage.start, passage.end, text, before)
    whole = passage_of(version, "The Orr Cup is old.")
    assert (unfound(read_question("Who won the Orr Cup?"), Reading((), (unit,), (unit,)), [whole]) is None) is is_found


def test_where_a_part_is_asked_a_part_answers() -> None:
    text = "Ann Lind won stage 13 of the Orr Cup."
    version = version_of(Draft(headline="Sport", body=text, metadata=Metadata(source="Coast Press")), "cup")
    passage = passage_of(version, text)
    unit = Unit(passage, passage.start, passage.end, text)
    asked = read_question("Who won stage 13 of the Orr Cup?")
    assert unfound(asked, Reading((), (unit,), (unit,)), [passage]) is None


def test_an_office_is_of_the_firm_in_its_name() -> None:
    sought = sought_of(read_question("Who is the CEO of Orrtech?"))
    assert sought is not None
    assert sought.names == ("Orrtech",)

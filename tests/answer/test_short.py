import pytest

from answer.evidence import Unit
from answer.question import read_question
from answer.short import short_answer
from tests.answer.newsroom import FERRY, passage_of, version_of

PASSAGE = passage_of(version_of(FERRY, "a1"), "Repairs will cost 1.8 million crowns.")


def short(question: str, *texts: str) -> tuple[str, int] | None:
    units = [Unit(PASSAGE, 100 * place, 100 * place + len(text), text) for place, text in enumerate(texts)]
    return short_answer(read_question(question), units, units)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many passengers were stranded?", "More than 240 passengers were stranded.", "More than 240 passengers"),
        ("How much will repairs cost?", "Repairs will cost 1.8 million crowns.", "1.8 million crowns"),
        ("When will the pier reopen?", "The pier will reopen on May 14, 2021.", "May 14, 2021"),
        ("Where were passengers stranded?", "Passengers were stranded on a barge near Isle Brand.", "Isle Brand"),
    ],
)
def test_the_one_thing_of_the_kind_asked_for(question: str, text: str, expected: str) -> None:
    assert short(question, text) == (expected, 0)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("How many passengers were stranded?", ("Some 240 passengers of 1,100 passengers were stranded.",)),
        ("How many passengers were stranded?", ("240 passengers were stranded.", "300 passengers were stranded.")),
        ("How many passengers were stranded in 2019?", ("240 passengers were stranded.",)),
        ("How many were stranded, and who paid?", ("240 were stranded.",)),
        ("What was the attendance at the stranded pier?", ("Repairs at the stranded pier took 108 minutes.",)),
        ("When did the pier reopen?", ("MARLOW, March 16 -- The pier did reopen.",)),
        ("Who directs the ferry company?", ("Dana Whitlock directs the ferry company.",)),
        ("When did the pier reopen?", ("The pier will reopen late, in December 2018.",)),
        ("When was the pier opened?", ("The pier was to be opened on May 14, 2021.",)),
        ("Why did it close?", ("It closed on May 4.",)),
    ],
)
def test_nothing_where_there_is_doubt(question: str, texts: tuple[str, ...]) -> None:
    assert short(question, *texts) is None

import pytest

from answer.question import Wanted, read_question


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Who led the inquiry?", (Wanted.WHO,)),
        ("When was the pier built, and who built it?", (Wanted.WHEN, Wanted.WHO)),
        ("How many homes were flooded when the dam broke?", (Wanted.QUANTITY,)),
        ("What was the turnout in 2019?", (Wanted.QUANTITY,)),
        ("Where did the band play?", (Wanted.WHERE,)),
        ("What did Interpol say about the request?", (Wanted.SAID,)),
        ("Which company bought the mill?", (Wanted.NAME,)),
        ("Is the bridge open?", (Wanted.YES_NO,)),
        ("Why did he resign?", (Wanted.OTHER,)),
    ],
)
def test_the_kind_of_thing_asked_for(text: str, wanted: tuple[Wanted, ...]) -> None:
    assert read_question(text).wanted == wanted


def test_names_leave_out_the_capital_that_opens_the_question() -> None:
    question = read_question("Considering Dana Whitlock's letter, did Marlow pay in 2019 or 2021?")
    assert [name.text for name in question.names] == ["Considering Dana Whitlock", "Marlow"]
    assert question.years == ("2019", "2021")


def test_the_speaker_is_whoever_is_asked_to_have_said_something() -> None:
    assert read_question("What did Dana Whitlock tell the passengers?").speaker == {"dana", "whitlock"}


def test_what_a_number_is_asked_of() -> None:
    assert read_question("What was the final attendance?").measured == "attendanc"


def test_several_questions_in_one_are_noticed() -> None:
    assert read_question("How long is the span and how much does it weigh?").several
    assert not read_question("How long is the span?").several

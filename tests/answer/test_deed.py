"""What a question takes for granted, as it is read."""

import pytest

from answer.deed import deed_of, past
from answer.question import read_question


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did Judge Lind resign from the Marlow inquiry?", "Judge Lind resigned from the Marlow inquiry"),
        ("When was Ann Ortiz arrested?", "Ann Ortiz was arrested"),
        ("What did Ann Ortiz say when she resigned?", "Ann Ortiz resigned"),
        ("What did Ann Ortiz say after she was elected mayor?", "Ann Ortiz was elected mayor"),
        ("How much did Marlow Ferries pay to acquire Inland Lines?", "Marlow Ferries acquired Inland Lines"),
        ("What did Bo Calder plead guilty to?", "Bo Calder pleaded guilty"),
        ("Why did Erik ten Brink retire?", "Erik ten Brink retired"),
        ("Why has Bo Calder been suspended?", None),
        ("Did Ann Ortiz resign?", None),
        ("Why will Ann Ortiz resign?", None),
        ("How did Ann Ortiz respond to the report?", None),
        ("Who sold the dredger?", None),
        ("Who bought Marlow Ferries in 2021?", "anybody bought Marlow Ferries in 2021"),
        ("Who has acquired the Orr Mill?", "anybody acquired Orr Mill"),
        ("Who has sued the Orr Mill?", None),
        ("Who founded Marlow Ferries?", None),
        ("Who bought Marlow Ferries’ pier?", None),
        ("Who beat Ann Ortiz?", None),
        ("Who buys Marlow Ferries?", None),
        ("Why did the council sell the ferry?", None),
        ("Why was Ann Ortiz angry?", None),
    ],
)
def test_a_deed_is_read_where_one_is_taken_for_granted(question: str, said: str | None) -> None:
    deed = deed_of(read_question(question))
    assert (deed.said if deed else None) == said


def test_what_was_done_to_whom_is_read() -> None:
    named, thing = (
        deed_of(read_question(each))
        for each in ("Why did Marlow Ferries sue Inland Lines?", "Why did Marlow Ferries close the old pier in 2021?")
    )
    assert named is not None
    assert named.done_to is not None
    assert thing is not None
    assert (named.done_to.text, named.thing, named.passive) == ("Inland Lines", "", False)
    assert (thing.done_to, thing.thing) == (None, "pier")


@pytest.mark.parametrize(
    ("base", "then"),
    [("resign", "resigned"), ("marry", "married"), ("buy", "bought"), ("ban", "banned"), ("cut", "cut")],
)
def test_verbs_are_put_into_the_past(base: str, then: str) -> None:
    assert past(base) == then

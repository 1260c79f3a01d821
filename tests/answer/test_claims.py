"""What of a written sentence must stand in what it cites, and in which forms it may."""

import pytest

from answer.claims import Cited, doubt

SOURCE = Cited(
    "More than 1,200 passengers and two dozen cars were stranded on Isle Brand on May 14, after waves damaged the "
    "pier, which cost $4.5 million, said Dana Whitlock.",
    above=("Ferry company halts crossings", "Coast Press", "Ida Ross"),
    published="2021-05-15",
)
SPEECH = Cited("“The pier at Marlow is rotten and 300 people may drown,” said Otto Lind, the mayor.")
DENIAL = Cited("The board did not name a successor to Mara Ellin.")
WHO = Cited("The World Health Organization sent 40 percent of the doses to Caldmark by sea.")


@pytest.mark.parametrize(
    "sentence",
    [
        "More than 1200 passengers were stranded on Isle Brand.",
        "Twelve hundred passengers were stranded on Isle Brand.",
        "1.2 thousand passengers and 24 cars were stranded on Isle Brand.",
        "Passengers were stranded on Isle Brand on 14 May 2021.",
        "On 2021-05-14 passengers were stranded on Isle Brand, the Coast Press reported.",
        "The pier that waves damaged cost 4.5 million dollars.",
        "The pier cost $4,500,000, Whitlock said.",
        "Dana Whitlock's ferry company halts crossings after the pier was damaged.",
    ],
)
def test_the_same_in_another_form_stands(sentence: str) -> None:
    assert doubt(sentence, [SOURCE]) is None


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("200 passengers were stranded on Isle Brand.", "the number “200”"),
        ("Fewer than 1,200 passengers were stranded on Isle Brand.", "the number “Fewer than 1,200”"),
        ("Passengers were stranded on Isle Brand on May 15.", None),
        ("Passengers were stranded on Isle Brand on May 16.", "the date “May 16”"),
        ("Passengers were stranded on Isle Brand in May 2019.", "the date “May 2019”"),
        ("The pier cost £4.5 million after waves damaged it.", "the number “£4.5 million”"),
        ("Passengers were stranded on Isle Grand after waves damaged the pier.", "the name “Isle Grand”"),
        ("Dana Lind said the waves damaged the pier.", "the name “Dana Lind”"),
        ("Mallory said passengers were stranded on Isle Brand.", "the name “Mallory”"),
        ("Passengers were stranded on Isle Brand on Tuesday.", "Tuesday"),
        ("Waves damaged the pier of Isle Brand, see https://evil.example/x", "the address https://evil.example/x"),
        ("Hundreds of passengers were stranded on Isle Brand.", "“Hundreds”"),
        ("Passengers were stranded on the 21st on Isle Brand.", "“21st”"),
    ],
)
def test_what_does_not_stand_there_is_named(sentence: str, missing: str | None) -> None:
    assert doubt(sentence, [SOURCE]) == (missing and f"{missing} does not stand in what it cites")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ('Otto Lind said the pier is "rotten".', None),
        ('Otto Lind said the pier is "very rotten".', "“very rotten” does not stand there word for word"),
        ("Otto Lind said “the pier … may drown”.", None),
        ("Otto Lind said that 300 people may drown.", None),
        ("At Marlow 300 people may drown.", "the number “300” does not stand in what it cites"),
    ],
)
def test_speech_counts_where_it_is_given_as_speech(sentence: str, reason: str | None) -> None:
    assert doubt(sentence, [SPEECH]) == reason


@pytest.mark.parametrize(
    ("sentence", "cited", "reason"),
    [
        ("The board has not named a successor to Mara Ellin.", DENIAL, None),
        ("Passengers were never stranded on Isle Brand.", SOURCE, "it denies what is not denied in what it cites"),
        ("The treasurer embezzled funds.", DENIAL, "it has too few words in common with what it cites"),
        ("WHO sent 40% of the doses to Caldmark.", WHO, None),
        ("WHO sent 14% of the doses to Caldmark.", WHO, "the number “14%” does not stand in what it cites"),
    ],
)
def test_denials_and_other_subjects(sentence: str, cited: Cited, reason: str | None) -> None:
    assert doubt(sentence, [cited]) == reason


@pytest.mark.parametrize("markup", ["<b>", "</p>", "<!--", "[pier](x", "{{ pier }}", "${pier}"])
def test_a_sentence_holds_no_markup(markup: str) -> None:
    assert doubt(f"Waves damaged the pier {markup}.", [SOURCE]) == "it holds markup, and a sentence holds none"
    assert doubt("Waves damaged the pier.", [SOURCE]) is None


def test_two_citations_bear_a_sentence_together() -> None:
    both = "Whitlock said passengers were stranded, and the board did not name a successor to Mara Ellin."
    assert doubt(both, [SOURCE, DENIAL]) is None
    assert doubt(both, [SOURCE]) == "the name “Mara Ellin” does not stand in what it cites"

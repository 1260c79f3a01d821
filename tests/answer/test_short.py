from dataclasses import replace

import pytest

from answer.evidence import Unit
from answer.question import read_question
from answer.short import short_answer
from archive.model import Kind
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
        ("Who led the inquiry?", "The court's own Dana Whitlock led the inquiry from May.", "Dana Whitlock"),
        ("Who led the inquiry?", "Dana Whitlock, 61, a retired judge, later led the inquiry.", "Dana Whitlock"),
        ("Who built the pier?", "The pier was built by the engineer Osric Bell in 1904.", "Osric Bell"),
        ("Who was appointed harbor master?", "In spring Ilse Marr was appointed harbor master.", "Ilse Marr"),
        ("Who directs the ferry company?", "It is Dana Whitlock who directs the ferry company.", "Dana Whitlock"),
        (
            "Who is the conductor of the band?",
            "He met Nguyễn Hạnh Dung, the conductor of the band.",
            "Nguyễn Hạnh Dung",
        ),
        ("Who is the mayor of Marlow?", "Marlow mayor Lena Ortiz opened the pier.", "Lena Ortiz"),
        ("Who was the mayor of Marlow?", "The pier was opened by Marlow’s mayor, Lena Ortiz.", "Lena Ortiz"),
        ("Did the council close the pier?", "The council closed the pier on May 4.", "yes"),
        ("Was the pier closed in 1999?", "The pier was never closed in 1999.", "no"),
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
        ("Who directs the ferry company?", ("Dana Whitlock directs the theatre company.",)),
        ("Who led the inquiry?", ("Dana Whitlock will lead the inquiry.",)),
        ("Who led the inquiry?", ("Dana Whitlock denied that Osric Bell led the inquiry.",)),
        ("Who led the inquiry?", ("The inquiry was led by Dana Whitlock and Osric Bell.",)),
        ("Who led the inquiry?", ("Osric Bell and Dana Whitlock led the inquiry.",)),
        ("Who led the inquiry?", ("In 1999 Dana Whitlock led the inquiry.", "In 1999 Osric Bell led the inquiry.")),
        ("Who led the inquiry?", ("In spring Dana Whitlock was led to the inquiry.",)),
        ("Who was appointed harbor master?", ("Ilse Marr appointed the harbor master.",)),
        ("Who is the mayor of Marlow?", ("He met Lena Ortiz, the former mayor of Marlow.",)),
        ("Who is the mayor of Marlow?", ("He met Lena Ortiz, the mayor of Marlow Heath.",)),
        ("Who is the mayor of Marlow?", ("He met Lena Ortiz, the mayor of Vennick.",)),
        ("Who led the inquiry of 2018?", ("Dana Whitlock has led the inquiry since 2018.",)),
        ("Did the council close the pier?", ("The pier closed the council.",)),
        ("Did the council close the pier?", ("The mayor said the council closed the pier.",)),
        ("Did the council close the pier?", ("The council met; the harbor closed the pier.",)),
        ("Did the council close the pier?", ("The council closed no pier.",)),
        ("Did the council close the pier?", ("The council would close the pier.",)),
        ("When did the pier reopen?", ("The pier will reopen late, in December 2018.",)),
        ("When was the pier opened?", ("The pier was to be opened on May 14, 2021.",)),
        ("Why did it close?", ("It closed on May 4.",)),
    ],
)
def test_nothing_where_there_is_doubt(question: str, texts: tuple[str, ...]) -> None:
    assert short(question, *texts) is None


@pytest.mark.parametrize(
    "question", ["Who photographed the ferry?", "Who took the black-and-white photo of the ferry?"]
)
def test_who_took_a_picture_is_who_its_caption_credits(question: str) -> None:
    caption = "The last ferry leaves Marlow. DAVIT SOLANO/Marlow Courier"
    passage = replace(PASSAGE, kind=Kind.CAPTION, byline="Davit Solano", text=caption)
    units = [Unit(passage, 0, len(caption), caption)]
    assert short_answer(read_question(question), units, units) == ("Davit Solano", 0)
    written = [Unit(replace(passage, kind=Kind.BODY), 0, len(caption), caption)]
    assert short_answer(read_question(question), written, written) is None
    uncredited = [Unit(passage, 0, 29, caption[:29])]
    assert short_answer(read_question(question), uncredited, uncredited) is None

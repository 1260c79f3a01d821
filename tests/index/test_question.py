import pytest

from index.named_sources import SourceNames
from index.question import Reading, plain, read_question, unsigned


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("The pier is closed. — Lena Ortiz ( lena Ortiz )", "The pier is closed."),
        ("The pier is closed – Marlow Courier ( marlowcourier ) ,", "The pier is closed"),
        ("The pier — closed since May (as we said) — reopens", "The pier — closed since May (as we said) — reopens"),
        ("The pier is closed (for now)", "The pier is closed (for now)"),
        ("— Lena Ortiz ( lena )", "— Lena Ortiz ( lena )"),
    ],
)
def test_a_post_without_its_signature(post: str, said: str) -> None:
    assert unsigned(post) == said


NAMES = SourceNames(["Marlow Courier", "TechPacket", "BBC News - Arts", "Time"])


def read(text: str) -> Reading:
    return read_question(text, NAMES)


def parts(text: str) -> list[str]:
    return [part.meaning for part in read(text).parts]


def test_papers_and_days_named_are_remembered_and_taken_out_of_what_is_embedded() -> None:
    reading = read("What did the Marlow Courier report on October 18, 2023 about the pier?")
    assert [each.name for each in reading.sources] == ["Marlow Courier"]
    assert reading.whole.codes == {0}
    assert [str(each) for each in reading.dates] == ["18 October 2023"]
    assert reading.whole.words == "What did the Marlow Courier report on October 18, 2023 about the pier?"
    assert reading.whole.meaning == "What did the report on about the pier"
    assert reading.understood == ("sources named: Marlow Courier", "dates named: 18 October 2023")


def test_a_question_about_two_papers_asks_each_of_them_its_own_part() -> None:
    text = (
        "Does the Marlow Courier article claim that ferry fares will double, "
        "while the TechPacket article says that the ferry company is bankrupt?"
    )
    reading = read(text)
    assert parts(text) == [
        "Does the article claim that ferry fares will double",
        "the article says that the ferry company is bankrupt",
    ]
    assert [part.codes for part in reading.parts] == [frozenset({0}), frozenset({1})]


def test_a_part_that_names_no_paper_is_asked_of_all_that_the_question_names() -> None:
    text = "Did the Marlow Courier say that ferry fares doubled, and was the harbor pier rebuilt afterwards?"
    assert [part.codes for part in read(text).parts] == [frozenset({0}), frozenset({0})]


@pytest.mark.parametrize(
    "text",
    [
        "Why did the council vote to close the pier?",
        "Who said that the pier was unsafe, according to the Courier?",
        "When was the pier opened and closed?",
        "Ferry fares doubled, while the harbor pier was rebuilt by the council",
    ],
)
def test_one_question_and_a_statement_have_no_parts(text: str) -> None:
    assert parts(text) == []


def test_a_paper_with_the_name_of_a_common_word_must_be_written_as_a_name() -> None:
    assert read("What time did the ferry leave?").sources == ()
    assert [each.name for each in read("What did Time write of the ferry?").sources] == ["Time"]


def test_a_paper_is_known_by_the_head_of_its_name() -> None:
    assert [each.codes for each in read("What did BBC News say about the ferry?").sources] == [frozenset({2})]


def test_tags_are_read_as_words_and_addresses_are_not_read() -> None:
    assert plain("#SaveTheFerry now! https://marlow.example/pier 🗼 @LenaOrtiz") == "Save The Ferry now! Lena Ortiz"

import pytest

from answer.papers import papers_named, papers_not_held, share_held
from answer.question import read_question

SOURCES = ["Vennick Packet", "Cnbc | World Business News Leader", "The Verge"]


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("What does a Wall Street Journal report say of the pier?", ["Wall Street Journal"]),
        ("Which pier is in an article by The Hindu and another in Wired?", ["Hindu", "Wired"]),
        ("Did the TechCrunch report on Google agree with the one on Meta?", ["TechCrunch"]),
        ("What did Dana Whitlock say about the pier?", []),
        ("What did the Washington Post say about the pier?", ["Washington Post"]),
        ("According to the Daily Harbour News, who built the pier?", ["Daily Harbour News"]),
        ("What did Emily Post say about the pier?", []),
        ("What did the Marlow Harbour Board say about the pier?", []),
    ],
)
def test_the_papers_of_a_question_are_those_it_says_printed_something(question: str, papers: list[str]) -> None:
    assert [name.text for name in papers_named(read_question(question))] == papers


def test_a_paper_is_held_under_any_of_its_names() -> None:
    question = read_question("Does the CNBC report agree with the Packet article, and with a Forbes article?")
    assert papers_not_held(question, SOURCES) == ["Forbes"]
    assert share_held(question, SOURCES) == pytest.approx(2 / 3)


def test_a_question_that_names_no_paper_lacks_none() -> None:
    assert share_held(read_question("Who designed the pier?"), []) == 1.0

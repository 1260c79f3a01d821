"""What a refusal says is missing, over passages written for it."""

from collections.abc import Sequence

from answer.gather import Gathered
from answer.question import read_question
from answer.reason import reason_for
from archive.model import Draft
from index.hits import Hit, Passage, SearchResult
from tests.answer.newsroom import FERRY, PIER, passage_of, version_of

PASSAGES = (
    passage_of(version_of(FERRY, "ferry"), "The mayor, Otto Lind, had no comment. She laughed."),
    passage_of(version_of(PIER, "pier"), "The pier at Marlow will reopen on May 14, 2021, the harbour board said."),
)
NEAR = "nearest is “Ferry company halts crossings after storm”, 2021-03-05."


STRUCK = Draft(headline="Dawn", body="The ferry struck the pier at dawn.")


def reason(question: str, passages: Sequence[Passage] = PASSAGES) -> str:
    result = SearchResult(hits=tuple(Hit(passage=each, score=1.0) for each in passages), generation="g")
    return reason_for(read_question(question), Gathered(result, (), True, ("Coast Press", "Inland Herald")))


def test_a_paper_that_the_archive_has_not_is_named() -> None:
    said = reason("What does a Forbes article say of the pier at Marlow?")
    assert said == f"The archive has nothing from Forbes; {NEAR} Ask without the paper's name."


def test_words_that_nobody_wrote_are_named() -> None:
    assert reason("Who painted the pier?").startswith(f"Nothing that was found mentions “painted”; {NEAR}")


def test_an_irregular_form_is_the_same_word() -> None:
    assert reason("What did the ferry strike?").startswith("Nothing that was found mentions “strike”")
    stuck = passage_of(version_of(STRUCK, "struck"), "The ferry struck the pier at dawn.")
    assert "mentions" not in reason("What did the ferry strike?", (stuck,))


def test_a_year_beyond_what_was_found_is_told_with_its_reach() -> None:
    said = reason("Will the pier at Marlow reopen in 2031?")
    assert said.startswith("Nothing that was found is later than 2021-04-20 or mentions 2031; nearest is “")


def test_a_person_and_a_deed_that_no_passage_has_together() -> None:
    said = reason("Did Otto Lind reopen the pier?")
    assert (
        said == f"Nothing that was found about Otto Lind mentions “reopen” or “pier”; {NEAR} Ask about one of the two."
    )


def test_nothing_within_the_limits() -> None:
    empty = Gathered(SearchResult(hits=(), generation="g"), (), True)
    assert reason_for(read_question("Who?"), empty) == "The archive holds nothing within these limits."

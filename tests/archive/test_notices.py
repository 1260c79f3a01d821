"""What papers say of their own mistakes is told from news about mistakes."""

import pytest

from archive.model import Draft, Metadata, NewsDate, Signal
from archive.notices import Notice, kind_of, notices_of
from ingest.compose import compose

SAID = {
    Signal.CORRECTION: (
        "Correction: The bridge is 212 metres long, not 211.",
        "CORRECTION, June 8: The bridge is 212 metres long.",
        "Correction, 8/6/24, 2 p.m.: the mayor's name was given wrongly.",
        "Corrections and clarifications: the ferry sailed on Monday.",
        "This article has been corrected to give the right length of the bridge.",
        "This story was amended on 8 June to give the harbour master's name.",
        "The story has since been corrected.",
        "This report has been updated to correct the number of steps.",
        "Updated to correct the price of a ticket.",
        "An earlier version of this story misstated the number of steps.",
        "A previous version of this article gave the wrong date for the vote.",
        "Earlier versions of this report incorrectly named the keeper.",
        "In an earlier version of this article the ferry was said to sail on Tuesday.",
        "This article originally said the council had voted.",
        "Because of an editing error, the caption named the wrong ship.",
        "(Corrects spelling of the mayor's name in paragraph 2)",
        "Editor's note: This article has been corrected.",
    ),
    Signal.CLARIFICATION: (
        "Clarification: the fare is for adults.",
        "This article has been clarified: the vote was advisory.",
        "This report was substantially revised to clarify what the council decided.",
    ),
    Signal.UPDATE: (
        "UPDATE: The bridge has been opened again.",
        "Update, November 7, 2:20 PM: the ferry sails.",
        "Updated 12 June with the council's answer.",
        "(This story has been updated with a comment from the harbour board.)",
        "This article was edited after publication to include the vote.",
        "Editor’s note: This post was updated after publication with a statement.",
    ),
    Signal.RETRACTION: (
        "Retraction: the report of 3 March on the harbour board was false.",
        "This article has been retracted.",
        "The Packet has retracted this story, which could not be confirmed.",
        "This story was withdrawn because its source could not be verified.",
    ),
}
NEWS = (
    "The minister issued a correction on Friday.",
    "Corrections officers went on strike in Vennick on Monday.",
    "The company updated its forecast on Tuesday.",
    "Updated at 02.36 GMT",
    "This interview has been edited for length and clarity.",
    "This interview has been condensed and lightly edited for length.",
    "The article was written by the mayor's brother.",
    "An earlier version of the bill failed in March.",
    "The original version of the song won three awards.",
    "“This story has been corrected,” the editor said.",
    "The council clarified that the vote was advisory.",
    "He withdrew his statement, and the paper said the story was true.",
    "In an earlier interview he said the opposite.",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_the_sentences_that_papers_use_are_recognised(kind: Signal, text: str) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize("text", NEWS)
def test_news_about_corrections_is_none(text: str) -> None:
    assert kind_of(text) is None


def test_a_notice_has_the_words_where_they_stand_and_the_day_the_paper_gave() -> None:
    note = "Correction: there are 212 steps."
    said = Metadata(updated=NewsDate("2024-06-08"), signals=(Signal.CORRECTION, Signal.UPDATE))
    draft = Draft(headline="Keeper retires", body="There are 212 steps.", notes=(note,), metadata=said)
    version = compose(draft).as_version("a1", 2, "2024-06-09T06:00:00+00:00")
    start = version.text.index(note)
    correction, update = notices_of(version)
    assert correction == Notice(Signal.CORRECTION, 2, start, start + len(note), note, "2024-06-08")
    assert version.text[correction.start : correction.end] == correction.text
    assert update == Notice(Signal.UPDATE, 2, 0, 0, "", "2024-06-08")


def test_only_the_edges_of_a_body_are_read_for_them() -> None:
    """Deep in a live report, somebody else's update is quoted."""
    paragraphs = [f"Paragraph {number} of the report." for number in range(9)]
    paragraphs[4] = "UPDATE: the game has been postponed."
    paragraphs[8] = "This report has been updated with the score."
    version = compose(Draft(body="\n\n".join(paragraphs))).as_version("a1", 1, "2024-06-09T06:00:00+00:00")
    assert [each.text for each in notices_of(version)] == [paragraphs[8]]

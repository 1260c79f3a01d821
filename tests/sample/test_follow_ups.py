"""Conversations with the sample archive: how each follow-up is read, and that what it then finds is what was meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.desk import Desk
from answer.model import Answer, AskRequest
from answer.receipts import Receipts
from archive.settings import load_settings
from archive.sql_receipts import SqlReceipts
from cli.compose import open_desk

VOTES = "By what votes did the council approve the Salters Bridge in 2014?"
RESIGNED = "Who resigned over the bridge inquiry?"
INQUIRY_COST = "What did the inquiry itself cost?"
BOREHOLES = "What did the engineer tell the inquiry about the boreholes?"

FOLLOW_UPS = [
    (VOTES, "And who disagreed?", "Who disagreed (votes council approve Salters Bridge 2014)?",
     "Piers Hallam, Maud Ferris, Osric Bell and Jory Tench"),
    (BOREHOLES, "What did she say then?", "What did Ingrid Vaasen say then (engineer tell inquiry boreholes)?",
     "she said it was Councillor Bertram Quill, in the corridor"),
    ("What was the bridge expected to cost in February 2017?", "and in 2018?",
     "What was the bridge expected to cost in 2018?", "31.2 million crowns"),
    ("What was the final cost of the Salters Bridge?", "And in 2017?",
     "What was the final cost of the Salters Bridge in 2017?", "26.7 million crowns"),
    ("How many votes did Lorna Bexley receive in the 2019 election for mayor?", "And Piers Hallam?",
     "How many votes did Piers Hallam receive in the 2019 election for mayor?", "6,482 votes"),
    ("Who led the inquiry into the bridge?", "How old was she?", "How old was Miriam Oake?", "Miriam Oake, 71"),
    (RESIGNED, "When did he resign?", "When did Bertram Quill resign?", "resigned on Thursday as chairman"),
    (RESIGNED, "And what did Hallam say?", "What did Hallam say (resigned bridge inquiry)?", "I never wanted Bertram."),
    ("How much did Harke Marine bid for the bridge?", "Who won it?", "Who won the bridge?",
     "Dorn & Lassiter of Ansgate"),
    (INQUIRY_COST, "How many witnesses did it hear?", "How many witnesses did the inquiry hear?", "23 witnesses"),
    ("Which firm won the contract to build the bridge, and what was its bid?", "Who voted against?",
     "Who voted against (firm won contract build bridge bid)?", "The vote was 10 to 3."),
    ("What did Quill tell the inquiry about reading the memorandum?", "And Vaasen?",
     "What did Vaasen tell the inquiry about reading the memorandum?", "I asked for eleven boreholes"),
    ("When did the Salters Bridge open?", "How many people came?",
     "How many people came (Salters Bridge open)?", "6,500"),
    ("How many homes were flooded in the storm surge?", "What did the harbour master say?",
     "What did the harbour master say?", "warnings had gone out at 4 in the afternoon"),
    ("Who was the keeper of the Petrel Rock light?", "When did she die?", "When did Wilhelmina Drask die?", "died"),
    # These stand by themselves, whatever was asked before.
    (INQUIRY_COST, "Who won the cup final?", "Who won the cup final?", "Nico Hallam"),
    (VOTES, "How many people signed the petition to keep the ferry?",
     "How many people signed the petition to keep the ferry?", "2,317"),
    (RESIGNED, "What did Joss Pellow say about the ferry's last crossing?",
     "What did Joss Pellow say about the ferry's last crossing?", "Pellow"),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample's desk, its receipts in a folder of their own."""
    receipts = SqlReceipts.at(tmp_path_factory.mktemp("receipts") / "receipts.sqlite")
    with open_desk(load_settings(data=sample_data)) as desk:
        desk._receipts = Receipts(receipts)
        yield desk
    receipts.close()


@pytest.fixture(scope="module")
def first_answers(desk: Desk) -> dict[str, Answer]:
    return {
        question: desk.ask(AskRequest(question=question)) for question in dict.fromkeys(row[0] for row in FOLLOW_UPS)
    }


READ, ANSWERED = 17, 14
"""How many of the follow-ups must be read as they should be, and answered with the words expected: raise them."""


def test_follow_ups_are_read_after_the_answer_before_and_answered(desk: Desk, first_answers: dict[str, Answer]) -> None:
    misread, missed = [], []
    for first, asked, read_as, found in FOLLOW_UPS:
        answer = desk.ask(desk.after(AskRequest(question=asked), first_answers[first].answer_id or ""))
        assert answer.question == asked
        if answer.following is None or answer.following.text != read_as:
            misread.append((asked, answer.following and answer.following.text))
        if found not in "\n".join(citation.quote for citation in answer.citations):
            missed.append((asked, answer.status.value))
    assert len(FOLLOW_UPS) - len(misread) >= READ, misread
    assert len(FOLLOW_UPS) - len(missed) >= ANSWERED, missed

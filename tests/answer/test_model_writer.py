"""A model's answer from the first draft to the last check: repaired once, kept where it holds, replaced where not."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from answer.chat import Message, ScriptedChat
from answer.desk import Desk
from answer.model import Answer, AnswerStatus, AskRequest, Draft, Unverified, WriterName
from answer.model_writer import ModelWriter
from answer.openai_chat import OpenAiChat
from answer.reply import Said, declines, sentences
from archive.errors import InputError
from archive.sql_store import SqlStore
from index.embedder import HashEmbedder
from index.live import LiveIndex
from index.models import default_formats
from tests.answer.newsroom import FERRY, PIER, build, store_with
from tests.endpoint import WAYS_TO_FAIL, serving
from tests.reranking import real_reranker

QUESTION = "How many passengers were stranded on Isle Brand?"
STRANDED = "More than 240 passengers were stranded on Isle Brand."
Asking = Callable[..., list[Draft | Answer]]


def number_of(messages: Sequence[Message], words: str) -> str:
    """The number in brackets of the sentence with those words."""
    line = next(line for line in messages[1].content.split("\n") if words in line and line.startswith("["))
    return line.partition(" ")[0]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[ModelWriter | None], Desk]]:
    folder: Path = tmp_path_factory.mktemp("ferry")
    store: SqlStore = store_with(folder, [("ferry", FERRY), ("pier", PIER)])
    build(store, folder, default_formats())
    reranker = real_reranker()
    live = LiveIndex(folder, HashEmbedder(), default_formats(), reranker)
    yield lambda model: Desk(store, live, reranker, model=model)
    store.close()


@pytest.fixture
def asking(opened: Callable[[ModelWriter | None], Desk]) -> Asking:
    def ask(
        *replies: Callable[[Sequence[Message]], str], unverified: Unverified = Unverified.DROP
    ) -> list[Draft | Answer]:
        waiting = list(replies)
        chat = ScriptedChat(lambda messages: waiting.pop(0)(messages))
        desk = opened(ModelWriter(chat, seconds=20))
        steps = list(desk.answering(AskRequest(question=QUESTION, unverified=unverified)))
        assert waiting == [], "the model was asked less often than the test expects"
        return steps

    return ask


def answer_of(steps: list[Draft | Answer]) -> Answer:
    assert isinstance(steps[-1], Answer)
    return steps[-1]


def good(messages: Sequence[Message]) -> str:
    return f"In all, more than 240 passengers were stranded. {number_of(messages, '240 passengers')}"


def wrong(messages: Sequence[Message]) -> str:
    return f"In all, 900 passengers were stranded. {number_of(messages, '240 passengers')}"


def test_what_holds_is_the_answer_in_the_models_words(asking: Asking) -> None:
    *drafts, _ = steps = asking(good)
    answer = answer_of(steps)
    assert (answer.status, answer.writer, answer.model, answer.note) == ("answered", WriterName.MODEL, "scripted", None)
    (sentence,) = answer.sentences
    assert (sentence.text, sentence.citations) == ("In all, more than 240 passengers were stranded.", (1,))
    assert (sentence.verified, answer.citations[0].quote) == (True, STRANDED)
    assert "".join(draft.text for draft in drafts if isinstance(draft, Draft)).startswith("In all, more than 240")
    assert answer.timings["total"] >= answer.timings["model"] > 0


def test_the_model_is_told_what_failed_and_tries_once_more(asking: Asking) -> None:
    told: list[str] = []

    def repaired(messages: Sequence[Message]) -> str:
        told.append(messages[-1].content)
        return good(messages)

    steps = asking(wrong, repaired)
    assert "“In all, 900 passengers were stranded.”: the number “900” does not stand in what it cites." in told[0]
    assert answer_of(steps).writer is WriterName.MODEL
    assert [step.withdrawn for step in steps[:-1] if isinstance(step, Draft)].count(True) == 1
    assert "900" not in " ".join(sentence.text for sentence in answer_of(steps).sentences)


def test_a_model_that_insists_is_replaced_by_the_archive(asking: Asking) -> None:
    answer = answer_of(asking(wrong, wrong))
    assert (answer.status, answer.writer) == (AnswerStatus.ANSWERED, WriterName.EXTRACTIVE)
    assert STRANDED in [sentence.text for sentence in answer.sentences]
    assert answer.note == (
        "nothing that the model wrote could be verified: the number “900” does not stand in what it cites"
    )


def test_what_failed_is_shown_as_such_where_it_is_asked_for(asking: Asking) -> None:
    answer = answer_of(asking(wrong, wrong, unverified=Unverified.SHOW))
    (failed,) = [sentence for sentence in answer.sentences if not sentence.verified]
    assert failed.text == "In all, 900 passengers were stranded."
    assert failed.doubt == "the number “900” does not stand in what it cites"


def test_the_sentences_that_hold_are_kept_and_the_others_dropped(asking: Asking) -> None:
    def mixed(messages: Sequence[Message]) -> str:
        return f"{good(messages)} {wrong(messages)} They cheered [99]."

    answer = answer_of(asking(mixed, mixed))
    assert [sentence.text for sentence in answer.sentences] == ["In all, more than 240 passengers were stranded."]
    shown = answer_of(asking(mixed, mixed, unverified=Unverified.SHOW))
    assert [sentence.verified for sentence in shown.sentences] == [True, False, False]
    assert shown.sentences[2].doubt == "it cites [99], which stands for nothing"


def test_a_sentence_copied_word_for_word_needs_no_number(asking: Asking) -> None:
    answer = answer_of(asking(lambda _: f"{STRANDED} {STRANDED}"))
    (sentence,) = answer.sentences
    assert (answer.writer, sentence.text, answer.citations[0].quote) == (WriterName.MODEL, STRANDED, STRANDED)


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        ("NO ANSWER", "the model found no answer in what the archive holds nearest to the question"),
        ("no answer.", "the model found no answer in what the archive holds nearest to the question"),
    ],
)
def test_a_model_that_finds_nothing_does_not_silence_the_archive(asking: Asking, reply: str, note: str) -> None:
    answer = answer_of(asking(lambda _: reply))
    assert (answer.status, answer.writer, answer.note) == (AnswerStatus.ANSWERED, WriterName.EXTRACTIVE, note)


@pytest.mark.parametrize(
    "reply", ["", "   ", "I'm sorry, but I can't help with that.", "<think>Hm", "🦭" * 50, "[1][2]"]
)
def test_refusals_and_rubbish_end_as_the_archives_words(asking: Asking, reply: str) -> None:
    answer = answer_of(asking(lambda _: reply, lambda _: reply))
    assert (answer.status, answer.writer) == (AnswerStatus.ANSWERED, WriterName.EXTRACTIVE)
    assert answer.note


def test_thoughts_are_not_shown(asking: Asking) -> None:
    steps = asking(lambda messages: f"<think>the secret plan</think> {good(messages)}")
    assert "secret" not in "".join(step.text for step in steps if isinstance(step, Draft))
    assert answer_of(steps).writer is WriterName.MODEL


@pytest.mark.parametrize("way", WAYS_TO_FAIL)
def test_every_failure_of_the_server_ends_as_the_archives_words(
    opened: Callable[[ModelWriter | None], Desk], way: str
) -> None:
    with serving(lambda _: "More than 240 passengers [1].", way) as endpoint:
        chat = OpenAiChat(url=endpoint.url, name="fake", tokens=50)
        answer = opened(ModelWriter(chat, seconds=5)).ask(AskRequest(question=QUESTION))
    assert (answer.status, answer.writer) == (AnswerStatus.ANSWERED, WriterName.EXTRACTIVE)
    assert answer.note is not None
    assert WAYS_TO_FAIL[way] in answer.note


def test_a_model_is_not_asked_what_the_archive_does_not_hold(opened: Callable[[ModelWriter | None], Desk]) -> None:
    def never(messages: Sequence[Message]) -> str:
        raise AssertionError(messages)

    answer = opened(ModelWriter(ScriptedChat(never))).ask(AskRequest(question="Who won the 2019 Rugby World Cup?"))
    assert (answer.status, answer.model) == (AnswerStatus.REFUSED, None)


def test_the_reader_chooses_who_writes(opened: Callable[[ModelWriter | None], Desk]) -> None:
    request = AskRequest(question=QUESTION, writer=WriterName.EXTRACTIVE)
    assert opened(ModelWriter(ScriptedChat(good))).ask(request).model is None
    with pytest.raises(InputError, match="no model was set up to write; set NEWSARCHIVE_MODEL_URL"):
        opened(None).ask(AskRequest(question=QUESTION, writer=WriterName.MODEL))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("It closed. [1] It opened [2].", [Said("It closed.", (1,)), Said("It opened.", (2,))]),
        ("It closed [1, 3] and opened [2-3].", [Said("It closed and opened.", (1, 3, 2))]),
        ("- **It closed** [1][1].\n- It opened【2】.", [Said("It closed.", (1,)), Said("It opened.", (2,))]),
        ("## Answer\n\nIt closed.", [Said("Answer", ()), Said("It closed.", ())]),
        ("It closed in [sic] 2021 [1-99999].", [Said("It closed in [sic] 2021 [1-99999].", ())]),
    ],
)
def test_a_reply_is_read_as_sentences_and_numbers(reply: str, said: list[Said]) -> None:
    assert sentences(reply) == said


def test_only_a_plain_no_answer_declines() -> None:
    assert declines("NO ANSWER.")
    assert not declines("No answer was given by the mayor, Otto Lind, when the board asked him about it [1].")

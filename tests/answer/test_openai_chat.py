"""The endpoint is somebody else's program: whatever it does, there is a text or an error in one sentence, in time."""

import time
from collections.abc import Iterator

import pytest

from answer.chat import Message
from answer.openai_chat import OpenAiChat
from archive.errors import EndpointError
from tests.endpoint import WAYS_TO_FAIL, FakeEndpoint, serving

ASKED = [Message("system", "Be brief."), Message("user", "What does the ferry cost?")]
SECONDS = 2.0


def chat(endpoint: FakeEndpoint) -> OpenAiChat:
    return OpenAiChat(url=endpoint.url, name="fake", key="s3cret", tokens=50)


@pytest.fixture
def well() -> Iterator[FakeEndpoint]:
    with serving(lambda messages: f"You said: {messages[-1]['content']}") as endpoint:
        yield endpoint


def test_the_reply_comes_in_pieces(well: FakeEndpoint) -> None:
    pieces = list(chat(well).reply(ASKED, SECONDS))
    assert pieces[:3] == ["You ", "said: ", "What "]
    assert "".join(pieces).strip() == "You said: What does the ferry cost?"


def test_model_messages_limits_and_key_are_sent(well: FakeEndpoint) -> None:
    list(chat(well).reply(ASKED, SECONDS))
    (asked,) = well.asked
    assert (asked["model"], asked["max_tokens"], asked["stream"], asked["temperature"]) == ("fake", 50, True, 0)
    assert asked["messages"] == [{"role": each.role, "content": each.content} for each in ASKED]
    assert well.keys == ["Bearer s3cret"]


@pytest.mark.parametrize("way", WAYS_TO_FAIL)
def test_every_failure_is_said_in_time(way: str) -> None:
    began = time.monotonic()
    with serving(lambda _: "The ferry to Harrow costs 4 crowns from 1 March. [1]", way) as endpoint:
        with pytest.raises(EndpointError) as failed:
            list(chat(endpoint).reply(ASKED, SECONDS))
        assert WAYS_TO_FAIL[way] in str(failed.value)
        assert endpoint.url in str(failed.value)
        assert "\n" not in str(failed.value)
        assert "s3cret" not in f"{failed.value} {chat(endpoint)!r}"
    assert time.monotonic() - began < SECONDS + 6  # the machine may be busy


def test_a_server_that_is_not_there_is_said_so() -> None:
    with serving(lambda _: "") as endpoint:
        pass
    with pytest.raises(EndpointError, match="nothing answers at"):
        list(chat(endpoint).reply(ASKED, SECONDS))


def test_whoever_stops_reading_ends_the_models_work() -> None:
    with serving(lambda _: "", "endless") as endpoint:
        pieces = chat(endpoint).reply(ASKED, 60.0)
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]
        assert endpoint.hung_up.wait(10)

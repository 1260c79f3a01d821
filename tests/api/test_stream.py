"""An answer in the making, over HTTP: drafts that say they are drafts, then the answer that `/v1/ask` gives."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from answer.chat import Message, ScriptedChat
from answer.desk import Desk
from answer.model_writer import ModelWriter
from api import schemas as wire
from api.app import create_app
from tests.api.checks import BASE_URL, assert_citations_resolve, assert_problem
from tests.api.newsroom import open_newsroom
from tests.reranking import real_reranker

STEPS = "How many steps does Gannet Point light have?"


def insisting(messages: Sequence[Message]) -> str:
    """One sentence that holds and one that does not, however often it is told."""
    line = next(line for line in messages[1].content.split("\n") if "212 steps" in line and line.startswith("["))
    number = line.partition(" ")[0]
    return f"Mara Ellin climbed the 212 steps {number}. She earned 900 crowns {number}."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("newsroom")
    return open_newsroom(folder, real_reranker(), model=ModelWriter(ScriptedChat(insisting)))


@pytest.fixture(scope="module")
def client(desk: Desk) -> TestClient:
    return TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False)


def events(client: TestClient, **body: Any) -> Iterator[tuple[str, Any]]:
    response = client.post("/v1/ask/stream", json={"question": STEPS} | body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_drafts_come_before_the_answer_and_are_taken_back_for_a_second_try(client: TestClient) -> None:
    *drafts, (name, answer) = events(client)
    assert ({each for each, _ in drafts}, name) == ({"draft"}, "answer")
    first = "".join(draft["text"] for _, draft in drafts[: [draft["withdrawn"] for _, draft in drafts].index(True)])
    assert "She earned 900 crowns" in first
    read = wire.Answer.model_validate(answer)
    assert (read.writer, read.model) == ("model", "scripted")
    assert [sentence.text for sentence in read.sentences] == ["Mara Ellin climbed the 212 steps."]
    assert_citations_resolve(client, read)


def test_it_ends_with_the_answer_that_asking_gives(client: TestClient) -> None:
    for options in ({}, {"writer": "extractive"}, {"unverified": "show"}):
        *_, (_, streamed) = events(client, **options)
        asked = client.post("/v1/ask", json={"question": STEPS} | options).json()
        same = set(asked) - {"timings", "answer_id"}
        assert {name: streamed[name] for name in same} == {name: asked[name] for name in same}


def test_without_a_model_there_is_only_the_answer(client: TestClient) -> None:
    ((name, answer),) = events(client, writer="extractive")
    assert (name, answer["writer"], answer["model"]) == ("answer", "extractive", None)


def test_what_failed_is_given_where_it_is_asked_for(client: TestClient) -> None:
    *_, (_, answer) = events(client, unverified="show")
    assert [(each["text"], each["verified"]) for each in answer["sentences"]] == [
        ("Mara Ellin climbed the 212 steps.", True),
        ("She earned 900 crowns.", False),
    ]
    assert answer["sentences"][1]["doubt"] == "the number “900” does not stand in what it cites"


def test_every_citation_says_how_to_open_it(client: TestClient) -> None:
    *_, (_, answer) = events(client)
    (citation,) = answer["citations"]
    start, end = citation["start"], citation["end"]
    assert citation["open"] == {
        "page": f"/?article=keeper&version=2&start={start}&end={end}",
        "api": "/v1/articles/keeper",
        "command": "newsarchive show keeper --version 2",
        "url": "https://gazette.example/keeper",
    }
    assert client.get(citation["open"]["api"]).status_code == 200


def test_a_question_that_cannot_be_read_is_a_problem_before_anything_is_sent(client: TestClient) -> None:
    empty = client.post("/v1/ask/stream", json={"question": " "})
    assert_problem(empty, 422, empty.json()["detail"])
    assert client.post("/v1/ask/stream", json={"question": STEPS, "writer": "me"}).status_code == 422


def test_a_model_that_was_not_set_up_cannot_be_asked(tmp_path: Path) -> None:
    client = TestClient(create_app(open_newsroom(tmp_path)), base_url=BASE_URL, raise_server_exceptions=False)
    response = client.post("/v1/ask/stream", json={"question": STEPS, "writer": "model"})
    assert_problem(response, 422, "no model was set up to write; set NEWSARCHIVE_MODEL_URL and NEWSARCHIVE_MODEL_NAME")
    assert client.get("/readyz").json()["model"] is None


def test_the_model_is_named_where_one_was_set_up(client: TestClient) -> None:
    assert client.get("/readyz").json()["model"] == "scripted"

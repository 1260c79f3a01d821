from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from api import schemas as wire
from api.app import create_app
from index.onnx_reranker import OnnxReranker
from tests.api.checks import BASE_URL, ask, assert_problem
from tests.api.newsroom import COURIER, GAZETTE, open_newsroom

STEPS = "How many steps does Gannet Point light have?"
FARES = "What will the ferry to Harrow cost?"
NOT_HELD = "Who won the World Cup in 1938?"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The API over a desk that reads with the real reranker, which the refusal was calibrated with."""
    desk = open_newsroom(tmp_path_factory.mktemp("newsroom"), OnnxReranker())
    return TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False)


def quotes(answer: wire.Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


def test_an_answer_is_made_of_cited_words(client: TestClient) -> None:
    answer = ask(client, STEPS)
    assert (answer.status, answer.reason) == ("answered", None)
    assert "212 steps" in quotes(answer)
    assert "212 steps" in answer.sentences[0].text
    assert all(sentence.verified and sentence.citations for sentence in answer.sentences)
    assert answer.short is not None
    assert answer.short.text.startswith("212")
    first = answer.citations[0]
    assert (first.article_id, first.version, first.source) == ("keeper", 2, GAZETTE)
    assert (first.byline, first.published) == ("Oda Brandt", "2024-06-07")
    assert first.headline == "Lighthouse keeper retires after 41 years"
    assert answer.question == STEPS
    assert answer.generation == client.get("/readyz").json()["generation"]
    assert answer.timings["total"] > 0


def test_what_the_archive_does_not_hold_is_refused_with_a_reason(client: TestClient) -> None:
    answer = ask(client, NOT_HELD)
    assert (answer.status, answer.sentences, answer.citations, answer.short) == ("refused", [], [], None)
    assert answer.reason is not None
    assert "World Cup" in answer.reason
    assert answer.nearest


def test_filters_limit_the_evidence(client: TestClient) -> None:
    assert ask(client, FARES, source=[COURIER]).status == "answered"
    elsewhere = ask(client, FARES, source=[GAZETTE], date_from="2024-01-01", kind=["body"])
    assert {hit.source for hit in elsewhere.nearest} <= {GAZETTE}
    assert elsewhere.status == "refused"


def test_instructions_in_the_archive_are_only_text(client: TestClient) -> None:
    answer = ask(client, "What should be ignored according to the page of notes?")
    assert all("alert(" not in sentence.text or sentence.citations for sentence in answer.sentences)


@pytest.mark.parametrize("question", [" ", "\n\t"])
def test_white_space_is_no_question(client: TestClient, question: str) -> None:
    response = client.post("/v1/ask", json={"question": question})
    assert_problem(response, 422, response.json()["detail"])
    assert "empty" in response.json()["detail"]


def test_filters_are_read_as_in_search(client: TestClient) -> None:
    body = {"question": STEPS, "filters": {"date_from": "2023-02-29"}}
    detail = "date_from is '2023-02-29', which is not in the calendar; give a day such as 2020-02-11"
    assert_problem(client.post("/v1/ask", json=body), 422, detail)
    body["filters"] = {"date_from": "last year"}
    detail = "filters.date_from is 'last year': string should match pattern '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'"
    assert_problem(client.post("/v1/ask", json=body), 422, detail)


def test_readers_at_the_same_time_get_the_answers_that_one_gets(client: TestClient) -> None:
    def answered(question: str) -> wire.Answer:
        return ask(client, question).model_copy(update={"timings": {}})

    questions = [STEPS, FARES, NOT_HELD]
    alone = [answered(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(answered, questions * 3)) == alone * 3

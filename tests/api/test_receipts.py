from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api import receipt_schemas as wire
from api.app import create_app
from tests.api.checks import BASE_URL, ask, assert_problem
from tests.api.newsroom import COURIER, open_newsroom

FARES = "What will the ferry to Harrow cost?"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    desk = open_newsroom(tmp_path_factory.mktemp("newsroom"), receipts=True)
    with TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False) as client:
        yield client


def test_an_answer_can_be_had_again_as_it_was(client: TestClient) -> None:
    answer = ask(client, FARES, source=[COURIER])
    kept = wire.Receipt.model_validate_json(client.get(f"/v1/answers/{answer.answer_id}").content)
    assert kept.answer == answer
    assert kept.filters.source == [COURIER]
    assert {each.article_id for each in kept.retrieved} == {"ferry"}
    assert kept.models == wire.Models(embedder="hash 1", reranker="overlap", writer="extractive")


def test_no_receipt_is_kept_where_none_is_wanted(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": FARES, "receipt": False}).json()
    assert answer["answer_id"] is None


def test_an_answer_that_is_not_kept_is_not_found(client: TestClient) -> None:
    assert_problem(
        client.get("/v1/answers/00000000000000ff"),
        404,
        "there is no answer '00000000000000ff' among the receipts; see 'newsarchive receipts'",
    )

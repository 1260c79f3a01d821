from collections.abc import Iterator

import pytest
import rispy
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


def test_an_answer_is_exported_as_a_file(client: TestClient) -> None:
    answer = ask(client, FARES)
    sheet = client.get(f"/v1/answers/{answer.answer_id}/export", params={"format": "markdown"})
    assert sheet.headers["content-type"] == "text/markdown; charset=utf-8"
    assert sheet.headers["content-disposition"] == f'attachment; filename="answer-{answer.answer_id}.md"'
    assert f"Answer {answer.answer_id}, asked at" in sheet.text
    entries = rispy.loads(client.get(f"/v1/answers/{answer.answer_id}/export", params={"format": "ris"}).text)
    assert [each["accession_number"] for each in entries] == list(
        dict.fromkeys(f"{each.article_id} version {each.version}" for each in answer.citations)
    )


def test_a_search_is_exported_as_a_file(client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "lighthouse keeper"}).json()
    csl = client.get("/v1/search/export", params={"q": "lighthouse keeper", "format": "csl-json"}).json()
    ids = list(dict.fromkeys(hit["article_id"] for hit in found["hits"]))
    assert [each["custom"]["article_id"] for each in csl] == ids
    keeper = next(each for each in csl if each["custom"]["article_id"] == "keeper")
    assert keeper["URL"] == "https://gazette.example/keeper"
    assert keeper["issued"] == {"date-parts": [[2024, 6, 7]]}


def test_a_format_that_is_not_known_is_said(client: TestClient) -> None:
    refused = client.get("/v1/search/export", params={"q": "lighthouse", "format": "docx"})
    assert refused.status_code == 422
    assert "'ris', 'bibtex', 'csl-json', 'csv' or 'markdown'" in refused.json()["detail"]


def test_a_follow_up_keeps_the_filters_unless_it_brings_its_own(client: TestClient) -> None:
    first = ask(client, FARES, source=[COURIER])
    body = {"question": "And who said so?", "follow": first.answer_id}
    follow_up = client.post("/v1/ask", json=body).json()
    assert follow_up["question"] == "And who said so?"
    assert follow_up["following"]["answer_id"] == first.answer_id
    assert follow_up["following"]["text"] == "Who said so (ferry Harrow cost)?"
    kept = wire.Receipt.model_validate_json(client.get(f"/v1/answers/{follow_up['answer_id']}").content)
    assert kept.filters.source == [COURIER]
    freed = client.post("/v1/ask", json=body | {"filters": {}}).json()
    assert client.get(f"/v1/answers/{freed['answer_id']}").json()["filters"]["source"] == []


def test_a_follow_up_of_nothing_is_an_error(client: TestClient) -> None:
    assert_problem(
        client.post("/v1/ask", json={"question": "And then?", "follow": "gone"}),
        404,
        "there is no answer 'gone' among the receipts; see 'newsarchive receipts'",
    )

"""Collections over HTTP: listed, a filter of searches and questions, shown on what is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import schemas as wire
from api.app import create_app
from tests.api.checks import BASE_URL, assert_problem
from tests.api.newsroom import open_newsroom
from tests.records import record_at


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("collections")


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(open_newsroom(data)), base_url=BASE_URL, raise_server_exceptions=False) as client:
        store = record_at(data / "record.sqlite")
        store.collections.add("Harbour inquiry", ["ferry", "minutes", "rumour"])
        store.collections.add("Light", ["keeper"])
        store.close()
        yield client


def search(client: TestClient, **parameters: object) -> wire.SearchResult:
    response = client.get("/v1/search", params=parameters)
    assert response.status_code == 200, response.text
    return wire.SearchResult.model_validate_json(response.content)


def test_collections_are_listed_with_how_much_of_them_is_in_searches(client: TestClient) -> None:
    found = wire.Collections.model_validate_json(client.get("/v1/collections").content)
    assert [(each.name, each.articles) for each in found.collections] == [("Harbour inquiry", 2), ("Light", 1)]


def test_a_search_is_limited_to_one_several_or_all(client: TestClient) -> None:
    for asked, wanted in (
        ({"collection": "harbour INQUIRY"}, {"ferry", "minutes"}),
        ({"collection": ["Light", "Harbour inquiry"]}, {"ferry", "minutes", "keeper"}),
        ({}, {"ferry", "minutes", "keeper", "hostile"}),
    ):
        result = search(client, q="the harbour board", group="article", limit=50, facets=True, **asked)
        assert {hit.article_id for hit in result.hits} == wanted
    names = {hit.article_id: hit.collections for hit in result.hits}
    assert names == {"ferry": ["Harbour inquiry"], "minutes": ["Harbour inquiry"], "keeper": ["Light"], "hostile": []}
    facet = next(each for each in result.facets if each.field == "collection")
    assert [(each.value, each.count) for each in facet.counts] == [("Harbour inquiry", 2), ("Light", 1), (None, 1)]
    article = wire.Article.model_validate_json(client.get("/v1/articles/ferry").content)
    assert article.collections == ["Harbour inquiry"]


def test_a_change_is_known_to_the_next_search(client: TestClient, data: Path) -> None:
    store = record_at(data / "record.sqlite")
    store.collections.add("Oddities", ["hostile"])
    assert {hit.article_id for hit in search(client, q="notes", collection="oddities").hits} == {"hostile"}
    store.collections.delete("Oddities")
    store.close()
    detail = "there is no collection 'oddities'; there are Harbour inquiry, Light"
    assert_problem(client.get("/v1/search?q=notes&collection=oddities"), 404, detail)


def test_an_answer_is_sought_in_the_collection_alone(client: TestClient) -> None:
    for name, wanted in (("Harbour inquiry", {"ferry", "minutes"}), ("Light", {"keeper"})):
        asked = {"question": "What did the harbour board say?", "filters": {"collection": [name]}}
        answer = wire.Answer.model_validate_json(client.post("/v1/ask", json=asked).content)
        seen = {each.article_id for each in (*answer.citations, *answer.nearest)}
        assert seen
        assert seen <= wanted

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from answer.desk import Desk
from api.app import create_app
from api.guard import LARGEST_BODY
from api.problems import STATUS
from archive import errors
from tests.api.checks import BASE_URL, assert_problem


def descendants(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def test_every_error_of_the_house_has_its_status() -> None:
    assert set(STATUS) == set(descendants(errors.NewsArchiveError))


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (errors.InputError("the question is empty"), 422, "the question is empty"),
        (errors.NotFoundError("no such version 3"), 404, "no such version 3"),
        (errors.IndexStateError("the index is damaged"), 503, "the index is damaged"),
        (errors.ModelError("the model is missing"), 503, "the model is missing"),
        (errors.StorageError("the disk is full"), 507, "the disk is full"),
        (errors.SettingsError("secret"), 500, "something went wrong in the server; its log says what"),
        (errors.UnreadableError("secret"), 500, "something went wrong in the server; its log says what"),
        (RuntimeError("secret"), 500, "something went wrong in the server; its log says what"),
    ],
)
def test_what_the_desk_raises_becomes_a_problem(error: Exception, status: int, detail: str) -> None:
    class Failing:
        def generation(self) -> tuple[str, int, int]:
            raise error

    desk: Desk = Failing()  # type: ignore[assignment]
    client = TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False)
    assert_problem(client.get("/readyz"), status, detail)


def test_unknown_paths_and_methods(client: TestClient) -> None:
    for path in ("/", "/docs", "/redoc", "/v1/search/", "/v1/nothing"):
        assert_problem(client.get(path), 404, f"there is nothing at {path}; the paths are in /openapi.json")
    response = client.put("/v1/search")
    assert_problem(response, 405, "PUT is not answered at /v1/search; the methods are in /openapi.json")
    assert response.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("{", "the body is not JSON: Expecting property name enclosed in double quotes, at character 1"),
        ("[]", "the body is []: input should be a valid dictionary or object to extract fields from"),
        ("{}", "question is missing"),
        ('{"question": ""}', "question is '': string should have at least 1 character"),
        ('{"question": 5}', "question is 5: input should be a valid string"),
        ('{"question": "a", "top": 3}', "top is not known here"),
        ('{"question": "a", "filters": {"sources": ["x"]}}', "filters.sources is not known here"),
        (
            '{"question": "a", "filters": {"source": "x"}}',
            "filters.source is 'x': input should be a valid list",
        ),
        (
            '{"question": "\\ud800"}',
            "question is '\\ud800': input should be a valid string, unable to parse raw data as a unicode string",
        ),
    ],
)
def test_a_body_that_is_no_question(client: TestClient, body: str, detail: str) -> None:
    response = client.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    assert_problem(response, 422, detail)


def test_a_form_from_another_page_is_no_question(client: TestClient) -> None:
    response = client.post("/v1/ask", content='{"question": "a"}', headers={"content-type": "text/plain"})
    assert response.status_code == 422


def test_a_body_that_is_too_long_is_refused_unread(client: TestClient) -> None:
    pieces = (b"a" * 65536 for _ in range(LARGEST_BODY // 65536 + 1))
    for body in (b"a" * (LARGEST_BODY + 1), pieces):
        response = client.post("/v1/ask", content=body, headers={"content-type": "application/json"})
        assert_problem(response, 413, "the request's body is too long; ask a shorter question")


def test_without_an_index_the_server_lives_but_is_not_ready(unbuilt: TestClient) -> None:
    assert unbuilt.get("/livez").json() == {"status": "live"}
    for response in (
        unbuilt.get("/readyz"),
        unbuilt.get("/v1/search", params={"q": "ferry"}),
        unbuilt.post("/v1/ask", json={"question": "Who?"}),
    ):
        assert_problem(response, 503, response.json()["detail"])
        assert "newsarchive rebuild" in response.json()["detail"]

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.openapi.models import OpenAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from answer.export.formats import FILE_KINDS

JSON = ("application/json", "application/problem+json")


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    parsed: dict[str, Any] = client.get("/openapi.json").json()
    return parsed


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def assert_fits(document: dict[str, Any], schema: dict[str, Any], example: object) -> None:
    """The example fits its schema, whose references point into the document."""
    Draft202012Validator({**schema, "components": document["components"]}).validate(example)


def test_the_document_is_openapi_and_its_schemas_are_json_schema(document: dict[str, Any]) -> None:
    OpenAPI.model_validate(document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_the_paths_are_these(document: dict[str, Any]) -> None:
    assert [name for name, _ in operations(document)] == [
        "POST /v1/ask",
        "GET /v1/answers/{answer_id}",
        "POST /v1/ask/stream",
        "GET /v1/answers/{answer_id}/export",
        "GET /v1/search/export",
        "GET /v1/search",
        "GET /v1/articles/{article_id}",
        "GET /v1/articles/{article_id}/similar",
        "GET /v1/articles/{article_id}/background",
        "GET /v1/articles/{article_id}/diff",
        "GET /v1/collections",
        "GET /v1/photos/{photo_id}",
        "GET /v1/photos/{photo_id}/image",
        "GET /livez",
        "GET /readyz",
        "GET /v1/watches",
        "POST /v1/watches",
        "DELETE /v1/watches/{watch_id}",
        "GET /v1/watches/feed.atom",
        "GET /v1/watches/notices",
        "GET /v1/watches/{watch_id}/notices",
        "GET /v1/watches/{watch_id}/feed.atom",
        "POST /v1/watches/{watch_id}/read",
    ]


def test_every_path_shows_an_example_that_fits(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        content = operation["responses"]["200"]["content"]
        if name.endswith("/image"):
            assert sorted(content) == ["image/gif", "image/jpeg", "image/png", "image/webp"]
        elif name.endswith("/feed.atom"):
            assert list(content) == ["application/atom+xml"]
        elif name.endswith("/stream"):
            assert list(content) == ["text/event-stream"]
        elif name.endswith("/export"):
            assert sorted(content) == sorted(kind.media_type for kind in FILE_KINDS.values())
        else:
            assert_fits(document, content["application/json"]["schema"], content["application/json"]["example"])


def test_questions_parameters_and_problems_show_examples_that_fit(document: dict[str, Any]) -> None:
    for _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            for example in parameter["schema"].get("examples", []):
                assert_fits(document, parameter["schema"], example)
        body = operation.get("requestBody", {"content": {}})["content"].get("application/json", {})
        for example in body.get("examples", {}).values():
            assert_fits(document, body["schema"], example["value"])
        for status, response in operation["responses"].items():
            if status != "200":
                problem = response["content"]["application/problem+json"]
                assert_fits(document, problem["schema"], problem["example"])
                assert problem["example"]["status"] == int(status)
    ask = document["paths"]["/v1/ask"]["post"]
    assert list(ask["requestBody"]["content"]["application/json"]["examples"]) == [
        "a question",
        "a question after another",
        "a question to one paper",
    ]


def test_every_error_is_told_as_a_problem(document: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in json.dumps(document)
    for _, operation in operations(document):
        for status, response in operation["responses"].items():
            assert list(response["content"]) != ["application/problem+json"] or status != "200"
            assert status == "200" or list(response["content"]) == ["application/problem+json"]


def test_examples_cite_what_stands_in_the_example_article(document: dict[str, Any]) -> None:
    def example(path: str, method: str = "get") -> Any:
        return document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["example"]

    (version,) = example("/v1/articles/{article_id}")["versions"]
    answer = example("/v1/ask", "post")
    for stretch in [*answer["citations"], *answer["nearest"], *example("/v1/search")["hits"]]:
        said = stretch.get("quote") or stretch["text"]
        assert version["text"][stretch["start"] : stretch["end"]] == said

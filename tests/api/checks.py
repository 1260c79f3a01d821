"""What every answer of the API is held to, written once."""

from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from api import schemas as wire

BASE_URL = "http://127.0.0.1:8377"


def assert_problem(response: Response, status: int, detail: str) -> None:
    """The response is this problem, in the one shape that all errors have."""
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    problem = wire.Problem.model_validate_json(response.content)
    assert (problem.status, response.status_code, problem.detail) == (status, status, detail)
    assert problem.type == "about:blank"
    assert problem.instance == response.request.url.path


def ask(client: TestClient, question: str, **filters: Any) -> wire.Answer:
    """The answer to a question; every citation in it was found to stand in the archive (law 2)."""
    response = client.post("/v1/ask", json={"question": question, "filters": filters})
    assert response.status_code == 200, response.text
    answer = wire.Answer.model_validate_json(response.content)
    assert_citations_resolve(client, answer)
    return answer


def assert_citations_resolve(client: TestClient, answer: wire.Answer) -> None:
    """Every citation's quote is what its article's version says at its offsets, and every number has its citation."""
    for citation in answer.citations:
        article = wire.Article.model_validate_json(client.get(f"/v1/articles/{citation.article_id}").content)
        version = next(each for each in article.versions if each.number == citation.version)
        assert version.text[citation.start : citation.end] == citation.quote
        assert citation.verified
    numbers = {citation.number for citation in answer.citations}
    assert numbers == set(range(1, len(answer.citations) + 1))
    assert {number for sentence in answer.sentences for number in sentence.citations} <= numbers
    assert answer.short is None or answer.short.citation in numbers

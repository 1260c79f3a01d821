import pytest
from fastapi.testclient import TestClient

from answer.desk import Desk
from api.app import create_app
from api.guard import names_answered
from tests.api.checks import BASE_URL, assert_problem


@pytest.mark.parametrize("host", ["127.0.0.1:8377", "localhost", "LocalHost:1", "[::1]:8377", "[::1]"])
def test_loopback_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/livez", headers={"host": host}).json() == {"status": "live"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8377", "127.0.0.1.evil.example", "localhost@evil", ""])
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    detail = f"the host {host!r} is not served here; use 127.0.0.1, [::1], localhost"
    assert_problem(client.get("/livez", headers={"host": host}), 400, detail)


@pytest.mark.parametrize("origin", ["http://localhost:8378", "https://evil.example", "null"])
def test_no_page_from_elsewhere_may_read(client: TestClient, origin: str) -> None:
    response = client.get("/livez", headers={"origin": origin})
    assert not [name for name in response.headers if name.startswith("access-control")]
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert response.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    asked_first = client.options("/v1/ask", headers={"origin": origin, "access-control-request-method": "POST"})
    assert_problem(asked_first, 405, "OPTIONS is not answered at /v1/ask; the methods are in /openapi.json")


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("127.0.0.1", {"localhost", "127.0.0.1", "[::1]"}),
        ("localhost", {"localhost", "127.0.0.1", "[::1]"}),
        ("127.0.0.5", {"localhost", "127.0.0.1", "[::1]", "127.0.0.5"}),
        ("0.0.0.0", None),  # noqa: S104
        ("192.168.7.2", None),
        ("archive.newsroom.example", None),
    ],
)
def test_only_a_server_bound_to_loopback_is_particular(address: str, names: set[str] | None) -> None:
    assert names_answered(address) == names


def test_a_server_for_the_newsroom_answers_to_any_name(desk: Desk) -> None:
    client = TestClient(create_app(desk, host="192.168.7.2"), base_url=BASE_URL)
    assert client.get("/livez", headers={"host": "archive.newsroom.example"}).json() == {"status": "live"}

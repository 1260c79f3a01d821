from collections.abc import Callable

import httpx2
import pytest

from tests.ui.pages import Page
from ui.client import ArchiveClient, ArchiveError

Visit = Callable[..., Page]


def test_without_an_index_the_page_says_how_to_build_one(visit: Visit, unbuilt: ArchiveClient) -> None:
    for address in ({}, {"q": "Who?"}, {"page": "search", "q": "ferry"}):
        page = visit(unbuilt, **address)
        title, detail = page.texts("//section[@role='alert']/*")
        assert title == "The archive is not ready."
        assert "newsarchive rebuild" in detail


def test_without_a_server_the_page_says_how_to_start_one(visit: Visit) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("connection refused", request=request)

    client = ArchiveClient(httpx2.Client(base_url="http://127.0.0.1:9", transport=httpx2.MockTransport(refuse)))
    page = visit(client, q="Who?")
    assert page.texts("//section[@role='alert']/*") == [
        "The archive’s server does not answer.",
        "Nothing answers at http://127.0.0.1:9: connection refused.",
        "Start it with “newsarchive serve”, then reload this page.",
    ]
    assert page.test.text_input[0].value == "Who?"


@pytest.mark.parametrize(
    ("response", "status", "detail"),
    [
        (
            httpx2.Response(404, text="<h1>nginx</h1>"),
            404,
            "http://127.0.0.1:9/readyz answered 404 Not Found; is that the archive's API?",
        ),
        (
            httpx2.Response(200, json={"status": "ready"}),
            502,
            "http://127.0.0.1:9 does not speak this version's format; update both to the same version",
        ),
    ],
)
def test_something_else_behind_the_address_is_told(response: httpx2.Response, status: int, detail: str) -> None:
    transport = httpx2.MockTransport(lambda _: response)
    client = ArchiveClient(httpx2.Client(base_url="http://127.0.0.1:9", transport=transport))
    with pytest.raises(ArchiveError) as error:
        client.ready()
    assert (error.value.status, error.value.detail) == (status, detail)


def test_a_proxy_for_the_world_outside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    client = ArchiveClient.at("http://127.0.0.1:9")
    with pytest.raises(ArchiveError, match=r"nothing answers at http://127\.0\.0\.1:9"):
        client.ready()

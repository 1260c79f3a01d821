from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from streamlit.testing.v1 import AppTest

from answer.desk import Desk
from api.app import create_app
from tests.api.checks import BASE_URL
from tests.api.newsroom import open_empty, open_newsroom
from tests.ui.pages import Page, ScriptedDesk
from ui.client import ArchiveClient


def script(client: object) -> None:
    """What AppTest runs: the app itself, over the client it was given."""
    from ui import app

    app.main(client)  # type: ignore[arg-type]


def over(desk: Desk) -> ArchiveClient:
    return ArchiveClient(TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False))


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> ScriptedDesk:
    desk = open_newsroom(tmp_path_factory.mktemp("newsroom"))
    desk.__class__ = ScriptedDesk
    assert isinstance(desk, ScriptedDesk)
    return desk


@pytest.fixture(scope="session")
def client(desk: Desk) -> ArchiveClient:
    return over(desk)


@pytest.fixture
def unbuilt(tmp_path: Path) -> ArchiveClient:
    return over(open_empty(tmp_path))


@pytest.fixture
def visit(client: ArchiveClient) -> Callable[..., Page]:
    """Open the page at an address; `via` another client where one is given."""

    def opened(via: ArchiveClient | None = None, **parameters: str | list[str]) -> Page:
        test = AppTest.from_function(script, args=(via or client,), default_timeout=30)
        for name, value in parameters.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return Page(test)

    return opened

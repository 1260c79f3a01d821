from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from answer.desk import Desk
from api.app import create_app
from tests.api.checks import BASE_URL
from tests.api.newsroom import open_empty, open_newsroom


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return open_newsroom(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="session")
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def unbuilt(tmp_path: Path) -> TestClient:
    """The API over a record without an index."""
    return TestClient(create_app(open_empty(tmp_path)), base_url=BASE_URL, raise_server_exceptions=False)

import os
from collections.abc import Mapping

import pytest
from streamlit import config, net_util
from streamlit.web import bootstrap, server

from ui import launch
from ui.app import API_URL


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, object]:
    """What Streamlit was started with."""
    given: dict[str, object] = {}
    monkeypatch.setattr(bootstrap, "load_config_options", given.update)
    monkeypatch.setattr(bootstrap, "run", lambda *_: None)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    launch.serve("127.0.0.1", 8378, "http://127.0.0.1:8377")
    return given


def test_nothing_is_reported_and_no_address_is_guessed(started: Mapping[str, object]) -> None:
    assert started["browser.gatherUsageStats"] is False
    assert (started["server.address"], started["server.port"]) == ("127.0.0.1", 8378)
    assert started["server.headless"] is True
    assert os.environ[API_URL] == "http://127.0.0.1:8377"


def test_every_option_is_one_that_streamlit_knows(started: Mapping[str, object]) -> None:
    for name in started:
        config.get_option(name)


def test_a_page_from_elsewhere_is_refused_without_asking_anybody(started: Mapping[str, object]) -> None:
    # Streamlit would ask checkip.amazonaws.com; tests/conftest.py makes that an error.
    assert not server.server_util.is_url_from_allowed_origins("http://evil.example")
    assert server.server_util.is_url_from_allowed_origins("http://127.0.0.1:8378")

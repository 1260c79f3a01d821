"""The Streamlit server, with everything switched off that would call elsewhere."""

import os
from pathlib import Path

from streamlit import net_util
from streamlit.web import bootstrap

from ui.app import API_URL

_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "viewer",
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "theme.base": "light",
    "theme.primaryColor": "#8a1c1c",
    "theme.backgroundColor": "#fffdf8",
    "theme.secondaryBackgroundColor": "#f4efe4",
    "theme.textColor": "#1b1a17",
}


def serve(host: str, port: int, api_url: str) -> None:
    """Serve the pages until stopped; they find the API at `api_url`.

    Streamlit asks an outside service for this machine's public address when a page from elsewhere knocks; here it
    is told that there is none.
    """
    net_util.get_external_ip = _no_external_ip
    os.environ[API_URL] = api_url
    options = _OPTIONS | {"server.address": host, "server.port": port}
    bootstrap.load_config_options(options)
    bootstrap.run(str(Path(__file__).with_name("app.py")), False, [], options)


def _no_external_ip() -> None:
    return None

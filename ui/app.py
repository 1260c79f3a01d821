"""The script that Streamlit runs for every reader and every change: the page that the address asks for."""

import os
from pathlib import Path

import streamlit as st

from ui import address, article_page, ask_page, photo_page, pieces, search_page, watches_page
from ui.client import ArchiveClient, ArchiveError

API_URL = "NEWSARCHIVE_API_URL"
_STYLE = Path(__file__).with_name("page.css")
_ICON = Path(__file__).with_name("icon.png")


def main(client: ArchiveClient) -> None:
    """Draw the page that the address asks for, or what is wrong with it."""
    st.set_page_config(page_title="newsarchive", page_icon=_ICON)
    st.html(_STYLE)
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    try:
        _show(client, parameters)
    except ArchiveError as error:
        pieces.problem(error)


def _show(client: ArchiveClient, parameters: address.Parameters) -> None:
    if "article" in parameters:
        article_page.show(client, parameters)
    elif "photo" in parameters:
        photo_page.show(client, parameters)
    elif address.first(parameters, "page") == "search":
        search_page.show(client, parameters)
    elif address.first(parameters, "page") == "watches":
        watches_page.show(client, parameters)
    else:
        ask_page.show(client, parameters)


@st.cache_resource
def _client(url: str) -> ArchiveClient:
    """One pool of connections for all readers; it keeps nothing of theirs."""
    return ArchiveClient.at(url)


if __name__ == "__main__":
    main(_client(os.environ.get(API_URL, "http://127.0.0.1:8377")))

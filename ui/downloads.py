"""Buttons that save an answer or a search as a file of another program's."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ui.client import ArchiveClient, Parameters

_KINDS = {
    "markdown": ("Fact check", "md"),
    "csv": ("CSV", "csv"),
    "ris": ("RIS", "ris"),
    "bibtex": ("BibTeX", "bib"),
    "csl-json": ("CSL-JSON", "json"),
}


def of_answer(client: ArchiveClient, answer_id: str | None) -> None:
    """Draw the buttons for an answer; none where no receipt of it was kept."""
    if answer_id is not None:
        name = f"answer-{answer_id}"
        _buttons(lambda kind: client.exported_answer(answer_id, kind), name, "Save the answer as a file")


def of_search(client: ArchiveClient, parameters: Parameters) -> None:
    """Draw the buttons for the hits of a search."""
    asked = {name: values for name, values in parameters.items() if name != "facets"}
    _buttons(lambda kind: client.exported_search({**asked, "format": [kind]}), "search", "Save these results as a file")


def _buttons(fetch: Callable[[str], bytes], name: str, label: str) -> None:
    with st.expander(label):
        columns = st.columns(len(_KINDS))
        for column, (kind, (title, suffix)) in zip(columns, _KINDS.items(), strict=True):
            # What is saved is fetched when the button is pressed, and the page is not drawn again for it.
            column.download_button(
                title, partial(fetch, kind), f"{name}.{suffix}", on_click="ignore", width="stretch", key=f"save {kind}"
            )

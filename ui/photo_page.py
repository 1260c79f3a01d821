"""A photograph, its caption and credit, and the articles it appeared with."""

import streamlit as st

from ui import address, pieces, wording
from ui.client import ArchiveClient
from ui.markup import tag


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the photograph in the address."""
    pieces.masthead("photo", parameters)
    photograph = client.photograph(address.first(parameters, "photo"))
    first = photograph.appearances[0]
    st.set_page_config(page_title=f"{first.caption} · newsarchive")
    pieces.draw(tag("section", pieces.figure(client, first, tag("h1", first.caption)), class_="photograph"))
    rows = []
    for each in photograph.appearances:
        article = client.article(each.article_id)
        version = next(version for version in article.versions if version.number == each.version)
        to = address.article(each.article_id, each.version, (each.start, each.end))
        rows.append(
            tag(
                "li",
                tag("a", version.headline, href=to),
                pieces.details(version.source, wording.day_in_full(version.published), version.byline),
            )
        )
    pieces.draw(tag("h2", "Where it appeared"), tag("ul", *rows, class_="appearances"))

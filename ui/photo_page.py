"""A photograph, its caption and credit, and the articles it appeared with."""

import streamlit as st

from api import schemas as wire
from ui import address, pieces, wording
from ui.client import ArchiveClient
from ui.markup import NOTHING, Html, tag


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the photograph in the address."""
    pieces.masthead("photo", parameters)
    photograph = client.photograph(address.first(parameters, "photo"))
    first = photograph.appearances[0]
    st.set_page_config(page_title=f"{first.caption} · newsarchive")
    pieces.draw(tag("section", pieces.figure(client, first, tag("h1", first.caption)), class_="photograph"))
    pieces.draw(_facts(first))
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


def _facts(photo: wire.Photo) -> Html:
    """What the picture's file says beyond caption and credit, a line each; nothing where it says nothing."""
    stated = (
        ("Headline", photo.headline),
        ("In the picture", ", ".join(photo.people)),
        ("Keywords", ", ".join(photo.keywords)),
        ("Rights", photo.rights),
    )
    lines = [tag("li", f"{name}: {value}") for name, value in stated if value]
    return tag("ul", *lines, class_="facts") if lines else NOTHING

"""What several pages draw: masthead, passages found, photographs, problems."""

from collections.abc import Iterable, Sequence

import streamlit as st

from api import schemas as wire
from ui import address, reading, thumbnail, wording
from ui.client import ArchiveClient, ArchiveError
from ui.markup import NOTHING, Html, join, tag

_PROBLEMS = {
    0: "The archive’s server does not answer.",
    404: "This is not in the archive.",
    422: "The archive cannot read this request.",
    503: "The archive is not ready.",
}
_NAMED = 3
"""Papers that print the same story which are named before a click."""

_REMEDIES = {0: "Start it with “newsarchive serve”, then reload this page."}


def draw(*children: str) -> None:
    """Put markup on the page; Streamlit refuses to put nothing."""
    if markup := join(children):
        st.html(markup)


def masthead(here: str, parameters: address.Parameters) -> None:
    """The name and the two ways in; the question goes along from one to the other."""
    ways = {
        "Ask": address.home(parameters),
        "Search": address.search(parameters),
        "Standing questions": address.watches(parameters),
    }
    links = [
        tag("a", name, href=to, aria_current="page" if name.lower() == here else None) for name, to in ways.items()
    ]
    brand = tag("a", "newsarchive", class_="brand", href="?", aria_label="newsarchive, start again")
    draw(tag("header", brand, tag("nav", *links, aria_label="Pages"), class_="masthead"))


def details(*said: str | None, class_: str = "details") -> Html:
    """Facts in one line, the missing ones left out."""
    facts = [tag("span", each) for each in said if each]
    return tag("p", join(facts, " · "), class_=class_) if facts else NOTHING


def hits(
    client: ArchiveClient,
    found: Iterable[wire.Hit],
    query: str,
    label: str,
    meant: wire.DateField = "published",
) -> Html:
    """Passages as a list of results, the query's words in bold, captions with their photographs, the date meant."""
    items = (tag("li", _hit(client, hit, query, meant), class_="hit") for hit in found)
    return tag("ol", *items, class_="hits", aria_label=label)


def _hit(client: ArchiveClient, hit: wire.Hit, query: str, meant: wire.DateField) -> Html:
    # A headline says nothing that its own link does not: the article's next best passage speaks instead.
    texts = [each for each in (hit, *hit.more) if each.kind != "headline"]
    shown, others = (texts[0], texts[1:]) if texts else (hit, [])
    about = details(
        hit.source,
        wording.day_in_full(hit.published),
        wording.KINDS[shown.kind],
        hit.section,
        hit.byline,
        wording.pages(shown.pages),
        None if meant == "published" else f"{meant} {wording.day_in_full(hit.dates.get(meant))}",
        f"in {', '.join(hit.collections)}" if hit.collections else None,
    )
    title = tag("h3", tag("a", hit.headline, href=address.cited(shown)))
    said = tag("p", reading.emphasised(shown.text, query), class_="said") if texts else NOTHING
    image, credit = photograph(client, shown.photo_id) if shown.photo_id else (NOTHING, NOTHING)
    stands = standing(hit.standing)
    below = (image, said, credit, _more(others, query), copies(hit.copies))
    return tag("article", title, about, stands, *below, lang=hit.language)


def standing(given: wire.Standing) -> Html:
    """What became of a version since, for its readers to know; nothing where nothing did."""
    lines = [tag("li", line) for line in wording.standing(given)]
    return tag("ul", *lines, class_="standing", aria_label="What became of this version") if lines else NOTHING


def _more(others: Sequence[wire.Passage], query: str) -> Html:
    """The article's other passages that were found, in full, folded away."""
    rows = [
        tag("li", reading.emphasised(each.text, query), " ", tag("a", "in the article", href=address.cited(each)))
        for each in others
    ]
    summary = tag("summary", wording.count(len(rows), "more passage") + " of this article")
    return tag("details", summary, tag("ul", *rows), class_="more") if rows else NOTHING


def copies(printed: Sequence[wire.Copy]) -> Html:
    """The other articles that print the story and how each differs, folded away; nothing where there are none."""
    rows = [
        tag("li", tag("a", each.headline, href=address.article(each.article_id)), " ",
            tag("small", each.source or "no source", ", ", wording.day_in_full(each.published)),
            tag("p", each.told, class_="told") if each.told else NOTHING)
        for each in printed
    ]  # fmt: skip
    papers = list(dict.fromkeys(each.source or "a paper not named" for each in printed))
    named = ", ".join(papers[:_NAMED]) + (f" and {len(papers) - _NAMED} more" if len(papers) > _NAMED else "")
    return tag("details", tag("summary", f"also in {named}"), tag("ul", *rows), class_="copies") if rows else NOTHING


def photograph(client: ArchiveClient, photo_id: str) -> tuple[Html, Html]:
    """A small picture that leads to the photograph's page, and its credit; nothing for what is not there."""
    try:
        photo = client.photograph(photo_id).appearances[0]
    except ArchiveError:  # The index can still name a photograph that the record has since lost.
        return NOTHING, NOTHING
    image = picture(client, photo, width=320)
    link = tag("a", image, class_="thumbnail", href=address.photo(photo_id)) if image else NOTHING
    return link, _credit(photo)


def _credit(photo: wire.Photo) -> Html:
    taken = f"taken {wording.in_full(photo.taken)}" if photo.taken else None
    by = f"Photograph: {photo.byline}" if photo.byline else None
    return details(by, photo.credit, photo.place, taken)


def picture(client: ArchiveClient, photo: wire.Photo, width: int) -> Html | None:
    """The photograph inside the page, its caption as its description; `None` where the file is not on disk."""
    if photo.image is None:
        return None
    try:
        source = thumbnail.data_uri(client.picture(photo.photo_id), width)
    except ArchiveError:
        return None
    return tag("img", src=source, alt=photo.caption) if source else None


def figure(client: ArchiveClient, photo: wire.Photo, caption: Html) -> Html:
    """A photograph with its caption and what the paper said of it."""
    image = picture(client, photo, width=1280)
    missing = tag("p", "The picture file is not on disk; the archive holds its caption.", class_="missing")
    shown = tag("a", image, href=address.photo(photo.photo_id)) if image else missing
    return tag("figure", shown, tag("figcaption", caption, _credit(photo)))


def problem(error: ArchiveError) -> None:
    """What is wrong and what to do about it."""
    title = tag("h2", _PROBLEMS.get(error.status, "This did not work."))
    detail = error.detail[:1].upper() + error.detail[1:]
    remedy = _REMEDIES.get(error.status)
    draw(
        tag("section", title, tag("p", f"{detail.rstrip('.')}."), tag("p", remedy) if remedy else "",
            class_="problem", role="alert")
    )  # fmt: skip


def pasteable(to: str) -> str:
    """The address as a colleague can open it."""
    here = (st.context.url or "").split("?")[0].rstrip("/")
    return f"{here}/{to}"


def colophon(*said: str | None) -> None:
    """The small print below a page."""
    draw(tag("footer", details(*said), class_="colophon"))


def receipt(done: str, result: wire.SearchResult | wire.Answer, *, with_reading: bool = True) -> None:
    """How the query was read, unless the page says so above, how long it took and what answered, in the small print."""
    milliseconds = result.timings.get("total", sum(result.timings.values()))
    took = f" in {milliseconds / 1000:.2f} seconds" if result.timings else ""
    read = [f"Read as: {each}" for each in result.understood] if with_reading else []
    colophon(*read, f"{done}{took} from index {result.generation}")

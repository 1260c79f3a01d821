"""One version of an article, as the paper printed it, with the cited words marked where they stand."""

import streamlit as st

from api import schemas as wire
from ui import address, pieces, reading, wording
from ui.changes import folded
from ui.client import ArchiveClient, ArchiveError
from ui.markup import NOTHING, Html, join, tag

# Words of the house, never of the archive: this is the one script in the pages.
_TO_THE_CITED_WORDS = "<script>document.querySelector('article mark')?.scrollIntoView({block: 'center'});</script>"


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the article, version and stretch in the address."""
    pieces.masthead("article", parameters)
    article = client.article(address.first(parameters, "article"))
    version = _version(article, address.number(parameters, "version"))
    cited = _cited(version, parameters)
    st.set_page_config(page_title=f"{version.headline} · newsarchive")
    pieces.draw(
        tag("article", _head(article, version, cited), _body(client, version, cited), _facts(article, version),
            class_="reading", lang=version.language)
    )  # fmt: skip
    _changes(client, article, version)
    if cited:
        _citation(article, version, cited)
        st.html(_TO_THE_CITED_WORDS, unsafe_allow_javascript=True)


def _version(article: wire.Article, number: int | None) -> wire.Version:
    wanted = article.current if number is None else number
    found = next((version for version in article.versions if version.number == wanted), None)
    if found is None:
        held = wording.count(len(article.versions), "version")
        raise ArchiveError(404, f"this article has {held} and none is number {wanted}; choose one of those")
    return found


def _cited(version: wire.Version, parameters: address.Parameters) -> reading.Span | None:
    start, end = address.number(parameters, "start"), address.number(parameters, "end")
    if start is None or end is None:
        return None
    if not start < end <= len(version.text):
        raise ArchiveError(
            404, f"the text has {len(version.text)} characters and none from {start} to {end}; check the address"
        )
    return start, end


def _head(article: wire.Article, version: wire.Version, cited: reading.Span | None) -> Html:
    updated = f"updated {wording.in_full(version.updated)}" if version.updated else None
    return tag(
        "header",
        pieces.details(version.source, version.section, class_="kicker"),
        tag("h1", reading.headline(version, cited)),
        tag("p", f"By {version.byline}", class_="byline") if version.byline else NOTHING,
        pieces.details(wording.in_full(version.published), updated, version.dateline),
        _versions(article, version),
        pieces.standing(_since(version)),
        tag("p", f"In the archive this is {article.told}.", class_="told") if article.told else NOTHING,
        pieces.copies(article.copies),
    )


def _versions(article: wire.Article, shown: wire.Version) -> Html:
    links = [
        tag("a", f"Version {each.number}", href=address.article(article.article_id, each.number),
            aria_current="page" if each.number == shown.number else None)
        for each in article.versions
    ]  # fmt: skip
    choice = tag("nav", *links, class_="versions", aria_label="Versions") if len(links) > 1 else NOTHING
    return join([choice, _standing(article)])


def _standing(article: wire.Article) -> Html:
    """A warning where no search finds the article any more."""
    if article.status == "current":
        return NOTHING
    why = "killed by its publisher" if article.status == "killed" else "withdrawn from the archive"
    said = f"This article was {why}. It is kept so that old citations can be checked."
    return tag("p", said, class_="standing", role="note")


def _since(version: wire.Version) -> wire.Standing:
    """What became of the version, without what it says itself: that stands in its text."""
    notices = [each for each in version.standing.notices if each.version != version.number]
    return version.standing.model_copy(update={"notices": notices})


def _changes(client: ArchiveClient, article: wire.Article, shown: wire.Version) -> None:
    """What changed between this version and the one in force, or the one before it."""
    others = [each.number for each in article.versions if each.number != shown.number]
    if not others:
        return
    other = article.current if shown.number != article.current else others[-1]
    older, newer = (shown.number, other) if shown.number != article.current else (other, shown.number)
    with st.expander(f"What changed from version {older} to version {newer}"):
        compared = client.compare(article.article_id, older, newer)
        names = {"kept": "span", "removed": "del", "added": "ins"}
        marked = [
            tag("em", f"{wording.count(each, 'paragraph')} as before\n\n", class_="kept")
            if isinstance(each, int)
            else tag(names[each.change], each.text)
            for each in folded(compared.stretches)
        ]
        pieces.draw(tag("div", *marked, class_="changes"))


def _body(client: ArchiveClient, version: wire.Version, cited: reading.Span | None) -> Html:
    return join(_block(client, block) for block in reading.blocks(version, cited))


def _block(client: ArchiveClient, block: reading.Block) -> Html:
    if block.photo is not None:
        return pieces.figure(client, block.photo, block.paragraphs)
    if block.kind == "note":
        return tag("aside", block.paragraphs, class_="note", aria_label="Note or correction")
    return tag("div", block.paragraphs, class_=block.kind)


def _facts(article: wire.Article, version: wire.Version) -> Html:
    """What the paper said about the article beside its text."""
    said = {
        "Original": version.url,
        "Rights": version.rights,
        "Keywords": ", ".join(version.keywords),
        "Collections": ", ".join(article.collections),
    }
    said |= {f"Date of {wording.DATES[each.field]}": wording.of_date(each) for each in version.dates}
    rows = [join([tag("dt", name), tag("dd", value)]) for name, value in said.items() if value]
    return tag("dl", *rows, class_="facts")


def _citation(article: wire.Article, version: wire.Version, cited: reading.Span) -> None:
    start, end = cited
    on = [page.number for page in version.pages if page.start < end and start < page.end]
    words = wording.citation(version.headline, version.source, version.published, version.number, start, end, on)
    here = pieces.pasteable(address.article(article.article_id, version.number, cited))
    pieces.draw(tag("h2", "Cite these words"))
    st.code(
        f"“{version.text[start:end].strip()}”\n{words}\n{here}",
        language=None,
        wrap_lines=True,
    )

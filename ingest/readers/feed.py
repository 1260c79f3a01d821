"""RSS and Atom feeds that were saved: every entry is an article, with its full text where the feed carries it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.model import Draft, DraftPhoto, Link, Metadata, NewsDate, Problem, Weight
from ingest.bylines import byline
from ingest.datelines import with_dateline
from ingest.dates import dated
from ingest.encoding import decode, decode_html
from ingest.feed_entries import feed_of
from ingest.feed_footers import without_footers
from ingest.feed_media import media_apart
from ingest.html_fragment import words_and_photos
from ingest.html_text import plain_line
from ingest.normalise import normalise, one_line, paragraphs
from ingest.notes import split_notes
from ingest.xml_tree import root_name

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEED_SPACE = re.compile(
    r"http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom|rss)|my\.netscape\.com|channel\.netscape)"
)
_ADDRESS_ONLY = re.compile(r"^\S+@\S+$")

Entry = dict[str, Any]


class FeedReader:
    """Reads the entries of a saved RSS or Atom feed."""

    name = "feed"
    suffixes = (".rss", ".atom", ".rdf")

    def recognises(self, head: bytes, path: Path) -> bool:
        root = root_name(head).lower()
        if root in ("rss", "channel"):
            return True
        return root == "feed" or (root == "rdf" and _FEED_SPACE.search(decode(head)) is not None)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        text, media = media_apart(_DECLARATION.sub("", decode_html(path.read_bytes()), count=1))
        feed = feed_of(text)
        for number, entry in enumerate(feed.entries):
            problems: list[Problem] = []
            photos = media[number] if number < len(media) else ()
            yield _draft(entry, feed.about, photos, problems, path, is_atom=feed.version.startswith("atom"))
            yield from (Problem(each.reason, f"entry {number + 1}") for each in problems)
        yield from feed.problems
        if not feed.entries and not feed.problems:
            yield Problem("is a feed without entries", weight=Weight.NO_NEWS)


def _draft(
    entry: Entry, about: Entry, media: tuple[DraftPhoto, ...], problems: list[Problem], path: Path, *, is_atom: bool
) -> Draft:
    body, photos = _body(entry, path)
    printed, notes = split_notes(without_footers(body))
    text = "\n\n".join(printed)
    return Draft(
        headline=_line(entry, "title"),
        body=text,
        notes=notes,
        photos=(*photos, *media),
        metadata=with_dateline(_metadata(entry, about, problems, is_atom=is_atom), text),
        identity=entry.get("id") or entry.get("link"),
    )


def _body(entry: Entry, path: Path) -> tuple[list[str], tuple[DraftPhoto, ...]]:
    """The longest of the contents that the entry carries, or its summary."""
    found = [_words(each, path) for each in entry.get("content", ()) if each.get("value")]
    best = max(found, key=lambda each: sum(map(len, each[0])), default=([], ()))
    if best[0] or "summary" not in entry:
        return best
    return _words(entry.get("summary_detail") or {"value": entry["summary"]}, path)


def _words(detail: Entry, path: Path) -> tuple[list[str], tuple[DraftPhoto, ...]]:
    value = str(detail.get("value") or "")
    if detail.get("type") == "text/plain":
        return paragraphs(normalise(value)), ()
    return words_and_photos(value, path)


def _metadata(entry: Entry, about: Entry, problems: list[Problem], *, is_atom: bool) -> Metadata:
    origin = entry.get("source") or {}
    updated = dated(entry.get("updated"), "updated", problems)
    authors = _authors(entry) or (_authors(origin) or _authors(about) if is_atom else None)
    return Metadata(
        byline=authors,
        source=_line(origin, "title") or one_line(entry.get("publisher", "")) or _line(about, "title") or None,
        published=_published(entry, updated, problems),
        updated=updated,
        created=dated(entry.get("created"), "created", problems),
        language=_language(entry) or about.get("language"),
        url=entry.get("link"),
        rights=_line(entry, "rights") or _line(origin, "rights") or _line(about, "rights") or None,
        keywords=tuple(tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", ())),
        links=tuple(_links(entry)),
    )


def _published(entry: Entry, updated: NewsDate | None, problems: list[Problem]) -> NewsDate | None:
    """When it was published; an Atom entry need not say so, but says when it last changed."""
    stated = dated(entry.get("published"), "published", problems)
    return stated or (NewsDate(updated.iso, "updated") if updated else None)


def _authors(holder: Entry) -> str | None:
    """The names of the authors; an address alone is no name."""
    names = [str(author.get("name") or "") for author in holder.get("authors", ())] or [str(holder.get("author") or "")]
    return byline([name for name in names if name and not _ADDRESS_ONLY.match(name)])


def _language(entry: Entry) -> str | None:
    details = [*entry.get("content", ()), entry.get("title_detail") or {}, entry.get("summary_detail") or {}]
    return next((str(each["language"]) for each in details if each.get("language")), None)


def _links(entry: Entry) -> Iterator[Link]:
    for link in entry.get("links", ()):
        if link.get("href") and link.get("rel", "alternate") != "alternate":
            yield Link(str(link["rel"]), str(link["href"]), str(link.get("title") or ""))


def _line(holder: Entry, name: str) -> str:
    """A text of one line, its markup taken away where it is not said to be plain."""
    detail = holder.get(f"{name}_detail") or {}
    value = str(holder.get(name) or "")
    return one_line(value) if detail.get("type") == "text/plain" else plain_line(value)

"""The fields of a page's article in, the text, the notes and the things that its data state of it out."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from archive.model import Link
from ingest.fields import Fields, folded_keys, text_of, texts
from ingest.html_data import kinds
from ingest.html_text import plain, plain_line

_LIVE = "LiveBlogPosting"
_PLACES = re.compile(r"(?:Place|Country|City|State|AdministrativeArea|Landform)$")
_ORGANISATIONS = re.compile(r"(?:Organization|Corporation|Team|Airline|Project|Party)$")
_RELATIONS = {
    "isbasedon": "isBasedOn", "relatedlink": "relatedLink", "citation": "citation",
    "translationofwork": "translationOfWork",
}  # fmt: skip


def declared_body(data: Fields) -> str | None:
    """The article's text as its data give it; the entries of a live blog in their order, each with its time."""
    body = plain(text_of(data.get("articlebody")) or "")
    entries = _entries(data)
    return "\n\n".join(filter(None, (body, *entries))) or None


def is_live(data: Fields) -> bool:
    """Whether the data give the entries of a live blog."""
    return _LIVE in kinds({"@type": data.get("type")}) and any(_entries(data))


def _entries(data: Fields) -> Iterator[str]:
    updates = data.get("liveblogupdate")
    for each in updates if isinstance(updates, list) else [updates]:
        if not isinstance(each, dict):
            continue
        entry = folded_keys(each)
        headline, body = (
            plain_line(text_of(entry.get("headline")) or ""),
            plain(text_of(entry.get("articlebody")) or ""),
        )
        # Where an entry has no headline its data often repeat how the text begins.
        headline = "" if body.startswith(headline.rstrip("….")) else headline
        if headline or body:
            moment = (text_of(entry.get("datepublished")) or "")[:16].replace("T", " ")
            yield "\n\n".join(filter(None, (" ".join(filter(None, (moment, headline))), body)))


def corrections(data: Fields) -> tuple[str, ...]:
    """The corrections that the data state, as text or as objects with text."""
    return tuple(filter(None, map(plain_line, texts(data.get("correction")))))


def decks(data: Fields) -> tuple[str, ...]:
    """What stands under the headline, if the page prints it."""
    return tuple(map(plain_line, texts(data.get("alternativeheadline")) + texts(data.get("description"))))


def rights(data: Fields) -> str | None:
    """The copyright notice, or its holder and year, or the licence."""
    if stated := text_of(data.get("copyrightnotice")):
        return plain_line(stated)
    holder = text_of(data.get("copyrightholder"))
    if holder:
        return " ".join(filter(None, ("©", text_of(data.get("copyrightyear")), plain_line(holder))))
    return text_of(data.get("license"))


def things(data: Fields) -> dict[str, Any]:
    """The `people`, `organisations`, `places` and `subjects` that the article is about or mentions."""
    sorted_in: dict[str, list[str]] = {"people": [], "organisations": [], "places": [], "subjects": []}
    for each in _each(data.get("about"), data.get("mentions")):
        sorted_in[_sort(kinds(each))] += map(plain_line, texts(each))
    for each in _each(data.get("contentlocation"), data.get("spatialcoverage"), data.get("locationcreated")):
        sorted_in["places"] += map(plain_line, texts(each))
    return {name: tuple(found) for name, found in sorted_in.items()}


def links(data: Fields) -> tuple[Link, ...]:
    """The items that the article is based on, cites or translates."""
    found = []
    for name, relation in _RELATIONS.items():
        for each in _each(data.get(name)):
            target = each if isinstance(each, str) else (each.get("url") or each.get("@id") or "")
            if isinstance(target, str) and re.match(r"https?://", target):
                title = "" if isinstance(each, str) else plain_line(text_of(each) or "")
                found.append(Link(relation, target, title))
    return tuple(found)


def _sort(types: Iterable[str]) -> str:
    for kind in types:
        if kind == "Person":
            return "people"
        if _PLACES.search(kind):
            return "places"
        if _ORGANISATIONS.search(kind):
            return "organisations"
    return "subjects"


def _each(*values: Any) -> Iterator[str | dict[str, Any]]:
    for value in values:
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str | dict))

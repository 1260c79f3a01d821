"""An item of ninjs (1.x to 3.x, or a dialect: superdesk, AP) in, what it says of itself out, whatever it calls it.

Later versions of ninjs renamed fields (`byline` is `by`, `subject` is `subjects`) and made lists of what had been one
field (`headline` is `headlines[]` with roles); capitals differ as well. Here one name stands for all of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.model import Link, Metadata, NewsDate, Problem
from ingest.dates import dated, earlier
from ingest.fields import text_of
from ingest.html_text import plain_line
from ingest.iptc import bylines, code, is_evolution, joined_signals, rights_of, signals_of_codes, signals_of_lines
from ingest.iptc import status as status_of
from ingest.iptc import urgency as urgency_of

Record = dict[str, Any]

_MARKS = ("uri", "guid", "_id", "id", "altids")
_TELLING = re.compile(
    r"^(?:versioncreated|firstcreated|pubstatus|headlines?|headline_.+|body_.+|bodies|description_.+|descriptions"
    r"|renditions|associations|representationtype|eventdetails)$"
)
_WRITERS = frozenset(("", "writer", "author", "reporter", "byline", "photographer", "creator"))


def folded(value: Mapping[str, Any]) -> Record:
    """The object with its keys in lower case."""
    return {str(key).lower(): entry for key, entry in value.items()}


def is_item(record: Record) -> bool:
    """Whether an object with folded keys is an item rather than something that an item mentions."""
    return any(record.get(mark) for mark in _MARKS) and any(map(_TELLING.match, record))


def items_in(value: Any, where: str) -> Iterator[tuple[Record, str]]:
    """The items of a JSON value with their places, in order; an item's own associations are not among them."""
    waiting: list[tuple[Any, str]] = [(value, where)]
    while waiting:
        found, place = waiting.pop()
        if isinstance(found, dict):
            record = folded(found)
            if is_item(record):
                yield record, place
                continue
            inside = [(entry, f"{place}.{key}" if place else str(key)) for key, entry in found.items()]
        elif isinstance(found, list):
            inside = [(entry, f"{place}[{index}]") for index, entry in enumerate(found)]
        else:
            continue
        waiting += reversed(inside)


def identity_of(record: Record) -> str | None:
    """The item's own mark: `uri` or `guid`, or AP's id, which unlike its address stays the same."""
    own = record.get("altids")
    listed = folded(own).get("itemid") if isinstance(own, dict) and "etag" in folded(own) else None
    if listed and "versioncreated" in record:
        return str(listed)
    return next((text for text in map(text_of, (record.get(mark) for mark in _MARKS[:4])) if text), None)


def roles(record: Record, plural: str) -> list[tuple[str, str, str]]:
    """Role, type of content and value of each entry of a list such as `headlines`."""
    entries = record.get(plural)
    found = []
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, dict):
            given = folded(entry)
            kind = str(given.get("contenttype", ""))
            found.append((str(given.get("role", "")).lower(), kind.lower(), str(given.get("value") or "")))
        elif isinstance(entry, str):
            found.append(("", "", entry))
    return [each for each in found if each[2].strip()]


_INSTEAD = frozenset(("short", "seo", "social", "mobile", "web", "alternate", "alternative", "push", "slug"))
"""Roles of headlines that stand in for the main one elsewhere, and are printed with no article."""


def headlines_of(record: Record) -> list[str]:
    """The headline, or the title without one, and then the further ones."""
    listed = sorted(roles(record, "headlines"), key=lambda each: each[0] not in ("main", "", "headline"))
    listed = [each for each in listed if each is listed[0] or each[0] not in _INSTEAD]
    single = [record.get("headline"), *(value for key, value in record.items() if key.startswith("headline_"))]
    texts = [*map(text_of, single), *(value for _, _, value in listed), text_of(record.get("title"))]
    lines = [plain_line(text) for text in texts if text]
    main = text_of(record.get("headline")) or next((value for _, _, value in listed), None)
    return lines[:-1] if main and record.get("title") else lines


def names(record: Record, *keys: str) -> Iterator[str]:
    """The names of the entries of those fields, or their codes where they have none."""
    for entry in entries_of(record, *keys):
        given = folded(entry) if isinstance(entry, dict) else {"name": entry}
        marks = ("name", "literal", "qcode", "code", "uri")
        if text := next(filter(None, (text_of(given.get(mark)) for mark in marks)), None):
            yield text


def entries_of(record: Record, *keys: str) -> Iterator[Any]:
    """The entries of those fields, each of which may be a list or stand alone."""
    for key in keys:
        value = record.get(key)
        yield from value if isinstance(value, list) else () if value in (None, "") else (value,)


def metadata_of(record: Record, problems: list[Problem], where: str | None) -> Metadata:
    """What the item says of itself, but for what only its text says."""
    first = _date(record, ("firstpublished", "firstcreated"), problems, where)
    this = _date(record, ("versioncreated", "versionpublished", "published"), problems, where)
    slugline = text_of(record.get("slugline")) or ""
    by_rel = {rel: list(_of_rel(record, rel)) for rel in ("category", "location")}
    return Metadata(
        byline=_byline(record),
        source=next(filter(None, _sources(record)), None),
        section=next(
            filter(None, (*names(record, "service", "services"), *by_rel["category"], *_sectors(record))), None
        ),
        dateline=_dateline(record),
        published=first or this,
        updated=this if first and this and earlier(first, this) else None,
        created=_date(record, ("contentcreated", "firstcreated"), problems, where),
        embargo=dated(text_of(record.get("embargoed")), "embargoed", problems, where, ahead=True),
        language=text_of(record.get("language")),
        url=text_of(record.get("canonicalurl") or record.get("weburl") or record.get("url")),
        rights=_rights(record),
        pub_status=status_of(text_of(record.get("pubstatus")) or ""),
        signals=joined_signals(
            signals_of_codes(names(record, "signals", "signal", "editorialtypes")), signals_of_lines((slugline,))
        ),
        version_label=text_of(record.get("version")),
        urgency=urgency_of(record.get("urgency")),
        keywords=(*names(record, "keywords", "keyword"), slugline),
        subjects=tuple(each for each in names(record, "subject", "subjects") if each not in by_rel["location"]),
        places=(*names(record, "place", "places"), *by_rel["location"]),
        people=tuple(names(record, "person", "people", "persons")),
        organisations=tuple(names(record, "organisation", "organisations", "organization", "organizations", "company")),
        links=tuple(links_of(record)),
    )


def links_of(record: Record) -> Iterator[Link]:
    """The items that this one names as links and as what it evolved from."""
    for key in ("evolvedfrom", "rewrite_of", "translated_from", "rewritten_by"):
        if target := text_of(record.get(key)):
            yield Link("evolvedfrom" if key == "rewrite_of" else key, target)
    for entry in entries_of(record, "links", "link"):
        if isinstance(entry, dict):
            given = folded(entry)
            target = next(filter(None, (text_of(given.get(key)) for key in ("href", "uri", "guid", "id"))), None)
            if target:
                title = text_of(given.get("title") or given.get("headline") or given.get("name")) or ""
                yield Link(code(text_of(given.get("rel")) or "") or "related", target, title)


def evolved_from(record: Record) -> tuple[str, ...]:
    """The identities of the items that this one continues."""
    return tuple(link.target for link in links_of(record) if is_evolution(link.relation))


def credit_of(record: Record) -> str | None:
    """The credit line of a picture."""
    lines = (value for role, _, value in roles(record, "descriptions") if "credit" in role)
    return text_of(record.get("creditline") or record.get("description_creditline")) or next(lines, None)


def _date(record: Record, keys: Iterable[str], problems: list[Problem], where: str | None) -> NewsDate | None:
    key = next((key for key in keys if record.get(key)), None)
    return None if key is None else dated(text_of(record[key]), key, problems, where)


def _byline(record: Record) -> str | None:
    printed = text_of(record.get("byline") or record.get("by"))
    if printed:
        return bylines([plain_line(printed)])
    people = [
        folded(each)
        for each in entries_of(record, "authors", "contributors", "bylines", "photographer")
        if isinstance(each, dict)
    ]
    written = [each for each in people if str(each.get("role") or each.get("rel") or "").lower() in _WRITERS]
    return bylines([text_of(each.get("name") or each.get("by")) or "" for each in written])


def _sources(record: Record) -> Iterator[str | None]:
    yield text_of(record.get("source"))
    yield from names(record, "infosource", "infosources")
    yield text_of(record.get("provider"))
    yield text_of(record.get("copyrightholder"))


def _sectors(record: Record) -> Iterator[str]:
    """The names of what some agencies give as a genre and is the section of the paper that a story is for."""
    for entry in entries_of(record, "genre", "genres"):
        if isinstance(entry, dict) and "/sector/" in str(folded(entry).get("uri", "")):
            yield text_of(entry) or ""


def _of_rel(record: Record, rel: str) -> Iterator[str]:
    for entry in entries_of(record, "subject", "subjects"):
        if isinstance(entry, dict):
            given = folded(entry)
            if rel in (given.get("rel"), *entries_of(given, "rels")):
                yield text_of(given.get("name") or given.get("code")) or ""


def _dateline(record: Record) -> str | None:
    line = record.get("dateline")
    if isinstance(line, dict):
        given = folded(line)
        city = folded(given["located"]).get("city") if isinstance(given.get("located"), dict) else given.get("located")
        return text_of(given.get("text")) or text_of(city)
    return text_of(line)


def place_of(record: Record) -> str | None:
    """Where the item was filed or, for a picture, taken."""
    located = record.get("datelinelocation")
    if isinstance(located, dict):
        given = folded(located)
        city, area = text_of(given.get("city")) or "", text_of(given.get("countryareaname")) or ""
        return ", ".join(filter(None, (city, area if area.casefold() != city.casefold() else ""))) or None
    return text_of(record.get("located"))


def _rights(record: Record) -> str | None:
    terms = " ".join(filter(None, map(text_of, entries_of(record, "usageterms"))))
    linked = folded(record["rightsinfo"]).get("linkedrights") if isinstance(record.get("rightsinfo"), dict) else None
    return rights_of(text_of(record.get("copyrightnotice")) or "", plain_line(terms), text_of(linked) or "")

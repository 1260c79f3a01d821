"""An item of ninjs in, its paragraphs and the pictures that go with it out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.errors import UnreadableError
from archive.model import DraftPhoto, Link, Metadata, Problem
from ingest.captions import read_caption
from ingest.dates import dated
from ingest.fields import text_of
from ingest.figures import figures_of_text
from ingest.html_text import plain_line
from ingest.marked_text import Block, blocks_of, blocks_of_markup, blocks_of_text, body_text
from ingest.ninjs import (
    Record,
    credit_of,
    entries_of,
    folded,
    headlines_of,
    identity_of,
    metadata_of,
    names,
    place_of,
    roles,
)
from ingest.pictures import picture_beside
from ingest.xml_tree import child, children, parse_xml

_PICTURES = ("picture", "graphic", "photo", "image")
_BODIES = ("body_html", "body_xhtml", "body_text", "body")
_NOT_SAID = ("creditline", "credit", "writer", "editor", "keywords", "seo")
"""Roles of descriptions that are no words about the news."""


def kind_of(record: Record) -> str:
    """The item's type: `text`, `picture`, `graphic`, `video`, `audio`, `composite`, `event`."""
    return (text_of(record.get("type")) or "").lower()


def is_picture(record: Record) -> bool:
    """Whether the item is a still picture."""
    return kind_of(record) in _PICTURES


def body_of(record: Record, problems: list[Problem]) -> list[Block]:
    """The paragraphs of the item: of its marked-up body, else of the plain one."""
    listed = sorted(roles(record, "bodies"), key=_preference)
    others = sorted(key for key in record if key.startswith("body_") and key not in _BODIES)
    single = [(key, "", text_of(record.get(key)) or "") for key in (*_BODIES, *others)]
    for role, kind, value in [*listed, *single]:
        if "nitf" in f"{role} {kind}" and "ttnitf" not in role:
            blocks = _of_nitf(value, problems)
        elif "html" in f"{role} {kind}":
            blocks = blocks_of_markup(value)
        else:
            blocks = [] if role == "ttnitf" else blocks_of_text(value)
        if blocks:
            return blocks
    return []


def figures_in(record: Record, path: Path) -> list[DraftPhoto]:
    """The pictures that the marked-up bodies print with a caption."""
    bodies = [value for _, _, value in roles(record, "bodies")]
    bodies += [text_of(record.get(key)) or "" for key in ("body_html", "body_xhtml")]
    return [photo for body in bodies for photo in figures_of_text(body, path)]


def descriptions_of(record: Record) -> list[str]:
    """What describes the item, the caption or summary first; the same words with and without markup count once."""
    listed = [(role, value) for role, _, value in roles(record, "descriptions") if role not in _NOT_SAID]
    listed.sort(key=lambda each: each[0] not in ("caption", "text", "summary", "lead", ""))
    keys = [f"description_{part}" for part in ("caption", "text", "summary", "html", "xhtml", "caption_xhtml")]
    single = [text_of(record.get(key)) or "" for key in ("description", *keys)]
    texts = (body_text(blocks_of_text(value)) for value in [*(value for _, value in listed), *single])
    return list(dict.fromkeys(filter(None, texts)))


def photo_of(
    record: Record, path: Path, problems: list[Problem], metadata: Metadata | None = None
) -> DraftPhoto | None:
    """The picture with its caption, or its headline as one; `None` where no words go with it."""
    told = metadata or metadata_of(record, [], None)
    headline = next(iter(headlines_of(record)), "")
    caption = next(iter(descriptions_of(record)), "") or body_text(body_of(record, problems)) or headline
    if not caption or _is_file_name(caption):
        return None
    located = record.get("datelinelocation")
    place = folded(located) if isinstance(located, dict) else {}
    photo = read_caption(
        caption,
        headline=headline if headline != caption and not _is_file_name(headline) else None,
        byline=told.byline,
        credit=credit_of(record),
        rights=told.rights,
        place=read_caption(caption).place or place_of(record),
        city=text_of(place.get("city")),
        country=text_of(place.get("countryname")),
        taken=dated(text_of(record.get("contentcreated")), "contentcreated", problems),
        path=_file_of(record, path),
    )
    return replace(
        photo,
        credit=photo.credit or text_of(record.get("copyrightholder")) or told.source,
        people=tuple(dict.fromkeys(told.people)),
        keywords=tuple(names(record, "keywords", "keyword")),
    )


def associations_of(record: Record) -> Iterator[tuple[str, Record]]:
    """The items that go with this one and the name each goes by, from an object or from a list."""
    given = record.get("associations")
    if isinstance(given, dict):
        for name, value in given.items():
            yield from ((str(name), folded(each)) for each in _dicts(value))
    elif isinstance(given, list):
        for each in map(folded, _dicts(given)):
            yield text_of(each.get("name") or each.get("id") or each.get("rel")) or "related", each
    extra = record.get("extra_items")
    for name, group in extra.items() if isinstance(extra, dict) else ():
        items = group.get("items") if isinstance(group, dict) else None
        yield from ((str(name), folded(each)) for each in _dicts(items))


def links_of_associations(record: Record) -> Iterator[Link]:
    """The associated items that are no pictures, as links."""
    for name, each in associations_of(record):
        if not is_picture(each) and (target := identity_of(each)):
            yield Link(name, target, next(iter(headlines_of(each)), ""))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict))


def _preference(body: tuple[str, str, str]) -> int:
    """Marked-up bodies before NITF, and that before plain text; among pages the plainest first."""
    role, kind, _ = body
    if "nitf" in role or "nitf" in kind:
        return 3
    if "html" in kind or "html" in role:
        return ("xhtml", "html", "html5").index(role) if role in ("xhtml", "html", "html5") else 2
    return 4


def _of_nitf(text: str, problems: list[Problem]) -> list[Block]:
    try:
        nitf = parse_xml(text.encode(), problems)
    except UnreadableError as error:
        problems.append(Problem(f"its NITF {error.reason}"))
        return []
    return [block for part in children(child(nitf, "body"), "body.content", "body.end") for block in blocks_of(part)]


def _is_file_name(text: str) -> bool:
    return " " not in text and Path(text).suffix.lower() in (".jpg", ".jpeg", ".png", ".gif", ".tif", ".svg")


def renditions_of(record: Record) -> Iterator[tuple[str, Record]]:
    """The files in which the item is to be had, with their names."""
    given = record.get("renditions")
    if isinstance(given, dict):
        yield from ((str(name), folded(each)) for name, each in given.items() if isinstance(each, dict))
    elif isinstance(given, list):
        yield from ((text_of(each.get("name")) or "", each) for each in map(folded, _dicts(given)))


def _file_of(record: Record, path: Path) -> str | None:
    found = sorted((each for _, each in renditions_of(record)), key=lambda each: -_width(each))
    names_of = ("media", "filename", "originalfilename", "href")
    targets = (text_of(each.get(name)) or "" for each in found for name in names_of)
    return next(filter(None, (picture_beside(path, target) for target in targets)), None)


def _width(rendition: Record) -> int:
    text = str(rendition.get("width", ""))
    return int(text) if text.isdecimal() else 0


def deck_of(record: Record) -> tuple[str, ...]:
    """The further headlines, and what describes a text that has a body."""
    return tuple(map(plain_line, [*headlines_of(record)[1:], *descriptions_of(record)]))


def notes_of(record: Record) -> tuple[str, ...]:
    """The notes to editors."""
    return tuple(plain_line(each) for each in map(text_of, entries_of(record, "ednote", "ednotes")) if each)

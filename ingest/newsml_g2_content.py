"""The content of a NewsML-G2 item in, its paragraphs, pictures and what is not read of it out."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.model import DraftPhoto, Metadata, Problem
from ingest.captions import read_caption
from ingest.dates import dated
from ingest.iptc import code
from ingest.marked_text import Block, blocks_of, blocks_of_text
from ingest.newsml_g2 import Item, item_references, title_of_reference
from ingest.pictures import picture_beside
from ingest.xml_tree import Element, attribute, child, children, descendants, local, words

_PICTURES = ("picture", "graphic", "photo", "image")
_TELLING = ("name", "definition", "description", "headline", "title", "p", "note")
"""The elements of other XML, such as lists of events, that hold words for readers."""


def nitf_of(item: Item) -> Element | None:
    """The item's NITF, where that is how its text is marked up."""
    return next(descendants(child(item.element, "contentSet"), "nitf"), None)


def blocks_of_item(item: Item, problems: list[Problem]) -> list[Block]:
    """The paragraphs of the item's inline content, and of a package's list."""
    found: list[Block] = []
    for content in children(child(item.element, "contentSet"), "inlineXML", "inlineData", "remoteContent"):
        if local(content) == "inlineXML":
            found += _of_inline_xml(content, problems, item.guid)
        elif local(content) == "inlineData":
            found += _of_inline_data(content, problems, item.guid)
        elif local(content) == "remoteContent" and item.kind == "text" and _is_text(content):
            target = attribute(content, "href", "residref")
            problems.append(Problem(f"its text lies elsewhere, at {target}, and is not fetched", item.guid or None))
    for reference in item_references(item):
        title, summary = title_of_reference(reference), words(child(reference, "description"))
        found += [Block(title, heading=bool(summary))] * bool(title) + [Block(summary)] * bool(summary)
    return found


def blocks_of_descriptions(item: Item) -> list[Block]:
    """The paragraphs of the item's descriptions and of those of its parts: what there is to read of moving pictures."""
    found = [block for each in item.descriptions(deck=True) for block in _unless_a_label(each, item)]
    parts = [line for part in children(item.element, "partMeta") for line in children(part, "headline", "description")]
    return found + [block for line in parts for block in blocks_of(line)]


def is_picture(item: Item) -> bool:
    """Whether the item is a still picture, by its class or, without one, by what it refers to."""
    if item.kind:
        return item.kind in _PICTURES
    return any(attribute(each, "contenttype").startswith("image/") for each in _remote(item))


def photos_of_item(item: Item, metadata: Metadata, path: Path, problems: list[Problem]) -> tuple[DraftPhoto, ...]:
    """The item as a captioned picture, where it is one, with the picture file when it lies beside."""
    if not is_picture(item):
        return ()
    described = sorted(item.descriptions(deck=True), key=lambda each: "caption" not in attribute(each, "role").lower())
    caption = next(filter(None, map(words, described)), "") or item.headline
    if not caption:
        return ()
    cities, countries = _cities_and_countries(item)
    # The place in the words is where the picture was taken; the item's is often that of the desk.
    place = read_caption(caption).place or item.place
    photo = read_caption(
        caption,
        byline=metadata.byline,
        credit=words(child(item.content, "creditline")) or None,
        place=place,
        taken=dated(words(child(item.content, "contentCreated")), "contentCreated", problems),
        path=_file_of(item, path),
        headline=item.headline if item.headline != caption else None,
        rights=metadata.rights,
        city=next(cities, None),
        country=next(countries, None),
    )
    about = item.subjects()
    return (replace(photo, people=about.people, keywords=tuple(map(words, children(item.content, "keyword")))),)


def _of_inline_xml(content: Element, problems: list[Problem], guid: str) -> Iterator[Block]:
    if next(descendants(content, "sports-content"), None) is not None:
        problems.append(Problem("carries tables of sports results (SportsML), which are not read", guid or None))
        return
    if next(descendants(content, "nitf"), None) is not None:
        return
    if next(descendants(content, "html", "body", "p", "div", "section"), None) is not None:
        yield from blocks_of(content)
        return
    lines = [block for each in descendants(content, *_TELLING) for block in blocks_of(each)]
    yield from lines or blocks_of(content)


def _of_inline_data(content: Element, problems: list[Problem], guid: str) -> list[Block]:
    kind = attribute(content, "contenttype").lower()
    text = "".join(str(part) for part in content.itertext())
    if "base64" in attribute(content, "encoding").lower() or (kind and not kind.startswith(("text/", "application/x"))):
        if not kind.startswith("text/"):
            problems.append(Problem(f"carries data of type {kind or 'unknown'}, which is not read", guid or None))
            return []
        try:
            text = base64.b64decode(text, validate=False).decode("utf-8", "replace")
        except binascii.Error as error:
            problems.append(Problem(f"carries text in Base64 that cannot be decoded: {error}", guid or None))
            return []
    return blocks_of_text(text)


def _unless_a_label(description: Element, item: Item) -> list[Block]:
    """A description's paragraphs; some agencies only repeat keyword line and headline there."""
    text = words(description)
    slugline = words(child(item.content, "slugline"))
    if text in (f"{slugline}:{item.headline}", item.headline) or " " not in text:
        return []
    return blocks_of(description)


def _remote(item: Item) -> Iterator[Element]:
    yield from children(child(item.element, "contentSet"), "remoteContent")


def _is_text(content: Element) -> bool:
    return attribute(content, "contenttype").startswith(("text/", "application/"))


def _file_of(item: Item, path: Path) -> str | None:
    """The picture file beside the item, the largest of those that are there."""
    by_size = sorted(_remote(item), key=lambda each: -_number(attribute(each, "size")))
    return next(filter(None, (picture_beside(path, name) for each in by_size for name in _names_of(each))), None)


def _names_of(content: Element) -> Iterator[str]:
    for name in (attribute(content, "href").removeprefix("file:///"), attribute(content, "residref")):
        yield name
        # An id is written into a file name without the characters that some file systems refuse.
        yield re.sub(r"[:,]", "_", name) if "/" not in name else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _cities_and_countries(item: Item) -> tuple[Iterator[str], Iterator[str]]:
    places = children(item.content, "located", "subject")
    inner = [each for place in places for each in [place, *children(place, "broader")]]
    details = [*descendants(item.element, "locality"), *descendants(item.element, "country")]

    def of(kind: str, tag: str) -> Iterator[str]:
        for each in inner:
            if code(attribute(each, "type")).lower() == kind:
                yield item.name_of(each)
        yield from filter(None, (item.name_of(each) for each in details if local(each) == tag))

    return filter(None, of("city", "locality")), filter(None, of("country", "country"))

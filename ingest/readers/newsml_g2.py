"""NewsML-G2: news items, messages of several, and packages, with text in XHTML, NITF or plain, and pictures."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, Link, Metadata, Problem, PubStatus, Weight
from ingest.figures import figures_of
from ingest.iptc import evolved_from
from ingest.newsml_g2 import Item, is_item, item_references, metadata_of
from ingest.newsml_g2_content import blocks_of_descriptions, blocks_of_item, is_picture, nitf_of, photos_of_item
from ingest.nitf import metadata_of as nitf_metadata_of
from ingest.nitf import story_of
from ingest.wire_article import WireItem, article
from ingest.xml_tree import Element, attribute, child, descendants, each_by_itself, local, parse_xml, root_name, words

_REFERENCE = ("conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_ROOTS = frozenset(("newsMessage", "newsItem", "packageItem", "contentSet", "groupSet", "contentMeta", *_REFERENCE))


class NewsmlG2Reader:
    """Reads every news item and package of a NewsML-G2 document."""

    name = "newsml-g2"
    suffixes = (".xml", ".newsml")

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head) in _ROOTS

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        root = _whole_item(parse_xml(path.read_bytes(), problems))
        items = [Item(each) for each in each_by_itself(filter(is_item, root.iter()))]
        others = sorted({local(each) for each in root.iter() if local(each) in _REFERENCE})
        if not items and not others:
            raise UnreadableError(f"holds no news item; its {local(root)} is empty")
        packages = _memberships(items)
        for item in items:
            yield from _drafts(item, packages.get(item.guid, ()), path, problems)
        for name in others:
            reason = f"holds a {name}, which plans or defines things and is no news; it was not read"
            yield Problem(reason, weight=Weight.NO_NEWS)
        yield from problems


def _whole_item(root: Element) -> Element:
    """A part of an item that stands alone, as an item."""
    if local(root) not in ("contentSet", "groupSet", "contentMeta"):
        return root
    item = root.makeelement("packageItem" if local(root) == "groupSet" else "newsItem")
    item.append(root)
    return item


def _memberships(items: list[Item]) -> dict[str, tuple[Link, ...]]:
    """By the id of an item: the packages of the same message that hold it."""
    held: dict[str, tuple[Link, ...]] = {}
    for package in items:
        for reference in item_references(package):
            if package.guid:
                target = attribute(reference, "residref")
                held[target] = (*held.get(target, ()), Link("memberof", package.guid, package.headline))
    return held


def _drafts(item: Item, packages: tuple[Link, ...], path: Path, problems: list[Problem]) -> Iterator[Draft | Problem]:
    nitf = nitf_of(item)
    story = None if nitf is None else story_of(nitf, path, problems)
    metadata = metadata_of(item, problems)
    if nitf is not None and story is not None:
        metadata = _filled(metadata, replace(nitf_metadata_of(nitf, []), byline=story.byline, dateline=story.dateline))
    metadata = replace(metadata, links=(*metadata.links, *packages))
    picture = is_picture(item)
    blocks = (story.blocks if story else []) + blocks_of_item(item, problems)
    draft = article(
        WireItem(
            headline=item.headline or (story.headline if story else ""),
            deck=() if picture else (*item.deck, *(story.deck if story else ())),
            blocks=blocks or ([] if picture else blocks_of_descriptions(item)),
            notes=(*item.notes, *(story.notes if story else ())),
            photos=(
                *photos_of_item(item, metadata, path, problems),
                *(story.photos if story else ()),
                *figures_of(child(item.element, "contentSet"), path),
            ),
            metadata=metadata,
            identity=item.guid or None,
            place=item.place,
            evolved_from=evolved_from(metadata.links),
        )
    )
    if draft.photos and draft.headline == draft.photos[0].caption:
        draft = replace(draft, headline="")
    if draft.headline or draft.body or draft.photos:
        yield draft
    elif metadata.pub_status is PubStatus.CANCELED:
        yield replace(draft, headline=_handle(item))
    elif not _only_lists(item):
        yield Problem(f"{local(item.element)} of class {item.kind or 'unknown'} holds no words", item.guid or None)


def _filled(metadata: Metadata, further: Metadata) -> Metadata:
    """The metadata with what only the text's own head says."""
    return replace(
        metadata,
        **{
            each.name: getattr(further, each.name)
            for each in fields(metadata)
            if not getattr(metadata, each.name) and getattr(further, each.name)
        },
    )


def _handle(item: Item) -> str:
    """What to call an item of which only its cancellation is left."""
    return next(filter(None, map(words, descendants(item.element, "slugline"))), item.guid)


def _only_lists(item: Item) -> bool:
    """Whether an element is no more than the list of what a message holds."""
    return local(item.element) == "packageItem" and not item.guid and next(item_references(item), None) is not None

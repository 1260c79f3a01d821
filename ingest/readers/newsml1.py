"""NewsML 1.x: every news item of a document, with text in NITF, HTML or plain, and pictures with captions."""

from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, Problem, PubStatus
from ingest.newsml1 import (
    Component,
    components_of,
    content_of,
    deck_of,
    headline_of,
    identity_of,
    metadata_of,
    notes_of,
)
from ingest.wire_article import WireItem, article
from ingest.xml_tree import Element, child, descendants, each_by_itself, local, parse_xml, root_name, words


class Newsml1Reader:
    """Reads every news item of a NewsML 1.x document."""

    name = "newsml-1"
    suffixes = (".xml", ".newsml")

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head) in ("NewsML", "NewsItem")

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        root = parse_xml(path.read_bytes(), problems)
        items = [root] if local(root) == "NewsItem" else each_by_itself(descendants(root, "NewsItem"))
        if not items:
            raise UnreadableError("is NewsML without a news item")
        for item in items:
            for component in components_of(item) or [Component(item, (), 1, alone=True)]:
                yield from _drafts(item, component, path, problems)
            if child(item, "Update") is not None:
                yield Problem(
                    "changes parts of an earlier version, which is not read; ask for the item as a whole",
                    identity_of(item),
                )
        yield from problems


def _drafts(item: Element, component: Component, path: Path, problems: list[Problem]) -> Iterator[Draft | Problem]:
    metadata = metadata_of(item, component, problems)
    blocks, photos = content_of(component, path, problems)
    mark = identity_of(item)
    headline = headline_of(component)
    if not headline and not blocks and not photos and metadata.pub_status is PubStatus.CANCELED:
        headline = words(child(item, "Identification", "NameLabel")) or mark or ""
    draft = article(
        WireItem(
            headline="" if not blocks and photos and photos[0].caption == headline else headline,
            deck=deck_of(component) if blocks else (),
            blocks=blocks,
            notes=notes_of(item, component),
            photos=photos,
            metadata=metadata,
            identity=mark if component.alone or not mark else f"{mark}#{component.number}",
            evolved_from=(),
        )
    )
    if draft.headline or draft.body or draft.photos:
        yield draft
    else:
        yield Problem("NewsItem holds no words", mark)

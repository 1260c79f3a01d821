"""NITF 3.x: one story with its captions, its key and version, and what its publisher did with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.model import Draft, Problem
from ingest.nitf import identity_of, metadata_of, notes_of, replaced_by, story_of
from ingest.wire_article import WireItem, article
from ingest.xml_tree import parse_xml, root_name


class NitfReader:
    """Reads one article from an NITF document."""

    name = "nitf"
    suffixes = (".nitf", ".xml")

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head) == "nitf"

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        nitf = parse_xml(path.read_bytes(), problems)
        story = story_of(nitf, path, problems)
        metadata = metadata_of(nitf, problems)
        yield article(
            WireItem(
                headline=story.headline,
                deck=story.deck,
                blocks=story.blocks,
                notes=(*story.notes, *notes_of(nitf)),
                photos=story.photos,
                metadata=replace(metadata, byline=story.byline, dateline=story.dateline),
                identity=identity_of(nitf),
                evolved_from=tuple(filter(None, (replaced_by(nitf),))),
            )
        )
        yield from problems

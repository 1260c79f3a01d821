"""A marked-up story in, the pictures that it prints with a caption out."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import DraftPhoto
from ingest.captions import read_caption
from ingest.html_text import parse_fragment
from ingest.marked_text import blocks_of, body_text
from ingest.pictures import picture_beside
from ingest.xml_tree import Element, attribute, descendants


def figures_of(story: Element | None, path: Path) -> Iterator[DraftPhoto]:
    """The captioned figures of a story; `path` is its file, beside which the pictures may lie."""
    for figure in descendants(story, "figure"):
        captions = (body_text(blocks_of(each)) for each in descendants(figure, "figcaption"))
        caption = next(filter(None, captions), "")
        if caption:
            beside = (picture_beside(path, attribute(each, "src")) for each in descendants(figure, "img"))
            yield read_caption(caption, path=next(filter(None, beside), None))


def figures_of_text(text: str, path: Path) -> tuple[DraftPhoto, ...]:
    """The captioned figures of a text that may be HTML."""
    return tuple(figures_of(parse_fragment(text), path)) if "<figure" in text else ()

"""A piece of HTML as feeds and exports hold it in: its paragraphs and its captioned photographs out."""

import re
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import DraftPhoto
from ingest.html_captions import captions_of
from ingest.html_text import parse_page, plain, text_of_element
from ingest.normalise import folded, normalise, paragraphs

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def words_and_photos(markup: str, path: Path) -> tuple[list[str], tuple[DraftPhoto, ...]]:
    """The paragraphs without captions, and the photographs; `path` is of the file, to find pictures beside it."""
    if not _TAG.search(markup):
        return paragraphs(normalise(plain(markup))), ()
    try:
        tree = parse_page(f"<html><body>{markup}</body></html>")
    except UnreadableError:
        return [], ()
    photos = captions_of(tree, path)
    captions = {folded(line) for photo in photos for line in (photo.caption, *photo.caption.split("\n"))}
    return [each for each in paragraphs(text_of_element(tree)) if folded(each) not in captions], photos

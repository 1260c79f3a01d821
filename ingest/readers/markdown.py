"""Markdown with or without YAML front matter: one article, its pictures as captions."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Problem
from ingest.captions import read_caption
from ingest.datelines import with_dateline
from ingest.encoding import decode, looks_like_text
from ingest.fields import CAPTIONS, DECK, HEADLINE, IDENTITY, NOTES, first, folded_keys, metadata_from, text_of, texts
from ingest.front_matter import opens_with_front_matter, split_front_matter
from ingest.markup import Block, Picture, blocks
from ingest.normalise import folded, normalise
from ingest.notes import split_notes
from ingest.pictures import picture_beside

_BROKEN = re.compile(r"\A---.*?(?:^---[ \t]*$|\n\n)", re.DOTALL | re.MULTILINE)
_CREDIT_LINE = re.compile(r"^(?:photo|picture|image|photograph|credit|courtesy|©|\(photo)", re.IGNORECASE)


class MarkdownReader:
    """Reads one article from a Markdown file."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown")

    def recognises(self, head: bytes, path: Path) -> bool:
        if not looks_like_text(head):
            return False
        return path.suffix.lower() in self.suffixes or opens_with_front_matter(decode(head).replace("\r\n", "\n"))

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        text = normalise(decode(path.read_bytes()))
        problems: list[Problem] = []
        try:
            fields, text = split_front_matter(text)
        except UnreadableError as error:
            # The article below broken front matter is still an article.
            problems.append(Problem(error.reason, error.where))
            fields, text = ({}, _BROKEN.sub("", text, count=1))
        yield _draft(folded_keys(fields), list(blocks(text)), path, problems)
        yield from problems


def _draft(fields: dict[str, object], found: list[Block | Picture], path: Path, problems: list[Problem]) -> Draft:
    photos, kept = _photos(found, path)
    headline = text_of(first(fields, HEADLINE)) or ""
    if kept and kept[0].heading == 1 and (not headline or folded(headline) == folded(kept[0].text)):
        headline = headline or kept[0].text
        del kept[0]
    printed, notes = split_notes([block.text for block in kept])
    deck = text_of(first(fields, DECK))
    body = "\n\n".join([deck, *printed] if deck else printed)
    given = tuple(texts(first(fields, NOTES)))
    captions = tuple(read_caption(caption) for caption in texts(first(fields, CAPTIONS)) if " " in caption)
    return Draft(
        headline=headline,
        body=body,
        notes=given + tuple(note for note in notes if folded(note) not in set(map(folded, given))),
        photos=photos + captions,
        metadata=with_dateline(metadata_from(fields, problems), "\n\n".join(printed)),
        identity=text_of(first(fields, IDENTITY)),
    )


def _photos(found: list[Block | Picture], path: Path) -> tuple[tuple[DraftPhoto, ...], list[Block]]:
    """The pictures as photographs, and the paragraphs that are no credit line below one."""
    photos: list[DraftPhoto] = []
    kept: list[Block] = []
    for index, item in enumerate(found):
        if isinstance(item, Picture):
            below = found[index + 1] if index + 1 < len(found) else None
            credit = below.text if isinstance(below, Block) and _is_credit_line(below) else ""
            photos.append(_photo(item, credit, path))
        elif not (index and isinstance(found[index - 1], Picture) and _is_credit_line(item)):
            kept.append(item)
    return tuple(photo for photo in photos if photo.caption), kept


def _is_credit_line(block: Block) -> bool:
    return len(block.text) <= 120 and _CREDIT_LINE.match(block.text) is not None


def _photo(picture: Picture, credit: str, path: Path) -> DraftPhoto:
    longer, shorter = sorted((picture.alt, picture.title), key=len, reverse=True)
    pieces = [longer] if folded(shorter) in folded(longer) else [picture.alt, picture.title]
    caption = normalise("\n".join(filter(None, [*pieces, credit])))
    return read_caption(caption, path=picture_beside(path, picture.target))

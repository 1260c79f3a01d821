"""An item of ninjs in, its draft out, and those of the texts that are given whole beside it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Problem
from ingest.fields import text_of
from ingest.json_values import values_of
from ingest.marked_text import Block, blocks_of_text
from ingest.ninjs import Record, evolved_from, headlines_of, identity_of, items_in, metadata_of, place_of
from ingest.ninjs_content import (
    associations_of,
    body_of,
    deck_of,
    descriptions_of,
    figures_in,
    is_picture,
    links_of_associations,
    notes_of,
    photo_of,
    renditions_of,
)
from ingest.normalise import folded as folded_text
from ingest.wire_article import WireItem, article

_DEEPEST = 4
"""How far associations of associations are followed."""


def drafts_in(path: Path, without: str) -> Iterator[Draft | Problem]:
    """The drafts of every item of a file of JSON, in its order, and a problem for each part that is unreadable.

    Raises:
        UnreadableError: the file is not JSON, or holds no item, which `without` says.
    """
    found = False
    for value in values_of(path):
        if isinstance(value, Problem):
            yield value
            continue
        for record, where in items_in(*value):
            found = True
            yield from drafts_of(record, path, where or None)
    if not found:
        raise UnreadableError(without)


def drafts_of(record: Record, path: Path, where: str | None, depth: int = 0) -> Iterator[Draft | Problem]:
    """The item, then the texts that are given whole among its associations, then what could not be read of it."""
    problems: list[Problem] = []
    metadata = metadata_of(record, problems, where)
    metadata = replace(metadata, links=(*metadata.links, *links_of_associations(record)))
    blocks = body_of(record, problems)
    own = photo_of(record, path, problems, metadata) if is_picture(record) else None
    beside = (photo_of(each, path, problems) for _, each in associations_of(record) if is_picture(each))
    headline = next(iter(headlines_of(record)), "")
    draft = article(
        WireItem(
            headline="" if own and own.caption == headline else headline,
            blocks=_not_in(own, headline, blocks) if own else blocks or _described(record),
            deck=deck_of(record) if blocks and not own else (),
            notes=notes_of(record),
            photos=tuple(filter(None, (own, *beside, *figures_in(record, path)))),
            metadata=metadata,
            identity=identity_of(record),
            place=place_of(record),
            evolved_from=evolved_from(record),
        )
    )
    if draft.headline or draft.body or draft.photos:
        yield draft
    else:
        problems.append(Problem(f"{text_of(record.get('type')) or 'item'} {draft.identity} holds no words", where))
    if not blocks and not own and (address := _address_of_text(record)):
        problems.append(Problem(f"its text lies elsewhere, at {address}, and is not fetched", where))
    for _, each in associations_of(record) if depth < _DEEPEST else ():
        if not is_picture(each) and body_of(each, []):
            yield from drafts_of(each, path, where, depth + 1)
    yield from problems


def _not_in(photo: DraftPhoto, headline: str, blocks: list[Block]) -> list[Block]:
    """The paragraphs of a picture that its caption and headline do not say already."""
    said = (folded_text(photo.caption), folded_text(headline))
    return [block for block in blocks if not any(folded_text(block.text) in each for each in said)]


def _described(record: Record) -> list[Block]:
    return [block for each in descriptions_of(record) for block in blocks_of_text(each)]


def _address_of_text(record: Record) -> str | None:
    """Where the text lies of an item that only refers to it."""
    for name, each in renditions_of(record):
        if text_of(each.get("type")) == "text" and name != "caption_nitf":
            return text_of(each.get("href"))
    return None

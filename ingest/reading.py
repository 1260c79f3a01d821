"""A file and its reader in, composed articles and problems out; what a reader raises ends the file, never the run."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from archive.errors import UnreadableError
from archive.model import Draft, Metadata, Problem
from ingest.compose import Composed, compose
from ingest.reader import Reader
from ingest.unpack import Given


def composed_items(reader: Reader, given: Given) -> Iterator[tuple[Draft, Composed] | Problem]:
    """The articles and pictures of the file in its order, and a problem for each part that is unreadable."""
    for number, item in enumerate(_items(reader, given), start=1):
        if isinstance(item, Problem):
            yield item
            continue
        if given.metadata is not None:
            item = _inside(item, given, given.metadata)
        try:
            yield item, compose(item)
        except UnreadableError as error:
            yield Problem(error.reason, f"item {number}")


def digests(reader: Reader, given: Given) -> Iterator[str]:
    """The digests of all that the file holds, in its order."""
    for item in composed_items(reader, given):
        if not isinstance(item, Problem):
            yield item[1].digest


def _inside(draft: Draft, given: Given, said: Metadata) -> Draft:
    """A draft from inside a container, with what that says where the draft says nothing.

    When the container was written counts only for a draft without any date. A picture lies on disk only while it is
    read: what is kept is its path in the record.
    """
    known = draft.metadata
    told: dict[str, Any] = {each.name: getattr(said, each.name) for each in fields(said)}
    if known.published or known.updated:
        told.pop("created")
    added = {name: value for name, value in told.items() if value and not getattr(known, name)}
    own = str(given.path.absolute())
    photos = tuple(replace(each, path=given.key if each.path == own else each.path) for each in draft.photos)
    return replace(draft, metadata=replace(known, **added), photos=photos)


def _items(reader: Reader, given: Given) -> Iterator[Draft | Problem]:
    try:
        yield from reader.read(given.path)
    except UnreadableError as error:
        yield Problem(error.reason, error.where)
    except OSError as error:
        yield Problem(f"cannot be read: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 a fault in a format library must not cost the other files
        yield Problem(f"the {reader.name} reader failed with {type(error).__name__}: {error}")

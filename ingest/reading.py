"""A file and its reader in, composed articles and problems out; what a reader raises ends the file, never the run."""

from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, Problem
from ingest.compose import Composed, compose
from ingest.reader import Reader


def composed_items(reader: Reader, path: Path) -> Iterator[tuple[Draft, Composed] | Problem]:
    """The articles and pictures of the file in its order, and a problem for each part that is unreadable."""
    for number, item in enumerate(_items(reader, path), start=1):
        if isinstance(item, Problem):
            yield item
            continue
        try:
            yield item, compose(item)
        except UnreadableError as error:
            yield Problem(error.reason, f"item {number}")


def digests(reader: Reader, path: Path) -> Iterator[str]:
    """The digests of all that the file holds, in its order."""
    for item in composed_items(reader, path):
        if not isinstance(item, Problem):
            yield item[1].digest


def _items(reader: Reader, path: Path) -> Iterator[Draft | Problem]:
    try:
        yield from reader.read(path)
    except UnreadableError as error:
        yield Problem(error.reason, error.where)
    except OSError as error:
        yield Problem(f"cannot be read: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 a fault in a format library must not cost the other files
        yield Problem(f"the {reader.name} reader failed with {type(error).__name__}: {error}")

"""A file in, what its reader makes of it and what ingest would do with it out; the record stays as it is."""

from dataclasses import dataclass, field
from pathlib import Path

from archive.model import Appearance, Draft, FileRecord
from archive.store import RecordStore
from ingest.compose import Composed
from ingest.identity import identity
from ingest.report import Placed
from ingest.run import ingest


@dataclass(frozen=True, slots=True)
class Item:
    """An article or picture of a file: the mark it is known by, and what would become of it.

    `article_id` and `number` are those it would have; `draft` is what the reader found, `composed` what is kept.
    """

    identity: str
    article_id: str
    number: int
    would_be: Placed
    draft: Draft
    composed: Composed


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file, how it would end, and what stands in it, in its order."""

    file: FileRecord
    items: tuple[Item, ...]


def inspect(path: Path, store: RecordStore) -> tuple[Inspected, ...]:
    """What ingesting the file, or the files of the folder, would do to the record, which is not changed.

    Raises:
        InputError: there is no such file.
    """
    notes = _Notes()
    try:
        with store.transaction():
            ingest([path], store, reread=True, observer=notes)
            raise _UndoError
    except _UndoError:
        return tuple(notes.files)


class _UndoError(Exception):
    """Ends the transaction without effect."""


@dataclass(slots=True)
class _Notes:
    files: list[Inspected] = field(default_factory=list)
    _items: list[Item] = field(default_factory=list)

    def placed(self, draft: Draft, composed: Composed, appearance: Appearance, placed: Placed) -> None:
        mark = identity(draft, appearance.path, appearance.position)
        self._items.append(Item(mark, appearance.article_id, appearance.number, placed, draft, composed))

    def ended(self, record: FileRecord) -> None:
        self.files.append(Inspected(record, tuple(self._items)))
        self._items = []

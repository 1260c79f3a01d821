"""A backup in, the archive that it is of out; what was taken down since stays out of it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.errors import InputError, NotFoundError, RecordError, StorageError
from archive.model import Counts
from archive.storage import writing
from archive.store import RecordStore
from archive.tombstones import Tombstone
from index.backup import RECEIPTS, RECORD, Stores
from index.backup_files import Backup
from index.embedder import Embedder
from index.exchange import STAGING, Plan, exchange, make_ready, settle_held
from index.generation import building
from index.restored import forget_again, sound_generation, take_down_again


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: how much the record holds, and the generation in force, `None` where a rebuild is needed.

    `created` is when the backup was made. `taken_down` are ids of articles that it held and that were taken out again,
    as they had been taken down since. `was_empty` says that there was no archive in the folder.
    """

    created: str
    articles: int
    versions: int
    generation: str | None
    taken_down: tuple[str, ...]
    was_empty: bool


def restore(
    path: Path,
    data: Path,
    stores: Stores,
    embedder: Callable[[], Embedder],
    *,
    force: bool = False,
    takedowns_of: Path | None = None,
) -> Restored:
    """Make the archive in `data` what it was when the backup was made, but for what was taken down since.

    What has a tombstone in the archive that is there now, or in that of the folder `takedowns_of`, is taken out of the
    restored record, receipts and vectors before anything is put in place. `embedder` is called for only then. Killed
    at any moment, the archive is the old one, or the next to open it finishes.

    Raises:
        BackupError: the backup is damaged; nothing was changed.
        InputError: there is an archive in the folder, and it is not to be replaced.
        NotFoundError: there is no archive in `takedowns_of`.
        IndexStateError: a rebuild is running.
        RecordError: the backup is of a newer release, or what was taken down cannot be read from the present record.
        StorageError: something cannot be written; the archive is the old one, or the next to open it finishes.
    """
    backup = Backup(path)
    was_empty = not (data / RECORD).exists()
    if not was_empty and not force:
        raise InputError(f"there is an archive in {data}; restore into another folder, or replace it with --force")
    others = () if takedowns_of is None else _stones_of(takedowns_of, stores)
    with writing("the archive", data), building(data):
        settle_held(data, stores)
        staging = data / STAGING
        try:
            backup.extract(staging)
            with _present(data, stores) as present:
                plan, counts, taken = _prepared(staging, backup, stores, embedder, present, others)
            make_ready(staging, plan)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        _put_in_place(data, stores)
    return Restored(
        created=backup.manifest.created,
        articles=counts.articles,
        versions=counts.versions,
        generation=plan.generation,
        taken_down=taken,
        was_empty=was_empty,
    )


def _put_in_place(data: Path, stores: Stores) -> None:
    try:
        with writing("the archive", data):
            exchange(data, stores)
    except StorageError as error:
        message = f"{error}; what is restored is ready, and the next command over {data} puts it in place"
        raise StorageError(message) from error


def _prepared(
    staging: Path,
    backup: Backup,
    stores: Stores,
    embedder: Callable[[], Embedder],
    present: RecordStore | None,
    others: tuple[Tombstone, ...],
) -> tuple[Plan, Counts, tuple[str, ...]]:
    """Take out of the restored files what must stay out; what is to be done, how much is left, and what went."""
    with closing(stores.record(staging / RECORD)) as record, closing(stores.receipts(staging / RECEIPTS)) as receipts:
        taken = take_down_again(record, (*(present.tombstones() if present else ()), *others), present)
        down = [stone.article_id for stone in record.tombstones()]
        for article_id in down:
            receipts.redact(article_id)
        generation, held = sound_generation(staging, backup.manifest.generation, down)
        forget_again(staging, embedder, taken, held)
        # The present vectors may be of texts that the restored record has let go of.
        keep = present is None or not present.articles(down)
        plan = Plan(generation=generation, keep_vectors=keep)
        return plan, record.counts(), tuple(article.article_id for article in taken)


@contextmanager
def _present(data: Path, stores: Stores) -> Iterator[RecordStore | None]:
    """The record that is to be replaced, where there is one."""
    if not (data / RECORD).exists():
        yield None
        return
    try:
        record = stores.record(data / RECORD)
    except RecordError as error:
        message = f"{error}; what was taken down in it cannot be read, so move that file away to restore without it"
        raise RecordError(message) from error
    with closing(record):
        yield record


def _stones_of(data: Path, stores: Stores) -> tuple[Tombstone, ...]:
    if not (data / RECORD).exists():
        raise NotFoundError(f"there is no archive in {data} whose takedowns could be kept; check the folder")
    with closing(stores.record(data / RECORD)) as record:
        return record.tombstones()

"""An archive in use in, a backup out: record and receipts as of one moment and, where asked for, the index.

The receipts are copied before the record, so that no receipt cites what the record has not.
"""

import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from archive.clock import timestamp
from archive.errors import IndexStateError
from archive.receipts import ReceiptStore
from archive.storage import writing
from archive.store import RecordStore
from index.backup_files import FORMAT, BackupManifest, check_free, write_backup
from index.generation import MANIFEST, building, check_sizes, current_name, generations_folder, read_manifest

RECORD, RECEIPTS, REFUSAL, EMBEDDINGS = "record.sqlite", "receipts.sqlite", "refusal.json", "embeddings"


@dataclass(frozen=True, slots=True)
class Stores:
    """How the files of a data folder are opened."""

    record: Callable[[Path], RecordStore]
    receipts: Callable[[Path], ReceiptStore]


def back_up(data: Path, stores: Stores, path: Path, *, index: bool = False, force: bool = False) -> BackupManifest:
    """Write a backup of the archive in `data` while others read and write it; what it holds.

    With `index` it holds the embeddings and the generation in force too. Then no rebuild and no takedown can run
    beside it: the index would be of another record than the one in the backup.

    Raises:
        InputError: something stands there already, and is not to be replaced.
        IndexStateError: the index is wanted, and a rebuild is running or the generation in force is not whole.
        RecordError: the record is damaged.
        StorageError: the backup cannot be written; what stood there before still does.
    """
    check_free(path, force=force)
    with writing("the backup", path.parent), ExitStack() as held:
        if index:
            held.enter_context(building(data))
        scratch = _scratch(path)
        held.callback(shutil.rmtree, scratch)
        with closing(stores.receipts(data / RECEIPTS)) as receipts:
            receipts.write_copy(scratch / RECEIPTS)
        with closing(stores.record(data / RECORD)) as record:
            record.write_copy(scratch / RECORD)
        with closing(stores.record(scratch / RECORD)) as copied:
            counts, takedowns = copied.counts(), len(copied.tombstones())
        sources = {name: scratch / name for name in (RECORD, RECEIPTS)}
        if (data / REFUSAL).is_file():
            sources[REFUSAL] = data / REFUSAL
        generation, files = _index(data) if index else (None, {})
        manifest = BackupManifest(
            format_version=FORMAT,
            created=timestamp(),
            product=version("newsarchive"),
            articles=counts.articles,
            versions=counts.versions,
            takedowns=takedowns,
            generation=generation,
            files={},
        )
        return write_backup(path, sources | files, manifest)


def _scratch(path: Path) -> Path:
    """An empty folder beside the backup, also where one that was killed left its own."""
    folder = path.with_name(f".{path.name}.parts")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    return folder


def _index(data: Path) -> tuple[str | None, dict[str, Path]]:
    """The generation in force, which must be whole, and the files of it and of the vectors, by name."""
    found = sorted((data / EMBEDDINGS).glob("*.vectors"))
    try:
        name = current_name(data)
    except IndexStateError:
        return None, _named(data, found)
    folder = generations_folder(data) / name
    manifest = read_manifest(folder)
    check_sizes(folder, manifest)
    return name, _named(data, [*found, *(folder / each for each in (*manifest.files, MANIFEST))])


def _named(data: Path, files: Iterable[Path]) -> dict[str, Path]:
    return {path.relative_to(data).as_posix(): path for path in files}

"""A generation on disk: a folder that is whole once its manifest stands in it, and the pointer to the one in force.

DATA/CURRENT                   the name of the generation in force, replaced in one step
DATA/generations/NAME/         never changed once `manifest.json`, written last, stands in it
    parts/NUMBER/              passages, their filter columns and vectors, in the order in which they were added
    dead.npy                   the rows of those, counted through all parts, that later changes left dead
    keywords/                  the keyword index over all parts
    stories.npy, shared.npy    which articles tell one story, and which passages several of a story print

A generation takes the parts and most of the keyword index over from the one before it, as second names of the same
files: what is removed with one generation stays where another has it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from archive.errors import IndexStateError
from index.columns import Columns
from index.embedder import ModelIdentity
from index.joined_vectors import JoinedVectors
from index.keywords import KeywordIndex, KeywordIndexFormat
from index.passage_file import PassageFile
from index.rows import Rows
from index.story_file import StoryFile
from index.vectors import Ordinals, VectorIndex, VectorIndexFormat

SCHEMA = 6
"""The version of the layout below; a generation of another one is rebuilt, not read."""

MANIFEST = "manifest.json"
_CURRENT = "CURRENT"
VECTORS = "vectors.faiss"
KEYWORDS = "keywords"
_DEAD = "dead.npy"


class _Values(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileSeal(_Values):
    """The size and SHA-256 of a file as it was written."""

    size: int
    sha256: str


class Manifest(_Values):
    """What a generation holds and what it was made with; `record` is the mark of the record that it shows."""

    schema_version: int
    name: str
    created: str
    model: ModelIdentity
    splitter: str
    record: str
    articles: int
    passages: int
    parts: int
    files: dict[str, FileSeal]


@dataclass(frozen=True, slots=True)
class Formats:
    """How the two legs are written and opened."""

    vectors: VectorIndexFormat
    keywords: KeywordIndexFormat


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation; its files stay readable while this lives, whatever is built or removed beside it."""

    manifest: Manifest
    passages: PassageFile
    stories: StoryFile
    columns: Columns
    vectors: VectorIndex
    keywords: KeywordIndex


def generations_folder(data: Path) -> Path:
    """Where the generations are."""
    return data / "generations"


def new_name() -> str:
    """A name for a generation: its time to the microsecond, so that names sort by age."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def current_name(data: Path) -> str:
    """The name of the generation in force.

    Raises:
        IndexStateError: nothing was built yet.
    """
    try:
        return (data / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise IndexStateError(f"there is no index in {data} yet; run 'newsarchive rebuild'") from error


def has_index(data: Path) -> bool:
    """Whether a generation is in force."""
    return (data / _CURRENT).exists()


def put_in_force(data: Path, name: str) -> None:
    """Point to a whole generation, in one step that survives a crash at any moment."""
    beside = data / f"{_CURRENT}.new"
    write_durably(beside, f"{name}\n".encode("ascii"))
    beside.replace(data / _CURRENT)
    sync_folder(data)


def drop_from_force(data: Path) -> None:
    """Put none in force; for whoever holds the right to build."""
    (data / _CURRENT).unlink(missing_ok=True)
    sync_folder(data)


def forget_all(data: Path) -> None:
    """Remove every generation, the one in force first; for whoever holds the right to build."""
    drop_from_force(data)
    shutil.rmtree(generations_folder(data))


def seal(folder: Path, manifest: Manifest) -> None:
    """Make a folder a generation: everything in it reaches the disk, then its manifest, in one step."""
    for path in folder.rglob("*"):
        # What has a second name reached the disk with the generation that it was taken over from.
        if path.is_dir() or path.stat().st_nlink == 1:
            _sync(path)
    sync_folder(folder)
    beside = folder / f"{MANIFEST}.new"
    write_durably(beside, manifest.model_dump_json(indent=2).encode())
    beside.replace(folder / MANIFEST)
    sync_folder(folder)
    sync_folder(folder.parent)


def unseal(folder: Path) -> None:
    """Make a generation a mere folder, so that one removed by halves is not taken for whole."""
    (folder / MANIFEST).unlink()
    sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        IndexStateError: the folder is no whole generation, or was written by another release.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexStateError(f"the index in {folder} is not whole; run 'newsarchive rebuild'") from error
    if manifest.schema_version != SCHEMA:
        raise IndexStateError(
            f"the index in {folder} has layout {manifest.schema_version} and this release reads {SCHEMA}; "
            "run 'newsarchive rebuild'"
        )
    return manifest


def open_generation(folder: Path, formats: Formats) -> Generation:
    """Open a generation and check that its files are as long as they were written.

    Raises:
        IndexStateError: the generation is not whole, damaged, or from another release.
    """
    manifest = read_manifest(folder)
    check_sizes(folder, manifest)
    parts = _parts(folder, manifest)
    try:
        passages = open_passages(folder, manifest)
        columns, stories = Columns.open(parts, passages.rows), StoryFile.open(folder)
    except (OSError, ValueError, IndexError) as error:
        raise IndexStateError(f"the index in {folder} is damaged; run 'newsarchive rebuild'") from error
    return Generation(
        manifest=manifest,
        passages=passages,
        stories=stories,
        columns=columns,
        vectors=_opened_vectors(parts, passages.rows, formats.vectors),
        keywords=formats.keywords.open(folder / KEYWORDS, passages.rows),
    )


def open_passages(folder: Path, manifest: Manifest) -> PassageFile:
    """Open the passages of a generation alone.

    Raises:
        OSError, ValueError, IndexError: they are damaged.
    """
    return PassageFile(_parts(folder, manifest), np.load(folder / _DEAD, allow_pickle=False))


def _parts(folder: Path, manifest: Manifest) -> list[Path]:
    return [part_folder(folder, number) for number in range(manifest.parts)]


def _opened_vectors(parts: Sequence[Path], rows: Rows, vectors: VectorIndexFormat) -> VectorIndex:
    opened = [vectors.open(part / VECTORS) for part in parts]
    return opened[0] if len(opened) == 1 and rows.live is None else JoinedVectors(opened, rows)


def part_folder(folder: Path, number: int) -> Path:
    """Where a part of a generation is."""
    return folder / "parts" / f"{number:03}"


def write_dead(folder: Path, rows: Ordinals) -> None:
    """Write down which rows of a generation are dead."""
    np.save(folder / _DEAD, rows, allow_pickle=False)


def check_sizes(folder: Path, manifest: Manifest) -> None:
    """Check that the files of a generation are there and as long as they were written.

    Raises:
        IndexStateError: one is not.
    """
    for name, sealed in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != sealed.size:
            raise IndexStateError(f"the index file {path} is missing or cut short; run 'newsarchive rebuild'")


@contextmanager
def building(data: Path) -> Iterator[None]:
    """Hold the right to build, which ends with the block and with the process.

    Raises:
        IndexStateError: another process is building.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IndexStateError(f"another rebuild of {data} is running; wait until it ends") from error
        yield


def sync_folder(folder: Path) -> None:
    """Make the names in a folder reach the disk."""
    _sync(folder)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file that is on disk when this returns."""
    path.write_bytes(content)
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

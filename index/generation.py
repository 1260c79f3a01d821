"""A generation on disk: a folder that is whole once its manifest stands in it, and the pointer to the one in force.

DATA/CURRENT                   the name of the generation in force, replaced in one step
DATA/generations/NAME/         never changed once `manifest.json`, written last, stands in it
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from archive.errors import IndexStateError
from index.columns import Columns
from index.embedder import ModelIdentity
from index.keywords import KeywordIndex, KeywordIndexFormat
from index.passage_file import PassageFile
from index.story_file import StoryFile
from index.vectors import VectorIndex, VectorIndexFormat

SCHEMA = 5
"""The version of the layout below; a generation of another one is rebuilt, not read."""

MANIFEST = "manifest.json"
_CURRENT = "CURRENT"
VECTORS = "vectors.faiss"
KEYWORDS = "keywords"


class _Values(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileSeal(_Values):
    """The size and SHA-256 of a file as it was written."""

    size: int
    sha256: str


class Manifest(_Values):
    """What a generation holds and what it was made with."""

    schema_version: int
    name: str
    created: str
    model: ModelIdentity
    splitter: str
    articles: int
    passages: int
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
    try:
        passages, stories, columns = PassageFile(folder), StoryFile.open(folder), Columns.open(folder)
    except (OSError, ValueError) as error:
        raise IndexStateError(f"the index in {folder} is damaged; run 'newsarchive rebuild'") from error
    return Generation(
        manifest=manifest,
        passages=passages,
        stories=stories,
        columns=columns,
        vectors=formats.vectors.open(folder / VECTORS),
        keywords=formats.keywords.open(folder / KEYWORDS),
    )


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

"""A backup on disk, a folder or one file (ZIP): files in under their names, and out again only as they went in.

Its manifest, written last, has the size and digest of every other file.
"""

import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from archive.errors import BackupError, InputError
from archive.storage import is_full
from index.generation import FileSeal, sync_folder

FORMAT = 1
"""The version of what is described here; another one is refused."""

_MANIFEST = "backup.json"
_CHUNK = 2**20
_NAMES = re.compile(
    r"record\.sqlite|receipts\.sqlite|refusal\.json|embeddings/[0-9a-f]{16}\.vectors|generations/\w[\w.-]*(?:/\.?\w[\w.-]*)+"
)
_PACKED = frozenset({".sqlite", ".json"})
"""Endings of files that grow smaller when they are packed; vectors do not."""

_BROKEN = (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading a ZIP file raises, according to where it is damaged."""


class BackupManifest(BaseModel):
    """What a backup holds: when it was made and by what, how much is in it, and the seal of every file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format_version: int
    created: str
    product: str
    articles: int
    versions: int
    takedowns: int
    generation: str | None
    files: dict[str, FileSeal]


def write_backup(path: Path, sources: Mapping[str, Path], manifest: BackupManifest) -> BackupManifest:
    """Write the files, each under its name, and last the manifest with their seals; in place in one step.

    A name that ends in `.zip` makes one file, any other a folder. What stood there before is gone then.
    """
    beside = path.with_name(f"{path.name}.new")
    _remove(beside)
    write = _write_file if _is_one_file(path) else _write_folder
    try:
        manifest = write(beside, sources, manifest)
    except BaseException:
        _remove(beside)
        raise
    if path.is_dir():
        shutil.rmtree(path)
    beside.replace(path)
    sync_folder(path.parent)
    return manifest


def check_free(path: Path, *, force: bool) -> None:
    """Check that a backup may be written there; with `force`, another backup may stand there, and nothing else.

    Raises:
        InputError: it may not.
    """
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent} to put the backup in; make it first")
    if not path.exists():
        return
    if not force:
        raise InputError(f"{path} is there already; choose another name, or replace that backup with --force")
    if path.is_dir() and not (path / _MANIFEST).is_file():
        raise InputError(f"{path} is a folder and no backup; nothing in it was touched, choose another name")


def _is_one_file(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _write_folder(folder: Path, sources: Mapping[str, Path], manifest: BackupManifest) -> BackupManifest:
    seals = {}
    for name, source in sources.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as read, (folder / name).open("wb") as written:
            seals[name] = _copy(read, written)
            _sync(written)
    sealed = manifest.model_copy(update={"files": seals})
    with (folder / _MANIFEST).open("wb") as written:
        written.write(sealed.model_dump_json(indent=2).encode())
        _sync(written)
    return sealed


def _write_file(path: Path, sources: Mapping[str, Path], manifest: BackupManifest) -> BackupManifest:
    seals = {}
    with path.open("wb") as whole:
        with zipfile.ZipFile(whole, "w", allowZip64=True) as packed:
            for name, source in sources.items():
                entry = zipfile.ZipInfo.from_file(source, name)
                entry.compress_type = zipfile.ZIP_DEFLATED if source.suffix in _PACKED else zipfile.ZIP_STORED
                with source.open("rb") as read, packed.open(entry, "w", force_zip64=True) as written:
                    seals[name] = _copy(read, written)
            sealed = manifest.model_copy(update={"files": seals})
            packed.writestr(_MANIFEST, sealed.model_dump_json(indent=2))
        _sync(whole)
    return sealed


class Backup:
    """A backup that is read.

    Raises:
        BackupError: it is none, is damaged, or is of another release.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.exists():
            raise BackupError(f"there is no backup {path}; check the path")
        try:
            with self._opened(_MANIFEST) as file:
                content = file.read()
            self.manifest = BackupManifest.model_validate_json(content)
        except (*_BROKEN, ValidationError) as error:
            raise BackupError(f"{path} is no backup, or its {_MANIFEST} is damaged; use another one") from error
        if self.manifest.format_version != FORMAT:
            made = self.manifest.format_version
            raise BackupError(f"{path} has format {made} and this release reads {FORMAT}; use the release that made it")
        for name in self.manifest.files:
            if not _NAMES.fullmatch(name):
                raise BackupError(f"{path} is no sound backup: it holds {name!r}, which has no place in an archive")

    def extract(self, folder: Path) -> None:
        """Write every file into the folder, on disk when this returns.

        Raises:
            BackupError: a file is damaged; the message names it.
        """
        for name, seal in self.manifest.files.items():
            to = folder / name
            to.parent.mkdir(parents=True, exist_ok=True)
            with to.open("wb") as written:
                self._read(name, seal, written)
                _sync(written)
        for made in (folder, *(each for each in folder.rglob("*") if each.is_dir())):
            sync_folder(made)

    def check(self) -> None:
        """Read every file through.

        Raises:
            BackupError: a file is damaged; the message names it.
        """
        for name, seal in self.manifest.files.items():
            self._read(name, seal, None)

    def _read(self, name: str, seal: FileSeal, written: IO[bytes] | None) -> None:
        try:
            with self._opened(name) as read:
                found = _copy(read, written, most=seal.size + 1)
        except _BROKEN as error:
            if isinstance(error, OSError) and is_full(error):
                raise  # not the backup is wanting, but the disk that it is unpacked to
            said = "is not in it" if isinstance(error, (KeyError, FileNotFoundError)) else f"cannot be read ({error})"
            raise BackupError(f"the backup {self._path} is damaged: {name} {said}; use another one") from error
        if found != seal:
            raise BackupError(f"the backup {self._path} is damaged: {name} is not as it was written; use another one")

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        if self._path.is_dir():
            with (self._path / name).open("rb") as file:
                yield file
        else:
            with zipfile.ZipFile(self._path) as packed, packed.open(name) as file:
                yield file


def _copy(read: IO[bytes], written: IO[bytes] | None, most: int | None = None) -> FileSeal:
    """Copy, or merely read, and say what it was; no further than `most` bytes and a little."""
    digest, size = hashlib.sha256(), 0
    while (most is None or size < most) and (chunk := read.read(_CHUNK)):
        digest.update(chunk)
        size += len(chunk)
        if written is not None:
            written.write(chunk)
    return FileSeal(size=size, sha256=digest.hexdigest())


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

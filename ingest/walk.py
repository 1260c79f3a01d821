"""Paths given in, the files to read out, in stable order; every one that is passed over is named with the reason."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import InputError

SEPARATOR = "!"
"""Stands between a file's path and the path of a file inside it: `wires.zip!2024/flood.xml`."""


@dataclass(slots=True)
class Found:
    """What lies under the given paths.

    `files` are regular files in walking order. `skipped` and `failed` map what is not read to the reason: of the
    latter it is unknown what they hold, so nothing that was under them counts as gone.
    """

    roots: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    skipped: dict[Path, str] = field(default_factory=dict)
    failed: dict[Path, str] = field(default_factory=dict)

    def is_gone(self, path: str) -> bool:
        """Whether a file remembered under `path` lay under a given folder and is no longer there."""
        seen = {path_key(each) for each in (*self.files, *self.skipped)}
        below = _within(path, self.roots) or any(path.startswith(key + SEPARATOR) for key in self._given_files())
        return path not in seen and below and not _within(path, self.failed)

    def _given_files(self) -> set[str]:
        return set(map(path_key, self.roots)) & set(map(path_key, self.files))


def path_key(path: Path) -> str:
    r"""The path as the record keeps it: bytes that are not UTF-8 written out as `\xe9`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def file_on_disk(path: str) -> Path | None:
    """The file that the record keeps under that path, or the outermost one that it lies in; `None` where it is gone."""
    pieces = path.split(SEPARATOR)
    candidates = (Path(SEPARATOR.join(pieces[:end])) for end in range(len(pieces), 0, -1))
    return next((each for each in candidates if each.is_file()), None)


def find(paths: Iterable[Path]) -> Found:
    """All files under the given files and folders, each once, folders by name.

    Raises:
        InputError: one of the paths does not exist; raised before anything is read.
    """
    roots = list(dict.fromkeys(Path(os.path.abspath(path)) for path in paths))  # noqa: PTH100 keeps symlinks' names
    for root in roots:
        if not root.exists():
            raise InputError(f"there is no file or folder {str(root)!r}; check the path")
    found = Found(roots=roots)
    visited: set[tuple[int, int]] = set()
    seen: set[Path] = set()
    for root in roots:
        for path in _walk(root, found, visited):
            if path not in seen:
                seen.add(path)
                found.files.append(path)
    return found


def _walk(path: Path, found: Found, visited: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = path.stat()
    except OSError as error:
        if path.is_symlink():
            found.skipped[path] = "a link to nothing that can be opened"
        else:
            found.failed[path] = f"cannot be opened: {error.strerror}"
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk_folder(path, (status.st_dev, status.st_ino), found, visited)
    elif stat.S_ISREG(status.st_mode):
        yield path
    else:
        found.skipped[path] = "neither a file nor a folder"


def _walk_folder(folder: Path, mark: tuple[int, int], found: Found, visited: set[tuple[int, int]]) -> Iterator[Path]:
    if mark in visited:
        if folder.is_symlink():
            found.skipped[folder] = "a link to a folder that is read already"
        return
    visited.add(mark)
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 names alone, for a stable order
    except OSError as error:
        found.failed[folder] = f"cannot be listed: {error.strerror}"
        return
    for name in names:
        if name.startswith("."):
            found.skipped[folder / name] = "hidden; give its path itself to read it"
        else:
            yield from _walk(folder / name, found, visited)


def _within(path: str, folders: Iterable[Path]) -> bool:
    return any(path == key or path.startswith(key.rstrip("/") + "/") for key in map(path_key, folders))

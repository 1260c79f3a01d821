"""Which generations there are, going back to an earlier one, and removing what is no longer kept."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from archive.errors import IndexStateError, InputError, NotFoundError
from archive.storage import writing
from index.generation import (
    Manifest,
    building,
    check_sizes,
    current_name,
    generations_folder,
    put_in_force,
    read_manifest,
    unseal,
)

KEPT = 3
"""Generations kept unless told otherwise: the one in force and those before it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A folder under `generations`: its manifest when it is whole, else why it is not.

    `size` is in bytes, those of files that it shares with others among them.
    """

    name: str
    in_force: bool
    size: int
    manifest: Manifest | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: names of generations, oldest first, and the bytes that this freed."""

    names: tuple[str, ...]
    size: int


def standings(data: Path) -> tuple[Standing, ...]:
    """Every generation of a data folder, and every folder that is none, oldest first."""
    folder = generations_folder(data)
    in_force = _in_force(data)
    folders = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return tuple(_standing(each, in_force=each.name == in_force) for each in folders)


def roll_back(data: Path, to: str | None = None) -> str:
    """Put an earlier generation in force, by default the newest whole one before that in force; its name.

    Raises:
        IndexStateError: nothing was built, there is no whole generation to go back to, or a rebuild is running.
        NotFoundError: there is no generation of that name.
        StorageError: the pointer cannot be written.
    """
    with writing("the index", data), building(data):
        now = current_name(data)
        there = {each.name: each for each in standings(data)}
        if to is None:
            earlier = [each.name for each in there.values() if each.name < now and each.problem is None]
            if not earlier:
                raise IndexStateError(f"there is no whole generation before {now} in {data}; run 'newsarchive rebuild'")
            to = earlier[-1]
        if to not in there:
            raise NotFoundError(f"there is no generation {to!r} in {data}; 'newsarchive generations' lists them")
        if problem := there[to].problem:
            raise IndexStateError(problem)
        put_in_force(data, to)
    return to


def collect(data: Path, keep: int = KEPT) -> Removed:
    """Remove what killed rebuilds left and all but the newest `keep` generations; never the one in force.

    Raises:
        InputError: less than one is to be kept.
        IndexStateError: a rebuild is running.
    """
    if keep < 1:
        raise InputError(f"{keep} generations cannot be kept; keep at least 1")
    with building(data):
        return remove_old(data, keep)


def remove_old(data: Path, keep: int = KEPT) -> Removed:
    """What `collect` does, for whoever holds the right to build already."""
    there = standings(data)
    in_force = [each.name for each in there if each.in_force]
    others = [each.name for each in there if each.problem is None and not each.in_force]
    kept = {*in_force, *others[max(len(others) - keep + len(in_force), 0) :]}
    removed, freed = [each for each in there if each.name not in kept], 0
    for each in removed:
        folder = generations_folder(data) / each.name
        freed += _alone(folder)
        if each.manifest is not None:
            unseal(folder)
        shutil.rmtree(folder)
    return Removed(tuple(each.name for each in removed), freed)


def _alone(folder: Path) -> int:
    """The bytes of those files of a folder that are in no other."""
    found = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum(each.st_size for each in found if each.st_nlink == 1)


def _in_force(data: Path) -> str | None:
    try:
        return current_name(data)
    except IndexStateError:
        return None


def _standing(folder: Path, *, in_force: bool) -> Standing:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    manifest = None
    try:
        manifest = read_manifest(folder)
        check_sizes(folder, manifest)
    except IndexStateError as error:
        return Standing(folder.name, in_force, size, manifest, str(error))
    return Standing(folder.name, in_force, size, manifest)

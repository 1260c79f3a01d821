"""Disks and files that are full, for tests."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A file system of its own at `place`, of a few megabytes in memory."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._filling = place / "filling"

    def leave(self, room: int) -> None:
        """Fill it up to so many bytes of room, to the block."""
        self.empty()
        free = shutil.disk_usage(self.place).free
        with self._filling.open("wb") as file:
            file.write(bytes(free - room))

    def empty(self) -> None:
        """Take the filling away."""
        self._filling.unlink(missing_ok=True)


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[SmallDisk]:
    """A disk of so many bytes at an empty folder; the test is skipped where none can be mounted."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
    try:
        mounted = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("needs the program mount to make a small disk")
    if mounted.returncode:
        pytest.skip(f"needs the right to mount a small disk: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(place)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """While no file may grow beyond so many bytes, which is refused as a full disk is, and needs no rights."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

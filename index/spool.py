"""Values put aside on the disk while an index is built, to be read again by their places."""

import os
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, overload

T = TypeVar("T")

_BUFFER = 2**20
_AT_HAND = 64
"""Values kept in memory: whoever goes through them in order looks a little ahead."""


class Spool:
    """Bytes written one after the other to a file without a name, which is gone with the process however it ends."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin a file on the disk of the folder, or where the system has its temporary files."""
        # Without a buffer of its own, which a full disk would have it write once more when it is closed.
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 closed with the spool
        self._unwritten = bytearray()
        self._ends = array("q", [0])
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, content: bytes) -> None:
        """Put bytes behind all others."""
        self._ends.append(self._ends[-1] + len(content))
        self._unwritten += content
        if len(self._unwritten) > _BUFFER:
            self.write()

    def write(self) -> None:
        """Write what was added and is not written yet; only then can it be read."""
        rest = memoryview(bytes(self._unwritten))
        while rest:
            rest = rest[self._file.write(rest) :]
        self._unwritten.clear()

    def read(self, place: int) -> bytes:
        """What was added at that place, counted from 0."""
        start, end = self._ends[place], self._ends[place + 1]
        return os.pread(self._file.fileno(), end - start, start)


class Spooled(Sequence[T]):
    """The values at every `step`-th place of a spool from the first on, each made of its bytes when it is asked for."""

    def __init__(self, spool: Spool, first: int, step: int, made: Callable[[bytes], T]) -> None:
        self._places = range(first, len(spool), step)
        self._value = lru_cache(_AT_HAND)(lambda place: made(spool.read(place)))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self._value(each) for each in self._places[place]]
        return self._value(self._places[place])

    def __iter__(self) -> Iterator[T]:
        return map(self._value, self._places)

"""Vectors kept by what they are of, so that no text is embedded twice by one model (law 6).

One file a model: fixed-length records of a 16-byte key and a vector, only ever appended to. A record cut short
by a crash is dropped on open; every whole one counts, so a killed rebuild goes on where it stopped.
"""

import hashlib
import os
from array import array
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedder import ModelIdentity, Vectors

_KEY_BYTES = 16

_COPIED = 10_000
"""Records read or copied at a time."""


class EmbeddingCache:
    """The vectors that one model has made so far. One writer at a time."""

    def __init__(self, folder: Path, identity: ModelIdentity, splitter: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        model = "\x1f".join([identity.name, identity.revision, str(identity.dimension), splitter]).encode()
        self._record = np.dtype([("key", f"V{_KEY_BYTES}"), ("vector", "<f4", (identity.dimension,))])
        self._path = folder / f"{hashlib.sha256(model).hexdigest()[:16]}.vectors"
        self._rows: dict[bytes, int] = {}
        self._load()

    def _load(self) -> None:
        self._path.touch()
        whole = self._path.stat().st_size // self._record.itemsize
        os.truncate(self._path, whole * self._record.itemsize)
        for first in range(0, whole, _COPIED):
            # Mapped anew each time: what was read before does not stay in memory.
            keys = np.memmap(self._path, dtype=self._record, mode="r")["key"][first : first + _COPIED]
            self._rows |= {key.tobytes(): row for row, key in enumerate(keys, start=first)}

    def missing(self, texts: Sequence[str]) -> list[str]:
        """The texts that have no vector yet, each once, in order."""
        return [texts[place] for place in self.places_missing(texts)]

    def places_missing(self, texts: Iterable[str]) -> Sequence[int]:
        """The places of the texts that have no vector yet, of equal ones the first, ascending."""
        places, seen = array("q"), set[bytes]()
        for place, key in enumerate(map(_key, texts)):
            if key not in self._rows and key not in seen:
                seen.add(key)
                places.append(place)
        return places

    def add(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors of new texts, shape `(len(texts), dimension)`; on disk when this returns."""
        records = np.empty(len(texts), dtype=self._record)
        keys = [_key(text) for text in texts]
        records["key"] = np.frombuffer(b"".join(keys), dtype=f"V{_KEY_BYTES}")
        records["vector"] = vectors
        with self._path.open("ab") as file:
            first = file.tell() // self._record.itemsize
            file.write(records.tobytes())
            file.flush()
            os.fsync(file.fileno())
        self._rows |= {key: first + place for place, key in enumerate(keys)}

    @property
    def path(self) -> Path:
        """The file of the vectors."""
        return self._path

    def forget(self, texts: Sequence[str]) -> None:
        """Drop the vectors of texts, where they have one: no byte of them is left in the file when this returns."""
        self._drop({_key(text) for text in texts} & self._rows.keys())

    def keep(self, texts: Iterable[str]) -> None:
        """Drop the vectors of all but these texts: no byte of the others is left in the file when this returns."""
        self._drop(self._rows.keys() - {_key(text) for text in texts})

    def _drop(self, gone: Collection[bytes]) -> None:
        if not gone:
            return
        kept = sorted(row for key, row in self._rows.items() if key not in gone)
        beside = self._path.with_suffix(".new")
        with beside.open("wb") as file:
            for first in range(0, len(kept), _COPIED):
                stored = np.memmap(self._path, dtype=self._record, mode="r")
                file.write(stored[kept[first : first + _COPIED]].tobytes())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        self._rows = {}
        self._load()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts that all have one, float32, shape `(len(texts), dimension)`, in order.

        Raises:
            KeyError: a text has no vector yet.
        """
        return self.stored(texts)[:]

    def stored(self, texts: Iterable[str]) -> "Kept":
        """The same, read when they are asked for.

        Raises:
            KeyError: a text has no vector yet.
        """
        rows = np.fromiter((self._rows[_key(text)] for text in texts), dtype=np.int64)
        return Kept(self._path, self._record, rows)


class Kept:
    """Rows of a file of vectors."""

    def __init__(self, path: Path, record: np.dtype[np.void], rows: npt.NDArray[np.int64]) -> None:
        self._path, self._record, self._rows = path, record, rows
        self.shape: tuple[int, ...] = (len(rows), record["vector"].shape[0])

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, rows: slice | npt.NDArray[np.int64]) -> Vectors:
        wanted = self._rows[rows]
        if not len(wanted):
            return np.empty((0, self.shape[1]), dtype=np.float32)
        # Mapped anew, as above.
        stored = np.memmap(self._path, dtype=self._record, mode="r")["vector"]
        return np.asarray(stored[wanted], dtype=np.float32)


def _key(text: str) -> bytes:
    """The address of a text within its model's file."""
    return hashlib.blake2b(text.encode(), digest_size=_KEY_BYTES).digest()

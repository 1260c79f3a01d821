"""A process that starts rebuilds and has them killed: a line `POINT<tab>DATA` in, how the rebuild ended out.

A point is the name of a stage, the seconds after which the rebuild is killed, or `NEVER`. Each rebuild is a fork of
this process, which has loaded what it needs, so that a kill costs no start of Python.
"""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from archive.sql_store import SqlStore
from index import generation, rebuild, writing
from index.embedder import HashEmbedder
from index.embedding_cache import EmbeddingCache
from index.faiss_vectors import FaissFormat
from index.generation import Formats
from index.tantivy_keywords import TantivyFormat

NEVER = "never"
FORMATS = Formats(FaissFormat(), TantivyFormat())


class Slow(HashEmbedder):
    def embed_passages(self, texts: Any) -> Any:
        time.sleep(0.02)
        return super().embed_passages(texts)


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(holder: Any, name: str, call: int = 1) -> None:
    """Die when the function is called for the `call`th time."""
    real, calls = getattr(holder, name), iter(range(1, 1_000_000))

    def watched(*arguments: Any, **options: Any) -> Any:
        if next(calls) == call:
            die()
        return real(*arguments, **options)

    setattr(holder, name, watched)


def after(holder: Any, name: str) -> None:
    """Die when the function has done its work."""
    real = getattr(holder, name)
    setattr(holder, name, lambda *arguments, **options: (real(*arguments, **options), die()))


def torn_record() -> None:
    """Die with half of a batch of vectors on disk."""

    def torn(self: EmbeddingCache, texts: Any, vectors: Any) -> None:
        real(self, texts[: len(texts) // 2], vectors[: len(texts) // 2])
        with self._path.open("ab") as file:
            file.write(b"half a record")
        die()

    real = EmbeddingCache.add
    EmbeddingCache.add = torn  # type: ignore[method-assign]


def half_written(suffix: str) -> Callable[[], None]:
    """Die with half of a small file written beside the place it is meant for."""

    def patch() -> None:
        real = generation.write_durably

        def half(path: Path, content: bytes) -> None:
            if path.name == suffix:
                path.write_bytes(content[: len(content) // 2])
                die()
            real(path, content)

        generation.write_durably = half

    return patch


def half_removed() -> None:
    """Die with one file of an old generation gone."""

    def half(folder: Path) -> None:
        next(path for path in sorted(folder.iterdir()) if path.is_file() and path.name != "manifest.json").unlink()
        die()

    shutil.rmtree = half  # type: ignore[assignment]


def among_entries() -> None:
    """Die while the keyword index is being fed."""
    real = writing.entries

    def some(*arguments: Any) -> Any:
        for place, entry in enumerate(real(*arguments)):
            if place == 100:
                die()
            yield entry

    writing.entries = some


POINTS: dict[str, Callable[[], None]] = {
    "before cutting": lambda: before(rebuild, "material_of"),
    "before embedding": lambda: before(rebuild, "_embed"),
    "before the first vectors are kept": lambda: before(EmbeddingCache, "add"),
    "between batches": lambda: before(EmbeddingCache, "add", 3),
    "with a torn record": torn_record,
    "before writing": lambda: before(rebuild, "_write"),
    "with passages half written": lambda: before(np, "save"),
    "among the columns": lambda: before(np, "save", 4),
    "before the vectors are written": lambda: before(FaissFormat, "build"),
    "before the keywords are written": lambda: before(TantivyFormat, "build"),
    "among the keywords": among_entries,
    "before sealing": lambda: before(rebuild, "seal"),
    "with half a manifest": half_written("manifest.json.new"),
    "with the manifest not in place": lambda: before(Path, "replace"),
    "before pointing": lambda: before(rebuild, "put_in_force"),
    "with half a pointer": half_written("CURRENT.new"),
    "with the pointer not in place": lambda: before(Path, "replace", 2),
    "after pointing": lambda: after(rebuild, "put_in_force"),
    "with an old generation half removed": half_removed,
}


def run(point: str, data: Path) -> None:
    if point in POINTS:
        POINTS[point]()
    rebuild.rebuild(SqlStore.at(data / "record.sqlite"), data, Slow(), FORMATS)


def main() -> None:
    for line in sys.stdin:
        point, data = line.rstrip("\n").split("\t")
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            try:
                run(point, Path(data))
            except BaseException as error:  # noqa: BLE001 whatever it is, the test must hear of it
                os.write(2, repr(error).encode())
                os._exit(1)
            os._exit(0)
        if point not in POINTS and point != NEVER:
            time.sleep(float(point))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {time.monotonic() - started}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""A process that starts jobs which others watch: a line `JOB<tab>FOLDER` in, the job's process id out, and its end.

Each job is a fork of this process, which has loaded what it needs, so that a kill costs no start of Python. A job waits
until its watcher is in place and says `go`: at its start, or with `JOB@keywords` when the keyword index is to be
written, whose threads are watched from there on. Then comes how it ended: its exit status, or less than 0, a signal.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

from archive.errors import NewsArchiveError
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from index import tantivy_keywords
from index.embedder import HashEmbedder
from index.faiss_vectors import FaissFormat
from index.generation import Formats
from index.rebuild import rebuild
from index.takedown import take_down
from index.tantivy_keywords import TantivyFormat
from ingest.run import ingest

FORMATS = Formats(FaissFormat(), TantivyFormat())
EXPECTED, UNEXPECTED = 3, 4
"""How a job ends that raised: an error of the house, or any other."""

_ANYONE_MAY_TRACE = (0x59616D61, -1)


def opened(folder: Path) -> SqlStore:
    """The record of the archive in `folder/data`."""
    return SqlStore.at(folder / "data" / "record.sqlite")


def run_rebuild(folder: Path, *, whole: bool = False) -> None:
    """Bring the index up to date."""
    rebuild(opened(folder), folder / "data", HashEmbedder(), FORMATS, whole=whole)


def run_ingest(folder: Path) -> None:
    """Read the folder of news."""
    ingest([folder / "news"], opened(folder), prune=True)


def run_takedown(folder: Path) -> None:
    """Take down the article that `folder/down` names."""
    data, article_id = folder / "data", (folder / "down").read_text(encoding="ascii")
    receipts = SqlReceipts.at(data / "receipts.sqlite")
    store = opened(folder)
    take_down(store, data, HashEmbedder(), FORMATS, receipts.redact, article_id, reason="an order", by="the desk")


JOBS: dict[str, Callable[[Path], None]] = {
    "rebuild": run_rebuild,
    "rebuild whole": lambda folder: run_rebuild(folder, whole=True),
    "ingest": run_ingest,
    "takedown": run_takedown,
}


def _job(name: str, stage: str, folder: Path, ready: Callable[[], None]) -> None:
    if stage == "keywords":
        real = tantivy_keywords._add

        def add(*arguments: object, **options: object) -> None:
            ready()
            real(*arguments, **options)  # type: ignore[arg-type]

        tantivy_keywords._add = add
    else:
        ready()
    JOBS[name](folder)


def _child(name: str, stage: str, folder: Path, ready: Callable[[], None]) -> int:
    ctypes.CDLL(None).prctl(*_ANYONE_MAY_TRACE, 0, 0, 0)
    try:
        _job(name, stage, folder, ready)
    except NewsArchiveError:
        return EXPECTED
    except BaseException as error:  # noqa: BLE001 the watcher must hear of it, whatever it is
        os.write(2, f"{error!r}\n".encode()[:500])
        return UNEXPECTED
    return 0


def _start(name: str, stage: str, folder: Path) -> tuple[int, int, int]:
    """Fork a job: its process id, where it says that it is ready, and where it waits to be let go."""
    (ready_out, ready_in), (go_out, go_in) = os.pipe(), os.pipe()
    child = os.fork()
    if child:
        os.close(ready_in)
        os.close(go_out)
        return child, ready_out, go_in
    os.close(ready_out)
    os.close(go_in)

    def ready() -> None:
        os.write(ready_in, b"!")
        os.read(go_out, 1)

    os._exit(_child(name, stage, folder, ready))


def main() -> None:
    """Start jobs until no more are asked for."""
    for line in sys.stdin:
        named, folder = line.rstrip("\n").split("\t")
        name, _, stage = named.partition("@")
        child, ready, go = _start(name, stage, Path(folder))
        print(child if os.read(ready, 1) else 0, flush=True)
        sys.stdin.readline()
        os.close(go)
        _, status = os.waitpid(child, 0)
        os.close(ready)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()

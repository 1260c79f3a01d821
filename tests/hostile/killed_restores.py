"""A process that starts restores and kills each before its nth step: `N<tab>BACKUP<tab>DATA` in, how it ended out.

A step is whatever changes a file for good. `-K` kills it with K pages of the record exchanged.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from archive.sql_copies import Copied
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from index import backup_files, exchange, generation
from index.backup import Stores
from index.embedder import HashEmbedder
from index.restore import restore

STORES = Stores(SqlStore.at, SqlReceipts.at)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def counted(step: int) -> Callable[[Any], Any]:
    """Wrap functions so that all of them together die before the call with that number."""
    calls = count(1)

    def wrap(real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            if next(calls) == step:
                die()
            return real(*arguments, **options)

        return call

    return wrap


def arm(step: int) -> None:
    wrap = counted(step)
    for holder, name in (
        (Path, "replace"),
        (Path, "unlink"),
        (shutil, "rmtree"),
        (SqlStore, "erase"),
        (SqlStore, "take_down"),
        (backup_files, "sync_folder"),
        (exchange, "sync_folder"),
        (exchange, "write_durably"),
        (generation, "write_durably"),
    ):
        setattr(holder, name, wrap(getattr(holder, name)))
    Copied.replace_with = wrap(Copied.replace_with)  # type: ignore[method-assign]


def arm_pages(pages: int) -> None:
    """Die when so many pages of the record have been written over."""

    def half(self: Copied, path: Path) -> None:
        def told(_status: int, remaining: int, total: int) -> None:
            if total - remaining >= pages:
                die()

        with self._both(path, written=path) as (own, copy):
            copy.backup(own, pages=1, progress=told)

    Copied.replace_with = half  # type: ignore[method-assign]


def run(step: int, backup: Path, data: Path) -> None:
    arm(step) if step > 0 else arm_pages(-step)
    restore(backup, data, STORES, HashEmbedder, force=True)


def main() -> None:
    for line in sys.stdin:
        step, backup, data = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                run(int(step), Path(backup), Path(data))
            except BaseException as error:  # noqa: BLE001 whatever it is, the test must hear of it
                os.write(2, repr(error).encode())
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""How SQLite is used: a reader never waits, a writer waits its turn, and what was written lasts."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import DatabaseError

from archive.errors import NewsArchiveError, RecordError, StorageError
from archive.storage import unwritten

_REFUSED = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})


@contextmanager
def opening(engine: Engine, name: str) -> Iterator[None]:
    """While the tables are made or brought up to date: a database that is none is said to be so, and let go.

    Raises:
        RecordError: it is damaged, of a newer release, or no database.
        StorageError: it cannot be written.
    """
    try:
        yield
    except DatabaseError as error:
        engine.dispose()
        raise RecordError(f"{name} {engine.url.database} cannot be opened: {error.orig}") from error
    except NewsArchiveError:
        engine.dispose()
        raise


def file_of(engine: Engine) -> Path:
    """The SQLite file behind an engine."""
    return Path(engine.url.database or "")


@contextmanager
def driven(what: str, path: Path, otherwise: str) -> Iterator[None]:
    """While the driver itself writes `what` into a file: its errors are told, `otherwise` where none is of the disk.

    Raises:
        StorageError: the system refused a write.
        RecordError: anything else went wrong.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _refused(error, what, path) or RecordError(f"{otherwise}: {error}") from error


def tell_refusals(engine: Engine, what: str) -> None:
    """Have every write that the system refuses in an SQLite file raise a `StorageError`, with what the file holds."""

    @event.listens_for(engine, "handle_error")
    def _on_error(context: ExceptionContext) -> None:
        told = _refused(context.original_exception, what, file_of(engine))
        if told is not None:
            raise told from context.original_exception


def _refused(error: BaseException | None, what: str, path: Path) -> StorageError | None:
    """The error for what SQLite could not write into a file for want of room or right; `None` for anything else."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code says where in SQLite
    return unwritten(what, path.parent, f"{error}: {path}") if code in _REFUSED else None


def prepare_sqlite(engine: Engine) -> None:
    """Readers beside a writer (WAL), writes that wait their turn, and transactions that begin when told.

    The driver's own habit of delaying BEGIN would let two writers read before either locks.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for setting in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=30000",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

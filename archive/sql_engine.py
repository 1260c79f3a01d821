"""How SQLite is used: a reader never waits, a writer waits its turn, and what was written lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError

from archive.errors import RecordError


@contextmanager
def opening(engine: Engine, name: str) -> Iterator[None]:
    """While the tables are made or brought up to date: a database that is none is said to be so, and let go.

    Raises:
        RecordError: it is damaged, of a newer release, or no database.
    """
    try:
        yield
    except DatabaseError as error:
        engine.dispose()
        raise RecordError(f"{name} {engine.url.database} cannot be opened: {error.orig}") from error
    except RecordError:
        engine.dispose()
        raise


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

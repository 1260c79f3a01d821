"""How SQLite is used: a reader never waits, a writer waits its turn, and what was written lasts."""

from typing import Any

from sqlalchemy import Connection, Engine, event


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

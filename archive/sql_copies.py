"""A SQLite database copied whole while others use it, and a copy put in its place, by SQLite's own backup."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine

from archive.errors import RecordError
from archive.sql_engine import driven, file_of


class Copied:
    """What a store in a SQLite database does to be backed up and restored; of others their own tools do it."""

    _engine: Engine

    def write_copy(self, path: Path) -> None:
        with self._both(path, written=path) as (own, copy):
            own.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # a copy is one file, with no log beside it
            wrong = [said for (said,) in copy.execute("PRAGMA quick_check") if said != "ok"]
        if wrong:
            raise RecordError(f"{self._engine.url.database} is damaged ({wrong[0]}); restore it from a backup")

    def replace_with(self, path: Path) -> None:
        with self._both(path, written=file_of(self._engine)) as (own, copy):
            copy.backup(own)

    @contextmanager
    def _both(self, path: Path, written: Path) -> Iterator[tuple[Any, Any]]:
        """The driver's own connections to the store and to the copy, one of which will be written."""
        if self._engine.dialect.name != "sqlite":
            name = self._engine.dialect.name
            raise RecordError(f"the record is kept by {name}, not by SQLite; use the tools of {name} for backups")
        other = create_engine(f"sqlite:///{path}")
        otherwise = f"{file_of(self._engine)} cannot be copied to or from {path}"
        try:
            with (
                driven("the copy", written, otherwise),
                closing(self._engine.raw_connection()) as own,
                closing(other.raw_connection()) as copy,
            ):
                yield own.driver_connection, copy.driver_connection
        finally:
            other.dispose()

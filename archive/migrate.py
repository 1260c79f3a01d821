"""A database in, this release's tables in it out: made where missing, brought up from older ones."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from archive.errors import RecordError

HEAD = "0009"
"""The newest step of the record. Known here, so that opening one that is up to date loads nothing of Alembic."""

_FIRST = "0001"
_FOLDER = Path(__file__).parent / "migrations"
_TABLE = "alembic_version"


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one database: what it is called, where they lie, the newest, and a table that the first made."""

    name: str
    folder: Path
    head: str
    table: str


RECORD = Steps("the record", _FOLDER / "versions", HEAD, "articles")
RECEIPTS = Steps("the file of receipts", _FOLDER / "receipts", "0001", "receipts")


def is_current(connection: Connection, steps: Steps = RECORD) -> bool:
    """Whether the database needs no step.

    Raises:
        RecordError: it is of a newer release.
    """
    known = _revision(connection)
    if known is not None and known > steps.head:
        raise RecordError(
            f"{steps.name} has layout {known} and this release reads up to {steps.head}; "
            "use the release that made it, or newer"
        )
    return known == steps.head


def upgrade(connection: Connection, steps: Steps = RECORD) -> None:
    """Take every step that the database lacks, in the transaction that is open: all or none.

    Raises:
        RecordError: it is of a newer release, or of none.
    """
    if is_current(connection, steps):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    # As Alembic reads it, a percent sign begins a name, and a space may end one; a folder may have both.
    for option, value in (("script_location", _FOLDER), ("version_locations", steps.folder)):
        config.set_main_option(option, str(value).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    if _revision(connection) is None and inspect(connection).has_table(steps.table):
        _check_first(connection, steps)
        command.stamp(config, _FIRST)
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The step that the database stands at; `None` for a new one, and for one from before steps were counted."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()  # noqa: S608 our own word
    return found


def _check_first(connection: Connection, steps: Steps) -> None:
    """The first release did not count its steps: whether these are its tables."""
    if steps is RECORD and "people" not in {each["name"] for each in inspect(connection).get_columns("photos")}:
        message = "the record was made before the first release; move it away and run 'newsarchive ingest PATH'"
        raise RecordError(message)

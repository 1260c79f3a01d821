"""A database in, this release's tables of the record in it out: made where missing, brought up from older ones."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from archive.errors import RecordError

HEAD = "0003"
"""The newest step. Known here, so that opening a record that is up to date loads nothing of Alembic."""

_FIRST = "0001"
_STEPS = Path(__file__).parent / "migrations"
_TABLE = "alembic_version"


def is_current(connection: Connection) -> bool:
    """Whether the record needs no step.

    Raises:
        RecordError: the record is of a newer release.
    """
    known = _revision(connection)
    if known is not None and known > HEAD:
        raise RecordError(
            f"the record has layout {known} and this release reads up to {HEAD}; use the release that made it, or newer"
        )
    return known == HEAD


def upgrade(connection: Connection) -> None:
    """Take every step that the record lacks, in the transaction that is open: all or none.

    Raises:
        RecordError: the record is of a newer release, or of none.
    """
    if is_current(connection):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    # As Alembic reads it, a percent sign begins a name; a folder may have one.
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if _revision(connection) is None and inspect(connection).has_table("articles"):
        _check_first(connection)
        command.stamp(config, _FIRST)
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The step that the record stands at; `None` for a new one, and for one from before steps were counted."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()  # noqa: S608 our own word
    return found


def _check_first(connection: Connection) -> None:
    """The first release did not count its steps: whether these are its tables."""
    columns = {each["name"] for each in inspect(connection).get_columns("photos")}
    if "people" not in columns:
        message = "the record was made before the first release; move it away and run 'newsarchive ingest PATH'"
        raise RecordError(message)

"""Databases as releases left them, and how their tables differ from those that the code names."""

import sqlite3
from contextlib import closing

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from tests.conftest import ROOT


def as_released(script, path):
    """A database at that path, made by the script that a release left; the path."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return path


def upgraded_to(path, revision):
    """Take a record's steps up to that one and no further, as a release between two others would have left it."""
    folder = ROOT / "archive" / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("version_locations", str(folder / "versions"))
    config.set_main_option("path_separator", "newline")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.stamp(config, "0001")
        command.upgrade(config, revision)
    engine.dispose()


def differences(metadata, path):
    """What the tables in a file have that the code does not know, or lack that it does."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    return found

"""Databases as releases left them, and how their tables differ from those that the code names."""

import sqlite3
from contextlib import closing

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine


def as_released(script, path):
    """A database at that path, made by the script that a release left; the path."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return path


def differences(metadata, path):
    """What the tables in a file have that the code does not know, or lack that it does."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    return found

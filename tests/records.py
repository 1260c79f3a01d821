"""Empty records and receipts for tests, made once and copied: building the tables takes longer than most tests."""

import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore


def record_at(path: Path) -> SqlStore:
    """The store in the SQLite file at that path, an empty one where there is none."""
    if _copied(path, SqlStore.at):
        with closing(sqlite3.connect(path)) as connection, connection:
            # A record of its own: by this sign it is told from the one that it is a copy of.
            connection.execute("UPDATE changes SET sign = ?", [secrets.token_hex(4)])
    return SqlStore.at(path)


def receipts_at(path: Path) -> SqlReceipts:
    """The receipts in the SQLite file at that path, an empty one where there is none."""
    _copied(path, SqlReceipts.at)
    return SqlReceipts.at(path)


def _copied(path: Path, make: Callable[[Path], SqlStore | SqlReceipts]) -> bool:
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_template(make), path)
    return True


@cache
def _template(make: Callable[[Path], SqlStore | SqlReceipts]) -> Path:
    path = Path(mkdtemp(prefix="empty-")) / "template.sqlite"
    make(path).close()
    return path

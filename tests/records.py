"""Empty records for tests, made once and copied: building the tables takes longer than most tests."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from archive.sql_store import SqlStore


def record_at(path: Path) -> SqlStore:
    """The store in the SQLite file at that path, an empty one where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_template(), path)
    return SqlStore.at(path)


@cache
def _template() -> Path:
    path = Path(mkdtemp(prefix="empty-record-")) / "record.sqlite"
    SqlStore.at(path).close()
    return path

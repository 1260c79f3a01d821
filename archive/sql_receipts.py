"""Receipts in a SQL database of their own (SQLite by default), through SQLAlchemy Core."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, create_engine, delete, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from archive import migrate
from archive.errors import NotFoundError
from archive.receipts import StoredReceipt
from archive.redaction import redacted
from archive.sql_copies import Copied
from archive.sql_engine import opening, tell_refusals
from archive.tables import receipt_articles, receipts


class SqlReceipts(Copied):
    """A `ReceiptStore` in the database at `url`, created with its tables when new, brought up to date when old.

    Raises:
        RecordError: the receipts are of a newer release, or damaged.
        StorageError: they cannot be written; also from whatever writes.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            _prepare_sqlite(self._engine)
            tell_refusals(self._engine, "the receipts")
        with opening(self._engine, "the receipts"):
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        with self._engine.connect() as connection:
            if migrate.is_current(connection, migrate.RECEIPTS):
                return
        with self._engine.begin() as connection:
            if self._engine.dialect.name == "sqlite":
                # The driver begins no transaction before tables are made, and another process may be at it as well.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            migrate.upgrade(connection, migrate.RECEIPTS)

    @classmethod
    def at(cls, path: Path) -> "SqlReceipts":
        """The receipts in the SQLite file at that path, whose folder is made when missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{path}")

    def put(self, receipt: StoredReceipt) -> None:
        row = {"receipt_id": receipt.receipt_id, "kept_at": receipt.kept_at, "document": dict(receipt.document)}
        named = [{"receipt_id": receipt.receipt_id, "article_id": each} for each in dict.fromkeys(receipt.articles)]
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(receipts).values(row))
                if named:
                    connection.execute(insert(receipt_articles), named)
        except IntegrityError as error:
            raise ValueError(f"there is a receipt {receipt.receipt_id!r} already") from error

    def get(self, receipt_id: str) -> StoredReceipt:
        with self._engine.connect() as connection:
            found = self._with_articles(connection, select(receipts).where(receipts.c.receipt_id == receipt_id))
        if not found:
            raise _no_receipt(receipt_id)
        return found[0]

    def latest(self, limit: int) -> tuple[StoredReceipt, ...]:
        with self._engine.connect() as connection:
            return self._with_articles(connection, select(receipts).order_by(receipts.c.serial.desc()).limit(limit))

    def count(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(receipts)).scalar_one())

    def delete(self, receipt_id: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(receipt_articles).where(receipt_articles.c.receipt_id == receipt_id))
            if connection.execute(delete(receipts).where(receipts.c.receipt_id == receipt_id)).rowcount == 0:
                raise _no_receipt(receipt_id)
        self._erase()

    def clear(self) -> int:
        with self._engine.begin() as connection:
            connection.execute(delete(receipt_articles))
            cleared = connection.execute(delete(receipts)).rowcount
        self._erase()
        return cleared

    def redact(self, article_id: str) -> int:
        named = select(receipt_articles.c.receipt_id).where(receipt_articles.c.article_id == article_id)
        query = select(receipts.c.serial, receipts.c.document).where(receipts.c.receipt_id.in_(named))
        with self._engine.begin() as connection:
            found = connection.execute(query).all()
            for row in found:
                change = update(receipts).where(receipts.c.serial == row.serial)
                connection.execute(change.values(document=redacted(row.document, article_id)))
        if found:
            self._erase()
        return len(found)

    def close(self) -> None:
        self._engine.dispose()

    def _with_articles(self, connection: Connection, query: Select[Any]) -> tuple[StoredReceipt, ...]:
        rows = connection.execute(query).all()
        wanted = receipt_articles.c.receipt_id.in_([row.receipt_id for row in rows])
        named = connection.execute(select(receipt_articles).where(wanted).order_by(receipt_articles.c.article_id)).all()
        return tuple(_receipt_from(row, (each.article_id for each in named if each.receipt_id == row.receipt_id))
                     for row in rows)  # fmt: skip

    def _erase(self) -> None:
        """Write the file anew: what was deleted may stand in parts of its pages that nothing points to any more."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                connection.exec_driver_sql("VACUUM")


def _receipt_from(row: Row[Any], articles: Iterable[str]) -> StoredReceipt:
    return StoredReceipt(
        receipt_id=row.receipt_id, kept_at=row.kept_at, articles=tuple(articles), document=row.document
    )


def _no_receipt(receipt_id: str) -> NotFoundError:
    return NotFoundError(f"there is no answer {receipt_id!r} among the receipts; see 'newsarchive receipts'")


def _prepare_sqlite(engine: Engine) -> None:
    """Deleted content is overwritten, and no log beside the file keeps a copy of it."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        for setting in ("journal_mode=DELETE", "secure_delete=ON", "synchronous=FULL", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {setting}")

"""The record in a SQL database (SQLite by default), through SQLAlchemy Core; all SQL of the house is here."""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, create_engine, delete, func, insert, select, update

from archive import migrate, rows, sql_changes, sql_stories, sql_tombstones
from archive.errors import NotFoundError, RecordError
from archive.model import Appearance, Article, Counts, FileRecord, Photo, Status, Version
from archive.sql_articles import articles_among, with_photos
from archive.sql_copies import Copied
from archive.sql_engine import driven, file_of, opening, prepare_sqlite, tell_refusals
from archive.sql_memberships import SqlCollections
from archive.sql_stories import SqlCopies
from archive.sql_watches import SqlWatches
from archive.tables import appearances, articles, files, other_identities, photos, versions
from archive.tombstones import Tombstone

_BATCH = 500
"""Versions fetched at a time when all are read: bounds memory, keeps round trips few."""


class SqlStore(Copied):
    """A `RecordStore` in the database at `url`, created with its tables when new, brought up to date when old.

    Raises:
        RecordError: the record is of a newer release, or damaged.
        StorageError: it cannot be written; also from whatever writes.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            prepare_sqlite(self._engine)
            tell_refusals(self._engine, "the record")
        self._engines = {write: self._engine.execution_options(write=write) for write in (False, True)}
        self._open = threading.local()
        self.copies = SqlCopies(self._connection)
        self.collections = SqlCollections(self._connection)
        with opening(self._engine, "the record"):
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        with self._connection() as connection:
            if migrate.is_current(connection):
                return
        with self._connection(write=True) as connection:
            migrate.upgrade(connection)

    @classmethod
    def at(cls, path: Path) -> "SqlStore":
        """The store in the SQLite file at that path, whose folder is made when missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{path}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._connection(write=True):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._connection():
            yield

    @contextmanager
    def _connection(self, *, write: bool = False) -> Iterator[Connection]:
        """This thread's open transaction, or a new one that ends with the block.

        A transaction that will write says so at its start: one that turned to writing after reading would fail
        whenever another writer had come between.
        """
        joined: Connection | None = getattr(self._open, "connection", None)
        if joined is not None:
            yield joined
            return
        with self._engines[write].begin() as connection:
            self._open.connection = connection
            try:
                yield connection
            finally:
                self._open.connection = None

    def file(self, path: str) -> FileRecord | None:
        with self._connection() as connection:
            row = connection.execute(select(files).where(files.c.path == path)).one_or_none()
            return None if row is None else rows.file_from(row, self._appearances(appearances.c.path == path))

    def files(self) -> Iterator[FileRecord]:
        with self._connection() as connection:
            paths = connection.execute(select(files.c.path).order_by(files.c.path)).scalars().all()
        for path in paths:
            record = self.file(path)
            if record is not None:
                yield record

    def paths_within(self, prefix: str) -> tuple[str, ...]:
        begins = func.substr(files.c.path, 1, len(prefix)) == prefix
        with self._connection() as connection:
            return tuple(connection.execute(select(files.c.path).where(begins).order_by(files.c.path)).scalars())

    def put_file(self, record: FileRecord) -> None:
        with self._connection(write=True) as connection:
            before = self._remove_file(connection, record.path)
            connection.execute(insert(files).values(rows.file_columns(record)))
            if record.appearances:
                connection.execute(insert(appearances), [asdict(each) for each in record.appearances])
            sql_changes.note(connection, before ^ {each.article_id for each in record.appearances})

    def remove_file(self, path: str) -> None:
        with self._connection(write=True) as connection:
            sql_changes.note(connection, self._remove_file(connection, path))

    def _remove_file(self, connection: Connection, path: str) -> set[str]:
        """Forget a file; the ids of the articles that it held."""
        held = connection.execute(select(appearances.c.article_id).where(appearances.c.path == path)).scalars()
        article_ids = set(held)
        connection.execute(delete(appearances).where(appearances.c.path == path))
        connection.execute(delete(files).where(files.c.path == path))
        return article_ids

    def appearances(self, article_id: str) -> tuple[Appearance, ...]:
        return self._appearances(appearances.c.article_id == article_id)

    def _appearances(self, condition: Any) -> tuple[Appearance, ...]:
        query = select(appearances).where(condition).order_by(appearances.c.path, appearances.c.position)
        with self._connection() as connection:
            return tuple(rows.appearance_from(row) for row in connection.execute(query))

    def article_with_identity(self, identity: str) -> str | None:
        other = self._other_identity(identity)
        return self._article_id(articles.c.identity == identity) or (other.article_id if other else None)

    def is_superseded(self, identity: str) -> bool:
        other = self._other_identity(identity)
        return other is not None and other.superseded

    def _other_identity(self, identity: str) -> Row[Any] | None:
        query = select(other_identities).where(other_identities.c.identity == identity)
        with self._connection() as connection:
            return connection.execute(query).one_or_none()

    def also_known_as(self, identity: str, article_id: str, *, superseded: bool) -> None:
        with self._connection(write=True) as connection:
            if self.article_with_identity(identity) not in (None, article_id):
                return
            values = {"identity": identity, "article_id": article_id, "superseded": superseded}
            if self._other_identity(identity) is None:
                connection.execute(insert(other_identities).values(values))
            elif superseded:
                of_row = other_identities.c.identity == identity
                connection.execute(update(other_identities).where(of_row).values(superseded=True))

    def article_with_digest(self, digest: str) -> str | None:
        return self._article_id(articles.c.current_digest == digest)

    def articles_in_no_file(self) -> tuple[str, ...]:
        held = select(appearances.c.article_id)
        loose = (articles.c.status == Status.CURRENT.value) & articles.c.article_id.not_in(held)
        query = select(articles.c.article_id).where(loose).order_by(articles.c.serial)
        with self._connection() as connection:
            return tuple(connection.execute(query).scalars())

    def _article_id(self, condition: Any) -> str | None:
        withdrawn = articles.c.status != Status.CURRENT.value
        query = select(articles.c.article_id).where(condition).order_by(withdrawn, articles.c.serial).limit(1)
        with self._connection() as connection:
            return connection.execute(query).scalar_one_or_none()

    def add_version(
        self, version: Version, *, identity: str, status: Status = Status.CURRENT, in_force: bool = True
    ) -> None:
        state: dict[str, Any] = {"status": status.value}
        if in_force or version.number == 1:
            state |= {"current": version.number, "current_digest": version.digest}
        of_article = versions.c.article_id == version.article_id
        with self._connection(write=True) as connection:
            newest = connection.execute(select(func.max(versions.c.number)).where(of_article)).scalar() or 0
            if version.number != newest + 1:
                message = f"version {version.number} of {version.article_id} cannot follow version {newest}"
                raise ValueError(message)
            owner = self.article_with_identity(identity)
            if owner not in (None, version.article_id) or (newest and owner is None):
                raise ValueError(f"identity {identity!r} does not belong to article {version.article_id}")
            if newest == 0:
                created = {"article_id": version.article_id, "identity": identity}
                connection.execute(insert(articles).values(created | state))
            else:
                of_row = articles.c.article_id == version.article_id
                connection.execute(update(articles).where(of_row).values(state))
            connection.execute(insert(versions).values(rows.version_columns(version)))
            if version.photos:
                connection.execute(insert(photos), [rows.photo_columns(photo) for photo in version.photos])
            sql_changes.note(connection, [version.article_id])
            sql_stories.make_due(connection, [version.article_id], compared=False)

    def set_status(self, article_id: str, status: Status) -> None:
        of_row = articles.c.article_id == article_id
        with self._connection(write=True) as connection:
            before = connection.execute(select(articles.c.status).where(of_row)).scalar_one_or_none()
            if before is None:
                raise _no_article(article_id)
            if before != status.value:
                connection.execute(update(articles).where(of_row).values(status=status.value))
                sql_changes.note(connection, [article_id])
                sql_stories.make_due(connection, [article_id], compared=False)

    def mark(self) -> str:
        with self._connection() as connection:
            return sql_changes.mark(connection)

    def changed_since(self, mark: str) -> tuple[str, ...] | None:
        with self._connection() as connection:
            return sql_changes.since(connection, mark)

    def article(self, article_id: str) -> Article:
        with self._connection() as connection:
            found = articles_among(connection, [article_id], illustrated=True)
            if not found and (day := sql_tombstones.taken_down_at(connection, article_id)):
                raise NotFoundError(f"article {article_id} was taken down on {day[:10]}; nothing of it is kept")
        if not found:
            raise _no_article(article_id)
        return found[0]

    def articles(self, article_ids: Collection[str], *, illustrated: bool = True) -> dict[str, Article]:
        with self._connection() as connection:
            found = articles_among(connection, article_ids, illustrated=illustrated)
        return {each.article_id: each for each in found}

    def current_articles(self) -> Iterator[Article]:
        last, current = 0, articles.c.status == Status.CURRENT.value
        query = select(articles.c.serial, articles.c.article_id).where(current).order_by(articles.c.serial)
        while True:
            with self._connection() as connection:
                heads = connection.execute(query.where(articles.c.serial > last).limit(_BATCH)).all()
                found = articles_among(connection, [head.article_id for head in heads], illustrated=True)
            if not heads:
                return
            yield from found
            last = heads[-1].serial

    def held_back(self) -> frozenset[str]:
        held = articles.c.status.in_([Status.KILLED.value, Status.WITHHELD.value])
        with self._connection() as connection:
            kept = frozenset(connection.execute(select(articles.c.article_id).where(held)).scalars())
            return kept | sql_tombstones.ids(connection)

    def identities_of(self, article_id: str) -> tuple[str, ...]:
        own = select(articles.c.identity).where(articles.c.article_id == article_id)
        others = select(other_identities.c.identity).where(other_identities.c.article_id == article_id)
        with self._connection() as connection:
            found = [*connection.execute(own).scalars(), *connection.execute(others).scalars()]
        return tuple(dict.fromkeys(found))

    def take_down(self, stone: Tombstone) -> None:
        with self._connection(write=True) as connection:
            sql_tombstones.take_down(connection, stone)
            sql_changes.note(connection, [stone.article_id])

    def tombstones(self) -> tuple[Tombstone, ...]:
        with self._connection() as connection:
            return sql_tombstones.all_of(connection)

    def taken_down_marks(self) -> frozenset[str]:
        with self._connection() as connection:
            return sql_tombstones.all_marks(connection)

    def articles_with_marks(self, marks: Collection[str]) -> tuple[str, ...]:
        with self._connection() as connection:
            return sql_tombstones.marked(connection, marks)

    def article_holding(self, words: str) -> str | None:
        with self._connection() as connection:
            return sql_tombstones.holding(connection, words)

    def erase(self) -> None:
        if self._engine.dialect.name != "sqlite":
            return
        otherwise = "the record cannot be written anew; stop what reads it and try again"
        with self._engine.connect() as connection, driven("the record", file_of(self._engine), otherwise):
            busy = sql_tombstones.rewrite(connection)
        if busy:
            raise RecordError("the record's log cannot be emptied while others read it; stop them and try again")

    def version(self, article_id: str, number: int | None = None) -> Version:
        article = self.article(article_id)
        version = article.version(number)
        if version is None:
            known = ", ".join(str(each.number) for each in article.versions)
            raise NotFoundError(f"article {article_id} has no version {number}; it has {known}")
        return version

    def current_versions(self) -> Iterator[Version]:
        in_force = (versions.c.article_id == articles.c.article_id) & (versions.c.number == articles.c.current)
        query = (
            select(articles.c.serial, versions)
            .join(versions, in_force)
            .where(articles.c.status == Status.CURRENT.value)
            .order_by(articles.c.serial)
            .limit(_BATCH)
        )
        last = 0
        while True:
            with self._connection() as connection:
                batch = connection.execute(query.where(articles.c.serial > last)).all()
                found = with_photos(connection, batch)
            if not batch:
                return
            yield from found
            last = batch[-1].serial

    def photo(self, photo_id: str) -> tuple[Photo, ...]:
        in_force = (photos.c.article_id == articles.c.article_id) & (photos.c.version == articles.c.current)
        query = (
            select(photos)
            .join(articles, in_force)
            .where(photos.c.photo_id == photo_id, articles.c.status == Status.CURRENT.value)
            .order_by(articles.c.serial)
        )
        with self._connection() as connection:
            found = tuple(rows.photo_from(row) for row in connection.execute(query))
        if not found:
            raise NotFoundError(f"there is no photograph {photo_id!r} in the archive; search captions to find it")
        return found

    def move_photos(self, article_id: str, number: int, paths: Mapping[str, str]) -> None:
        of_version = (photos.c.article_id == article_id) & (photos.c.version == number)
        with self._connection(write=True) as connection:
            for photo_id, path in paths.items():
                row = of_version & (photos.c.photo_id == photo_id)
                connection.execute(update(photos).where(row).values(path=path))

    def counts(self) -> Counts:
        current = articles.c.status == Status.CURRENT.value
        in_force = (photos.c.article_id == articles.c.article_id) & (photos.c.version == articles.c.current)
        with self._connection() as connection:

            def count(query: Any) -> int:
                return int(connection.execute(query).scalar_one())

            return Counts(
                articles=count(select(func.count()).select_from(articles).where(current)),
                versions=count(select(func.count()).select_from(versions)),
                photos=count(select(func.count(photos.c.photo_id.distinct())).join(articles, in_force).where(current)),
                files=count(select(func.count()).select_from(files)),
                failed_files=count(select(func.count()).select_from(files).where(files.c.failed)),
            )

    def check(self) -> tuple[str, ...]:
        if self._engine.dialect.name != "sqlite":
            return ()
        with self._connection() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        damaged = [f"the record is damaged: {each}; restore it from a copy" for each in said if each != "ok"]
        return (*damaged, *(f"a row of the table {row[0]} names a row of {row[2]} that is not there" for row in loose))

    def watches(self) -> SqlWatches:
        """The standing questions, kept in the same database."""
        return SqlWatches(self._connection)

    def close(self) -> None:
        self._engine.dispose()


def _no_article(article_id: str) -> NotFoundError:
    return NotFoundError(f"there is no article {article_id!r} in the archive; search to find its id")

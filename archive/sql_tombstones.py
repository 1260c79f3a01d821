"""What is left of articles that were taken down, in SQL; called by the store, within its transactions."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, union_all, update

from archive import sql_memberships, sql_stories
from archive.model import Outcome
from archive.tables import (
    appearances,
    arrivals,
    articles,
    files,
    notices,
    other_identities,
    photos,
    tombstone_marks,
    tombstones,
    versions,
)
from archive.tombstones import ALL_TAKEN_DOWN, Tombstone, identity_mark, text_mark


def take_down(connection: Connection, stone: Tombstone) -> None:
    """Delete all that is of the article and put the stone in its place; files that held it keep no words of theirs."""
    of = stone.article_id
    held = (
        connection.execute(select(appearances.c.path).where(appearances.c.article_id == of).distinct()).scalars().all()
    )
    # Of a file that held it, a problem may quote the words it could not read.
    connection.execute(update(files).where(files.c.path.in_(held)).values(problems=[], failed=False))
    sql_memberships.forget(connection, of)
    for table in (notices, arrivals, photos, appearances, versions, other_identities, articles):
        connection.execute(delete(table).where(table.c.article_id == of))
    sql_stories.forget(connection, [of])
    empty = files.c.path.in_(held) & files.c.path.not_in(select(appearances.c.path))
    why = {"outcome": Outcome.SKIPPED.value, "problems": [[ALL_TAKEN_DOWN, None]]}
    connection.execute(update(files).where(empty).values(why))
    values = asdict(stone)
    marks = [{"mark": mark, "article_id": of} for mark in values.pop("marks")]
    connection.execute(insert(tombstones).values(values))
    if marks:
        connection.execute(insert(tombstone_marks).prefix_with("OR IGNORE", dialect="sqlite"), marks)


def all_of(connection: Connection) -> tuple[Tombstone, ...]:
    """Every stone, by time."""
    marks: dict[str, list[str]] = {}
    for row in connection.execute(select(tombstone_marks).order_by(tombstone_marks.c.mark)):
        marks.setdefault(row.article_id, []).append(row.mark)
    found = connection.execute(select(tombstones).order_by(tombstones.c.taken_down_at, tombstones.c.article_id))
    return tuple(
        Tombstone(
            article_id=row.article_id,
            taken_down_at=row.taken_down_at,
            by=row.by,
            reason=row.reason,
            marks=tuple(marks.get(row.article_id, ())),
            traces=tuple(row.traces),
        )
        for row in found
    )


def all_marks(connection: Connection) -> frozenset[str]:
    """The marks of everything that was taken down."""
    return frozenset(connection.execute(select(tombstone_marks.c.mark)).scalars())


def ids(connection: Connection) -> frozenset[str]:
    """The ids of all that was taken down."""
    return frozenset(connection.execute(select(tombstones.c.article_id)).scalars())


def marked(connection: Connection, marks: Collection[str]) -> tuple[str, ...]:
    """The ids of articles with an identity or a text that one of the marks is of."""
    if not marks:
        return ()
    named = union_all(*(select(table.c.article_id, table.c.identity) for table in (articles, other_identities)))
    found = {row.article_id for row in connection.execute(named) if identity_mark(row.identity) in marks}
    texts = connection.execute(select(versions.c.article_id, versions.c.digest))
    return tuple(sorted(found | {row.article_id for row in texts if text_mark(row.digest) in marks}))


def taken_down_at(connection: Connection, article_id: str) -> str | None:
    """When the article was taken down; `None` for one that was not."""
    query = select(tombstones.c.taken_down_at).where(tombstones.c.article_id == article_id)
    return connection.execute(query).scalar_one_or_none()


def holding(connection: Connection, words: str) -> str | None:
    """The id of an article in whose text those words stand."""
    near = versions.c.text.contains(words, autoescape=True)
    for row in connection.execute(select(versions.c.article_id, versions.c.text).where(near)):
        if words in row.text:
            return str(row.article_id)
    return None


def rewrite(connection: Connection) -> bool:
    """Write the SQLite file anew, and empty the log beside it; whether somebody who reads the log kept it as it was.

    Outside a transaction: the driver's own cursor knows of none.
    """
    cursor = connection.connection.cursor()
    cursor.execute("VACUUM")
    busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)

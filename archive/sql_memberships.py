"""Which articles belong to which collections, in SQL."""

import secrets
from collections.abc import Callable
from collections.abc import Collection as Ids
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from archive.batches import batches
from archive.clock import timestamp
from archive.errors import InputError, NotFoundError
from archive.folding import fold
from archive.memberships import Collection, Memberships, checked, no_collection
from archive.model import Status
from archive.sql_lookup import AT_A_TIME, found_among
from archive.tables import articles, collection_members, collections, versions

_DAY = len("2026-01-31")
"""Characters of a moment that name its day."""

_DAYS_KNOWN = 8
"""Days as of which memberships are kept in memory."""

_IN_FORCE = collection_members.c.left_at.is_(None)

_ALL = select(collections).order_by(collections.c.key)

_Stamp = tuple[tuple[str, str, str], ...]


class SqlCollections:
    """A `CollectionRecord` within a store, on the connections and in the transactions that it hands over.

    Every change of a collection gives it a new `state`, by which readers see that what they know is out of date.
    """

    def __init__(self, connection: Callable[..., AbstractContextManager[Connection]]) -> None:
        self._connection = connection
        self._known: tuple[_Stamp, dict[date | None, Memberships]] = ((), {})

    def create(self, name: str) -> None:
        with self._connection(write=True) as connection:
            self._made(connection, name)

    def add(self, name: str, article_ids: Ids[str]) -> int:
        with self._connection(write=True) as connection:
            key = self._made(connection, name)
            wanted = list(dict.fromkeys(article_ids))
            there = _among(connection, articles.c.article_id, wanted)
            missing = next((each for each in wanted if each not in there), None)
            if missing is not None:
                raise NotFoundError(f"there is no article {missing!r} in the archive; search to find its id")
            of_key = collection_members.c.collection == key
            held = _among(connection, collection_members.c.article_id, wanted, of_key, _IN_FORCE)
            new = [each for each in wanted if each not in held]
            if new:
                now = timestamp()
                backdated = self._nothing_before(connection, key, new, now[:_DAY])
                rows = [
                    {"collection": key, "article_id": each, "joined_at": now, "backdated": each in backdated}
                    for each in new
                ]
                connection.execute(insert(collection_members), rows)
                _touch(connection, key)
            return len(new)

    def _nothing_before(self, connection: Connection, key: str, article_ids: Ids[str], today: str) -> set[str]:
        """Those of the articles that never were outside the collection: they or it are of today."""
        members = collection_members.c
        left = _among(connection, members.article_id, article_ids, members.collection == key)
        made = connection.execute(select(collections.c.created_at).where(collections.c.key == key)).scalar_one()
        if made[:_DAY] == today:
            return set(article_ids) - left
        arrived = (versions.c.number == 1, versions.c.ingested_at.startswith(today))
        return _among(connection, versions.c.article_id, article_ids, *arrived) - left

    def remove(self, name: str, article_ids: Ids[str]) -> int:
        removed = 0
        with self._connection(write=True) as connection:
            key = self._key(connection, name)
            now, of_key = timestamp(), (collection_members.c.collection == key) & _IN_FORCE
            of_today = collection_members.c.joined_at.startswith(now[:_DAY])
            for some in batches(dict.fromkeys(article_ids), AT_A_TIME):
                leaving = of_key & collection_members.c.article_id.in_(some)
                # At the end of no day were those of today in it.
                removed += connection.execute(delete(collection_members).where(leaving, of_today)).rowcount
                removed += connection.execute(update(collection_members).where(leaving).values(left_at=now)).rowcount
            if removed:
                _touch(connection, key)
        return removed

    def rename(self, name: str, new: str) -> None:
        given = checked(new)
        with self._connection(write=True) as connection:
            key = self._key(connection, name)
            taken = connection.execute(select(collections.c.name).where(collections.c.key == fold(given))).scalar()
            if taken is not None and fold(given) != key:
                raise InputError(f"there is a collection {taken!r} already; choose another name than {given!r}")
            row = connection.execute(select(collections).where(collections.c.key == key)).one()
            if fold(given) == key:
                connection.execute(update(collections).where(collections.c.key == key).values(name=given))
            else:
                renamed = {"key": fold(given), "name": given, "created_at": row.created_at, "state": row.state}
                connection.execute(insert(collections).values(renamed))
                moved = update(collection_members).where(collection_members.c.collection == key)
                connection.execute(moved.values(collection=fold(given)))
                connection.execute(delete(collections).where(collections.c.key == key))

    def delete(self, name: str) -> None:
        with self._connection(write=True) as connection:
            key = self._key(connection, name)
            connection.execute(delete(collection_members).where(collection_members.c.collection == key))
            connection.execute(delete(collections).where(collections.c.key == key))

    def listed(self) -> tuple[Collection, ...]:
        current = (articles.c.article_id == collection_members.c.article_id) & (
            articles.c.status == Status.CURRENT.value
        )
        counted = (
            select(collection_members.c.collection, func.count().label("count"))
            .join(articles, current)
            .where(_IN_FORCE)
            .group_by(collection_members.c.collection)
        )
        with self._connection() as connection:
            counts = {key: int(count) for key, count in connection.execute(counted)}
            rows = connection.execute(_ALL).all()
        return tuple(Collection(row.name, counts.get(row.key, 0), row.created_at) for row in rows)

    def embargoed(self) -> frozenset[str]:
        query = (
            select(collection_members.c.article_id)
            .join(versions, versions.c.article_id == collection_members.c.article_id)
            .where(_IN_FORCE, versions.c.metadata["embargo"].as_string().is_not(None))
        )
        with self._connection() as connection:
            return frozenset(connection.execute(query).scalars())

    def joined_by(self, article_id: str) -> tuple[str, ...]:
        query = (
            select(collections.c.name)
            .join(collection_members, collection_members.c.collection == collections.c.key)
            .where(collection_members.c.article_id == article_id, _IN_FORCE)
            .order_by(collections.c.key)
        )
        with self._connection() as connection:
            return tuple(connection.execute(query).scalars())

    def memberships(self, as_of: date | None = None) -> Memberships:
        with self._connection() as connection:
            rows = connection.execute(_ALL).all()
            stamp = tuple((row.key, row.name, row.state) for row in rows)
            known = self._known[1] if self._known[0] == stamp else {}
            if as_of in known:
                return known[as_of]
            members: dict[str, set[str]] = {row.key: set() for row in rows}
            for row in connection.execute(select(collection_members).where(_at_end_of(as_of))):
                members[row.collection].add(row.article_id)
        memberships = Memberships({row.name: frozenset(members[row.key]) for row in rows})
        self._known = (stamp, dict([*known.items(), (as_of, memberships)][-_DAYS_KNOWN:]))
        return memberships

    def _made(self, connection: Connection, name: str) -> str:
        """The key of the collection, which is made where it is new."""
        given = checked(name)
        key = fold(given)
        if connection.execute(select(collections.c.key).where(collections.c.key == key)).scalar() is None:
            values = {"key": key, "name": given, "created_at": timestamp(), "state": secrets.token_hex(8)}
            connection.execute(insert(collections).values(values))
        return key

    def _key(self, connection: Connection, name: str) -> str:
        key = fold(name)
        if connection.execute(select(collections.c.key).where(collections.c.key == key)).scalar() is None:
            raise no_collection(name, connection.execute(select(collections.c.name)).scalars())
        return key


def forget(connection: Connection, article_id: str) -> None:
    """Take an article out of every collection."""
    of_article = collection_members.c.article_id == article_id
    for key in connection.execute(select(collection_members.c.collection).where(of_article)).scalars().all():
        _touch(connection, key)
    connection.execute(delete(collection_members).where(of_article))


def _at_end_of(day: date | None) -> ColumnElement[bool]:
    """What is in force at the end of that day, or now."""
    if day is None:
        return _IN_FORCE
    members, end = collection_members.c, f"{day.isoformat()}T24"
    joined = or_(members.backdated, members.joined_at < end)
    return and_(joined, or_(_IN_FORCE, members.left_at > end))


def _touch(connection: Connection, key: str) -> None:
    connection.execute(update(collections).where(collections.c.key == key).values(state=secrets.token_hex(8)))


def _among(connection: Connection, column: Any, wanted: Ids[str], *conditions: Any) -> set[str]:
    """Those of the ids that stand in the column."""
    return {row[0] for row in found_among(connection, select(column).where(*conditions), column, wanted)}

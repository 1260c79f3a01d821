"""Watches in the record's own database: they are backed up with it, and what is taken down leaves them with it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from archive.clock import timestamp
from archive.errors import NotFoundError
from archive.tables import arrivals, notices, watches
from archive.watches import Arrival, Matching, Notice, Noticed, Watch

Connect = Callable[..., AbstractContextManager[Connection]]
"""Gives a connection in a transaction; told `write=True` where it will write."""


class SqlWatches:
    """A `WatchStore` in the database of a record."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def add(self, watch: Watch) -> None:
        values = {
            "watch_id": watch.watch_id,
            "created_at": watch.created_at,
            "query": watch.query,
            "matching": watch.matching.value,
            "filters": dict(watch.filters),
            "answer_id": watch.answer_id,
            "seen": watch.seen,
            "known": list(watch.known),
        }
        with self._connect(write=True) as connection:
            connection.execute(insert(watches).values(values))

    def watch(self, watch_id: str) -> Watch:
        with self._connect() as connection:
            row = connection.execute(select(watches).where(watches.c.watch_id == watch_id)).one_or_none()
        if row is None:
            raise _no_watch(watch_id)
        return _watch_from(row)

    def watches(self) -> tuple[Watch, ...]:
        with self._connect() as connection:
            return tuple(map(_watch_from, connection.execute(select(watches).order_by(watches.c.serial))))

    def remove(self, watch_id: str) -> None:
        with self._connect(write=True) as connection:
            connection.execute(delete(notices).where(notices.c.watch_id == watch_id))
            if connection.execute(delete(watches).where(watches.c.watch_id == watch_id)).rowcount == 0:
                raise _no_watch(watch_id)

    def arrived(self, versions: Collection[tuple[str, int]]) -> int:
        with self._connect(write=True) as connection:
            there = {(row.article_id, row.number) for row in connection.execute(select(arrivals))}
            new = [{"article_id": each, "number": number} for each, number in versions if (each, number) not in there]
            if new:
                connection.execute(insert(arrivals), new)
            return connection.execute(select(func.max(arrivals.c.serial))).scalar() or 0

    def arrivals(self, after: int) -> tuple[Arrival, ...]:
        query = select(arrivals).where(arrivals.c.serial > after).order_by(arrivals.c.serial)
        with self._connect() as connection:
            return tuple(Arrival(row.serial, row.article_id, row.number) for row in connection.execute(query))

    def settle(
        self,
        before: Watch,
        *,
        seen: int,
        known: Sequence[str],
        notices: Sequence[Notice],
        copies: Mapping[int, Sequence[str]],
    ) -> bool:
        with self._connect(write=True) as connection:
            there = select(watches).where(watches.c.watch_id == before.watch_id)
            row = connection.execute(there).one_or_none()
            if row is None or (row.seen, tuple(row.known)) != (before.seen, before.known):
                return False
            change = update(watches).where(watches.c.watch_id == before.watch_id)
            connection.execute(change.values(seen=seen, known=list(known)))
            _add_notices(connection, before.watch_id, notices)
            _add_copies(connection, copies)
        return True

    def notices(self, watch_id: str | None = None, *, limit: int = 100) -> tuple[Notice, ...]:
        query = select(notices).order_by(notices.c.serial.desc()).limit(limit)
        query = query if watch_id is None else query.where(notices.c.watch_id == watch_id)
        with self._connect() as connection:
            return tuple(map(_notice_from, connection.execute(query)))

    def unread(self) -> Mapping[str, int]:
        query = select(notices.c.watch_id, func.count()).where(~notices.c.read).group_by(notices.c.watch_id)
        with self._connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def mark_read(self, watch_id: str, through: int | None = None) -> int:
        self.watch(watch_id)
        change = update(notices).where(notices.c.watch_id == watch_id, ~notices.c.read)
        change = change if through is None else change.where(notices.c.serial <= through)
        with self._connect(write=True) as connection:
            return connection.execute(change.values(read=True)).rowcount


def _add_notices(connection: Connection, watch_id: str, found: Sequence[Notice]) -> None:
    now = timestamp()
    values = [
        {
            "watch_id": watch_id,
            "kind": each.kind.value,
            "article_id": each.article_id,
            "number": each.version,
            "start": each.start,
            "end": each.end,
            "copies": list(each.copies),
            "citation": each.citation,
            "noticed_at": now,
            "read": False,
        }
        for each in found
    ]
    if values:
        connection.execute(insert(notices), values)


def _add_copies(connection: Connection, copies: Mapping[int, Sequence[str]]) -> None:
    for serial, more in copies.items():
        known = connection.execute(select(notices.c.copies).where(notices.c.serial == serial)).scalar_one_or_none()
        if known is not None:
            change = update(notices).where(notices.c.serial == serial)
            connection.execute(change.values(copies=list(dict.fromkeys([*known, *more]))))


def _watch_from(row: Row[Any]) -> Watch:
    return Watch(
        watch_id=row.watch_id,
        created_at=row.created_at,
        query=row.query,
        matching=Matching(row.matching),
        filters=row.filters,
        answer_id=row.answer_id,
        seen=row.seen,
        known=tuple(row.known),
    )


def _notice_from(row: Row[Any]) -> Notice:
    return Notice(
        kind=Noticed(row.kind),
        article_id=row.article_id,
        version=row.number,
        start=row.start,
        end=row.end,
        copies=tuple(row.copies),
        citation=row.citation,
        watch_id=row.watch_id,
        noticed_at=row.noticed_at,
        read=row.read,
        serial=row.serial,
    )


def _no_watch(watch_id: str) -> NotFoundError:
    return NotFoundError(f"there is no standing question {watch_id!r}; 'newsarchive watch list' has their ids")

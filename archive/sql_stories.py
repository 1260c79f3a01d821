"""What the record knows of copies, in SQL: signatures, pairs found alike, and who tells one story."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select
from sqlalchemy.sql.elements import ColumnElement

from archive import rows
from archive.batches import batches
from archive.copies import Likeness, Member, Pair, Signature
from archive.model import Status, Version
from archive.tables import articles, copy_pairs, signatures, story_members, versions

_LIKENESS = TypeAdapter(Likeness)
_BATCH = 500
"""Ids named in one query: databases take only so many."""


_SIGNATURES = signatures
"""Where an argument has the name of the table."""


class SqlCopies:
    """A `CopyRecord` within a store, on the connections and in the transactions that it hands over."""

    def __init__(self, connection: Callable[..., AbstractContextManager[Connection]]) -> None:
        self._connection = connection

    def outdated(self) -> tuple[str, ...]:
        in_force = and_(articles.c.article_id == signatures.c.article_id, articles.c.status == Status.CURRENT.value)
        stale = or_(articles.c.article_id.is_(None), articles.c.current != signatures.c.version)
        query = select(signatures.c.article_id).select_from(signatures.outerjoin(articles, in_force)).where(stale)
        with self._connection() as connection:
            return tuple(connection.execute(query.order_by(signatures.c.article_id)).scalars())

    def unsigned(self) -> tuple[str, ...]:
        joined = articles.outerjoin(signatures, articles.c.article_id == signatures.c.article_id)
        missing = and_(articles.c.status == Status.CURRENT.value, signatures.c.article_id.is_(None))
        query = select(articles.c.article_id).select_from(joined).where(missing).order_by(articles.c.serial)
        with self._connection() as connection:
            return tuple(connection.execute(query).scalars())

    def versions(self, article_ids: Collection[str]) -> dict[str, Version]:
        in_force = and_(versions.c.article_id == articles.c.article_id, versions.c.number == articles.c.current)
        current = articles.c.status == Status.CURRENT.value
        query = select(versions).join(articles, in_force).where(current)
        found: dict[str, Version] = {}
        with self._connection() as connection:
            for some in _in_batches(article_ids):
                for row in connection.execute(query.where(versions.c.article_id.in_(some))):
                    found[row.article_id] = rows.version_from(row, ())
        return found

    def signatures(self) -> Iterator[Signature]:
        last: str | None = None
        query = select(signatures).order_by(signatures.c.article_id).limit(_BATCH)
        while True:
            with self._connection() as connection:
                after = query if last is None else query.where(signatures.c.article_id > last)
                found = [_signature(row) for row in connection.execute(after)]
            if not found:
                return
            yield from found
            last = found[-1].article_id

    def pairs(self) -> tuple[Pair, ...]:
        query = select(copy_pairs).order_by(copy_pairs.c.one, copy_pairs.c.other)
        with self._connection() as connection:
            return tuple(Pair(row.one, row.other, row.share, row.cosine) for row in connection.execute(query))

    def drop(self, article_ids: Collection[str]) -> None:
        with self._connection(write=True) as connection:
            for some in _in_batches(article_ids):
                forget(connection, some)

    def keep(self, signatures: Iterable[Signature], pairs: Iterable[Pair]) -> None:
        signed, alike = [asdict(each) for each in signatures], [asdict(each) for each in pairs]
        with self._connection(write=True) as connection:
            if signed:
                connection.execute(delete(_SIGNATURES).where(_is(_SIGNATURES.c.article_id)), _keys(signed))
                connection.execute(insert(_SIGNATURES), signed)
            if alike:
                same = and_(_is(copy_pairs.c.one), _is(copy_pairs.c.other))
                connection.execute(delete(copy_pairs).where(same), _keys(alike, "one", "other"))
                connection.execute(insert(copy_pairs), alike)

    def members(self) -> dict[str, Member]:
        with self._connection() as connection:
            return {row.article_id: _member(row) for row in connection.execute(select(story_members))}

    def tell(self, members: Iterable[Member], gone: Collection[str]) -> None:
        told = [_member_columns(each) for each in members]
        replaced = [{"key_article_id": each} for each in (*gone, *(each["article_id"] for each in told))]
        with self._connection(write=True) as connection:
            if replaced:
                connection.execute(delete(story_members).where(_is(story_members.c.article_id)), replaced)
            if told:
                connection.execute(insert(story_members), told)

    def stories(self, article_ids: Collection[str]) -> Mapping[str, tuple[Member, ...]]:
        asked = [
            each for some in _in_batches(article_ids) for each in self._where(story_members.c.article_id.in_(some))
        ]
        told: dict[str, list[Member]] = {}
        for some in _in_batches({each.story_id for each in asked}):
            for member in self._where(story_members.c.story_id.in_(some)):
                told.setdefault(member.story_id, []).append(member)
        for story in told.values():
            story.sort(key=lambda member: (member.likeness is not None, member.article_id))
        return {each.article_id: tuple(told[each.story_id]) for each in asked}

    def _where(self, condition: ColumnElement[bool]) -> list[Member]:
        with self._connection() as connection:
            return [_member(row) for row in connection.execute(select(story_members).where(condition))]


def forget(connection: Connection, article_ids: Sequence[str]) -> None:
    """Delete all that is kept of the likeness of articles to others."""
    gone = set(article_ids)
    connection.execute(delete(signatures).where(signatures.c.article_id.in_(gone)))
    connection.execute(delete(copy_pairs).where(or_(copy_pairs.c.one.in_(gone), copy_pairs.c.other.in_(gone))))
    connection.execute(delete(story_members).where(story_members.c.article_id.in_(gone)))


def _is(column: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == bindparam(f"key_{column.name}")
    return condition


def _keys(found: Sequence[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{f"key_{name}": each[name] for name in names or ("article_id",)} for each in found]


def _in_batches(article_ids: Collection[str]) -> Iterator[list[str]]:
    return batches(sorted(set(article_ids)), _BATCH)


def _signature(row: Row[Any]) -> Signature:
    return Signature(**row._mapping)


def _member(row: Row[Any]) -> Member:
    likeness = None if row.likeness is None else _LIKENESS.validate_python(row.likeness)
    return Member(row.article_id, row.version, row.story_id, likeness)


def _member_columns(member: Member) -> dict[str, Any]:
    likeness = None if member.likeness is None else _LIKENESS.dump_python(member.likeness, mode="json")
    return {
        "article_id": member.article_id,
        "version": member.version,
        "story_id": member.story_id,
        "likeness": likeness,
    }

"""What the record knows of copies, in SQL: signatures, pairs found alike, and who tells one story."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from archive import rows, sql_bands
from archive.batches import batches
from archive.copies import SURE, Due, Likeness, Member, Pair, Signature
from archive.model import Status, Version
from archive.sql_lookup import AT_A_TIME, found_among
from archive.tables import articles, copies_due, copy_pairs, signatures, story_members, versions

_LIKENESS = TypeAdapter(Likeness)
_SIGNATURES = signatures
"""Where an argument has the name of the table."""

_SIGNED = select(*(column for column in signatures.c if column.name != "serial"))


class SqlCopies:
    """A `CopyRecord` within a store, on the connections and in the transactions that it hands over."""

    def __init__(self, connection: Callable[..., AbstractContextManager[Connection]]) -> None:
        self._connection = connection

    def due(self, *, compared: bool) -> Due:
        query = select(copies_due.c.serial, copies_due.c.article_id).where(copies_due.c.compared == compared)
        with self._connection() as connection:
            found = connection.execute(query).all()
        return Due(max((row.serial for row in found), default=0), tuple(sorted({row.article_id for row in found})))

    def compared(self, serial: int) -> None:
        done = update(copies_due).where(copies_due.c.serial <= serial).values(compared=True)
        with self._connection(write=True) as connection:
            connection.execute(done)

    def outdated(self, article_ids: Collection[str]) -> tuple[str, ...]:
        in_force = and_(articles.c.article_id == signatures.c.article_id, articles.c.status == Status.CURRENT.value)
        stale = or_(articles.c.article_id.is_(None), articles.c.current != signatures.c.version)
        query = select(signatures.c.article_id).select_from(signatures.outerjoin(articles, in_force)).where(stale)
        with self._connection() as connection:
            found = found_among(connection, query, signatures.c.article_id, article_ids)
        return tuple(sorted(row.article_id for row in found))

    def unsigned(self, article_ids: Collection[str]) -> tuple[str, ...]:
        joined = articles.outerjoin(signatures, articles.c.article_id == signatures.c.article_id)
        missing = and_(articles.c.status == Status.CURRENT.value, signatures.c.article_id.is_(None))
        query = select(articles.c.article_id, articles.c.serial).select_from(joined).where(missing)
        with self._connection() as connection:
            found = found_among(connection, query, articles.c.article_id, article_ids)
        return tuple(row.article_id for row in sorted(found, key=lambda row: int(row.serial)))

    def versions(self, article_ids: Collection[str]) -> dict[str, Version]:
        in_force = and_(versions.c.article_id == articles.c.article_id, versions.c.number == articles.c.current)
        current = articles.c.status == Status.CURRENT.value
        query = select(versions).join(articles, in_force).where(current)
        with self._connection() as connection:
            found = found_among(connection, query, versions.c.article_id, article_ids)
        return {row.article_id: rows.version_from(row, ()) for row in found}

    def signatures(self, article_ids: Collection[str] | None = None) -> Iterator[Signature]:
        if article_ids is not None:
            with self._connection() as connection:
                found = found_among(connection, _SIGNED, signatures.c.article_id, article_ids)
            yield from map(_signature, found)
            return
        last = ""
        query = _SIGNED.order_by(signatures.c.article_id).limit(AT_A_TIME)
        while True:
            with self._connection() as connection:
                after = connection.execute(query.where(signatures.c.article_id > last)).all()
            if not after:
                return
            yield from map(_signature, after)
            last = after[-1].article_id

    def near(self, signed: Sequence[Signature], minutes: int) -> Iterator[Signature]:
        with self._connection() as connection:
            serials = sql_bands.near(connection, signed, minutes)
            found = None if serials is None else found_among(connection, _SIGNED, signatures.c.serial, serials)
        yield from self.signatures() if found is None else map(_signature, found)

    def pairs(self, article_ids: Collection[str] | None = None) -> tuple[Pair, ...]:
        with self._connection() as connection:
            if article_ids is None:
                return _pairs(connection.execute(select(copy_pairs)))
            ends = (copy_pairs.c.one, copy_pairs.c.other)
            found = [row for end in ends for row in found_among(connection, select(copy_pairs), end, article_ids)]
        return _pairs({(row.one, row.other): row for row in found}.values())

    def doubtful(self) -> tuple[Pair, ...]:
        with self._connection() as connection:
            return _pairs(connection.execute(select(copy_pairs).where(copy_pairs.c.share < SURE)))

    def drop(self, article_ids: Collection[str]) -> None:
        with self._connection(write=True) as connection:
            for some in batches(sorted(set(article_ids)), AT_A_TIME):
                forget(connection, some)

    def keep(self, signatures: Iterable[Signature], pairs: Iterable[Pair]) -> None:
        signed, alike = list(signatures), [asdict(each) for each in pairs]
        ends = {each[end] for each in alike for end in ("one", "other")}
        with self._connection(write=True) as connection:
            for some in batches(signed, AT_A_TIME):
                _forget_signatures(connection, [each.article_id for each in some])
                connection.execute(insert(_SIGNATURES), [asdict(each) for each in some])
            sql_bands.add(connection, signed)
            if alike:
                same = and_(_is(copy_pairs.c.one), _is(copy_pairs.c.other))
                connection.execute(delete(copy_pairs).where(same), _keys(alike, "one", "other"))
                connection.execute(insert(copy_pairs), alike)
            make_due(connection, ends, compared=True)

    def members(self) -> dict[str, Member]:
        with self._connection() as connection:
            return {row.article_id: _member(row) for row in connection.execute(select(story_members))}

    def told(self) -> dict[str, str]:
        query = select(story_members.c.article_id, story_members.c.story_id)
        with self._connection() as connection:
            return {row.article_id: row.story_id for row in connection.execute(query)}

    def count(self) -> int:
        with self._connection() as connection:
            return int(connection.execute(select(func.count(story_members.c.story_id.distinct()))).scalar_one())

    def tell(self, members: Iterable[Member], gone: Collection[str], serial: int = 0) -> None:
        told = [_member_columns(each) for each in members]
        replaced = [{"key_article_id": each} for each in (*gone, *(each["article_id"] for each in told))]
        with self._connection(write=True) as connection:
            if replaced:
                connection.execute(delete(story_members).where(_is(story_members.c.article_id)), replaced)
            if told:
                connection.execute(insert(story_members), told)
            connection.execute(delete(copies_due).where(copies_due.c.compared, copies_due.c.serial <= serial))

    def stories(self, article_ids: Collection[str]) -> Mapping[str, tuple[Member, ...]]:
        asked = self._members(story_members.c.article_id, article_ids)
        told: dict[str, list[Member]] = {}
        for member in self._members(story_members.c.story_id, {each.story_id for each in asked}):
            told.setdefault(member.story_id, []).append(member)
        for story in told.values():
            story.sort(key=lambda member: (member.likeness is not None, member.article_id))
        return {each.article_id: tuple(told[each.story_id]) for each in asked}

    def _members(self, column: Any, wanted: Iterable[str]) -> list[Member]:
        with self._connection() as connection:
            return [_member(row) for row in found_among(connection, select(story_members), column, wanted)]


def forget(connection: Connection, article_ids: Sequence[str]) -> None:
    """Delete all that is kept of the likeness of articles to others."""
    gone = set(article_ids)
    told = select(story_members.c.story_id).where(story_members.c.article_id.in_(gone))
    mates = connection.execute(select(story_members.c.article_id).where(story_members.c.story_id.in_(told))).scalars()
    make_due(connection, set(mates) - gone, compared=True)
    _forget_signatures(connection, article_ids)
    connection.execute(delete(copy_pairs).where(or_(copy_pairs.c.one.in_(gone), copy_pairs.c.other.in_(gone))))
    connection.execute(delete(story_members).where(story_members.c.article_id.in_(gone)))


def make_due(connection: Connection, article_ids: Iterable[str], *, compared: bool) -> None:
    """Remember that these articles are to be compared with others, or that they were and are to be told."""
    rows = [{"article_id": each, "compared": compared} for each in sorted(article_ids)]
    if rows:
        connection.execute(insert(copies_due), rows)


def _forget_signatures(connection: Connection, article_ids: Sequence[str]) -> None:
    sql_bands.remove(connection, article_ids)
    connection.execute(delete(signatures).where(signatures.c.article_id.in_(article_ids)))


def _is(column: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == bindparam(f"key_{column.name}")
    return condition


def _keys(found: Sequence[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{f"key_{name}": each[name] for name in names or ("article_id",)} for each in found]


def _pairs(found: Iterable[Row[Any]]) -> tuple[Pair, ...]:
    pairs = (Pair(row.one, row.other, row.share, row.cosine) for row in found)
    return tuple(sorted(pairs, key=lambda pair: (pair.one, pair.other)))


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

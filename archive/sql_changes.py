"""What came to articles, in order, in SQL; called by the store, within its transactions.

Every change is a row that is never altered, with a few random digits. A mark names the newest row: where a record has
no such row, it is another record, or was put back from a copy that is older than the mark.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from archive.tables import articles, changes

_SIGNS = 4
"""Random bytes of a row."""


def note(connection: Connection, article_ids: Iterable[str]) -> None:
    """Remember that these articles are no longer as they were."""
    noted = [{"article_id": each, "sign": secrets.token_hex(_SIGNS)} for each in sorted(article_ids)]
    if noted:
        connection.execute(insert(changes), noted)


def mark(connection: Connection) -> str:
    """The newest row."""
    query = select(changes.c.serial, changes.c.sign).order_by(changes.c.serial.desc()).limit(1)
    return "{0.serial} {0.sign}".format(connection.execute(query).one())


def since(connection: Connection, marked: str) -> tuple[str, ...] | None:
    """The ids of articles changed after the mark, in order of arrival, those that are gone first; none of our marks."""
    serial, _, sign = marked.partition(" ")
    known = select(changes.c.sign).where(changes.c.serial == (int(serial) if serial.isdecimal() else -1))
    if connection.execute(known).scalar_one_or_none() != sign:
        return None
    query = (
        select(changes.c.article_id)
        .distinct()
        .outerjoin(articles, articles.c.article_id == changes.c.article_id)
        .where(changes.c.serial > int(serial))
        .order_by(articles.c.serial)
        .add_columns(articles.c.serial)
    )
    return tuple(row.article_id for row in connection.execute(query))

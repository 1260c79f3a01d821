"""What a query finds where a column has one of many values: databases take only so many in one statement."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select

from archive.batches import batches

AT_A_TIME = 500
"""Values named in one statement."""


def found_among(connection: Connection, query: Select[Any], column: Any, wanted: Iterable[Any]) -> list[Row[Any]]:
    """The rows of the query where the column has one of the values, in order of the values."""
    found: list[Row[Any]] = []
    for some in batches(sorted(set(wanted)), AT_A_TIME):
        found += connection.execute(query.where(column.in_(some)).order_by(column)).all()
    return found

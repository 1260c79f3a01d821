"""Which signatures have neighbouring numbers in common, in SQL: an index over the record's signatures.

Each pair of neighbouring numbers of a signature, a band, is a row under a number of 32 bits that is made of it, ordered
by when the text was published. So what an article may be a copy of is found without reading the others.
"""

import zlib
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, func, insert, select, union_all

from archive.batches import batches
from archive.copies import Signature
from archive.sql_lookup import found_among
from archive.tables import signature_bands, signatures

BAND = 8
"""Bytes of a band: two numbers of a signature."""

NO_TIME = 2**31 - 1
"""Stands for the minute of what has no date: a key cannot be empty."""

_ROWS = 20_000
"""Rows written by one statement."""

_LOOKUP = 100
"""Signatures that are read in the time that looking up the bands of one takes."""


def bands_of(numbers: bytes) -> list[int]:
    """The numbers under which the bands of a signature are kept, signed and of 32 bits; each band has its own.

    Two bands may have one number by chance; whoever reads the signatures sees that they differ.
    """
    starts = range(0, len(numbers), BAND)
    return [zlib.crc32(numbers[start : start + BAND], start) - 2**31 for start in starts]


def add(connection: Connection, signed: Sequence[Signature]) -> None:
    """Put the bands of signatures that are kept into the index, in its own order: each of its pages is written once."""
    numbers = _serials(connection, signed)
    found = sorted(
        (band, _minute(each.minute), numbers[each.article_id]) for each in signed for band in bands_of(each.numbers)
    )
    for some in batches(found, _ROWS):
        rows = [{"band": band, "minute": minute, "signature": serial} for band, minute, serial in some]
        connection.execute(insert(signature_bands), rows)


def remove(connection: Connection, article_ids: Sequence[str]) -> None:
    """Take the bands of articles' signatures out of the index, before the signatures are deleted."""
    table = signature_bands.c
    for row in connection.execute(select(signatures).where(signatures.c.article_id.in_(article_ids))).all():
        signed = (table.signature == row.serial) & (table.minute == _minute(row.minute))
        connection.execute(delete(signature_bands).where(table.band.in_(bands_of(row.numbers)), signed))


def near(connection: Connection, signed: Sequence[Signature], minutes: int) -> Iterator[int] | None:
    """The serials of signatures with a band of one of these that was published so near to it; `None` for all.

    What has no date is near everything. Where there are many to look up, it is quicker to read all.
    """
    kept = connection.execute(select(func.max(signatures.c.serial))).scalar() or 0
    if len(signed) * _LOOKUP > kept:
        return None
    found: set[int] = set()
    for each in signed:
        found |= _near(connection, each, minutes)
    return iter(sorted(found))


def _near(connection: Connection, signed: Signature, minutes: int) -> set[int]:
    table = signature_bands.c
    query = select(table.signature).where(table.band.in_(bands_of(signed.numbers)))
    if signed.minute is None:
        return set(connection.execute(query).scalars())
    # In two, and not with `or`: so that each looks up the minutes in the index too.
    dated = query.where(table.minute.between(signed.minute - minutes, signed.minute + minutes))
    return set(connection.execute(union_all(dated, query.where(table.minute == NO_TIME))).scalars())


def _serials(connection: Connection, signed: Sequence[Signature]) -> dict[str, int]:
    query = select(signatures.c.article_id, signatures.c.serial)
    ids = (each.article_id for each in signed)
    return {row.article_id: row.serial for row in found_among(connection, query, signatures.c.article_id, ids)}


def _minute(minute: int | None) -> int:
    return NO_TIME if minute is None else minute

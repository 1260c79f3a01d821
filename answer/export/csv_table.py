"""References as a table: one row a quotation, in a CSV that opens in a spreadsheet and does nothing there."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from answer.export.references import Quotation, Reference

BYTE_ORDER_MARK = "\ufeff"
"""By this a spreadsheet knows that the file is UTF-8."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, or strips to find one."""


def as_csv(references: Iterable[Reference]) -> str:
    """The table with its head."""
    quoted = [(each, reference) for reference in references for each in reference.quotations]
    quoted.sort(key=lambda pair: pair[0].number)
    return BYTE_ORDER_MARK + table(COLUMNS, [_row(reference, each) for each, reference in quoted])


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, head: bool = True) -> str:
    """Rows as CSV (RFC 4180), every text made harmless."""
    written = StringIO()
    writer = csv.DictWriter(written, columns)
    if head:
        writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def harmless(value: object) -> object:
    """The value; a text that a spreadsheet would run as a formula has an apostrophe before it, which it hides."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


COLUMNS = (
    "number", "quotation", "kind", "headline", "byline", "source", "published", "section", "url", "article_id",
    "version", "start", "end", "pages", "verified", "standing",
)  # fmt: skip


def _row(reference: Reference, quoted: Quotation) -> dict[str, object]:
    return {
        "number": quoted.number,
        "quotation": quoted.text,
        "kind": quoted.kind.value,
        "headline": reference.headline,
        "byline": reference.byline,
        "source": reference.source,
        "published": reference.published,
        "section": reference.section,
        "url": reference.url,
        "article_id": reference.article_id,
        "version": reference.version,
        "start": quoted.start,
        "end": quoted.end,
        "pages": " ".join(map(str, quoted.pages)),
        "verified": "yes" if quoted.verified else "no",
        "standing": reference.standing,
    }

"""An index over the bands of signatures, and which articles are still to be compared, so that not all are read."""

import sqlalchemy as sa
from alembic import op

from archive.batches import batches
from archive.sql_bands import NO_TIME, bands_of

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Number the signatures, put their bands into the index, and look at every article once more."""
    op.rename_table("signatures", "old_signatures")
    op.create_table(
        "signatures",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer),
        sa.Column("runs", sa.Integer, nullable=False),
        sa.Column("numbers", sa.LargeBinary, nullable=False),
    )
    columns = "article_id, version, minute, runs, numbers"
    op.execute(f"INSERT INTO signatures ({columns}) SELECT {columns} FROM old_signatures")  # noqa: S608 our own words
    op.drop_table("old_signatures")
    bands = op.create_table(
        "signature_bands",
        sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("minute", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("signature", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    signed = op.get_bind().execute(sa.text("SELECT serial, minute, numbers FROM signatures ORDER BY serial"))
    for some in batches(signed, 5_000):
        rows = [
            {"band": band, "minute": NO_TIME if row.minute is None else row.minute, "signature": row.serial}
            for row in some
            for band in bands_of(row.numbers)
        ]
        if rows:
            op.bulk_insert(bands, sorted(rows, key=lambda row: (row["band"], row["minute"], row["signature"])))
    op.create_table(
        "copies_due",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("compared", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO copies_due (article_id, compared) SELECT article_id, false FROM articles")
    op.execute("INSERT INTO copies_due (article_id, compared) SELECT article_id, false FROM signatures")
    op.create_index("copy_pairs_by_share", "copy_pairs", ["share"])

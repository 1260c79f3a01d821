"""What came to articles, in order, so that an index is brought up to date without reading the whole record."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table, with a first row to count from."""
    changes = op.create_table(
        "changes",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("sign", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.execute(sa.insert(changes).values(article_id="", sign=secrets.token_hex(4)))

"""The tables of the first release: receipts, and the articles that stand in each."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "receipts",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("receipt_id", sa.String, nullable=False, unique=True),
        sa.Column("kept_at", sa.String, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
    )
    op.create_table(
        "receipt_articles",
        sa.Column("receipt_id", sa.String, primary_key=True),
        sa.Column("article_id", sa.String, primary_key=True),
    )
    op.create_index("receipts_by_article", "receipt_articles", ["article_id"])

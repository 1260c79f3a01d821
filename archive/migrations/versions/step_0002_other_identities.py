"""Identities under which other versions of an article come, and a quick way to articles that are held back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "other_identities",
        sa.Column("identity", sa.String, primary_key=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("superseded", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    )
    op.create_index("other_identities_by_article", "other_identities", ["article_id"])
    op.create_index("ix_articles_status", "articles", ["status"])

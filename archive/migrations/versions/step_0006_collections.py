"""Collections, and which articles belong to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "collections",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_table(
        "collection_members",
        sa.Column("collection", sa.String, primary_key=True),
        sa.Column("article_id", sa.String, primary_key=True),
        sa.ForeignKeyConstraint(["collection"], ["collections.key"]),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    )
    op.create_index("collection_members_by_article", "collection_members", ["article_id"])

"""Memberships have a history: when an article joined a collection, and when it left."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Of those that there are nobody knows since when: they hold from the beginning."""
    op.drop_index("collection_members_by_article", "collection_members")
    op.rename_table("collection_members", "old_members")
    op.create_table(
        "collection_members",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("collection", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("joined_at", sa.String, nullable=False),
        sa.Column("backdated", sa.Boolean, nullable=False),
        sa.Column("left_at", sa.String),
        sa.ForeignKeyConstraint(["collection"], ["collections.key"]),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    )
    op.execute(
        "INSERT INTO collection_members (collection, article_id, joined_at, backdated) "
        "SELECT collection, article_id, collections.created_at, true FROM old_members "
        "JOIN collections ON collections.key = collection ORDER BY collection, article_id"
    )
    op.drop_table("old_members")
    op.create_index("collection_members_by_collection", "collection_members", ["collection", "article_id"])
    op.create_index("collection_members_by_article", "collection_members", ["article_id"])

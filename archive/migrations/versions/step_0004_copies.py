"""What is known of copies: signatures of texts, pairs found alike, and who tells one story."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "signatures",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer),
        sa.Column("runs", sa.Integer, nullable=False),
        sa.Column("numbers", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "copy_pairs",
        sa.Column("one", sa.String, primary_key=True),
        sa.Column("other", sa.String, primary_key=True),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("cosine", sa.Float),
    )
    op.create_index("copy_pairs_by_other", "copy_pairs", ["other"])
    op.create_table(
        "story_members",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("likeness", sa.JSON),
    )
    op.create_index("story_members_by_story", "story_members", ["story_id"])

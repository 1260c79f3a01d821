"""What is left of articles that were taken down."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tombstones",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("taken_down_at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("traces", sa.JSON, nullable=False),
    )
    op.create_table(
        "tombstone_marks",
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["tombstones.article_id"]),
    )

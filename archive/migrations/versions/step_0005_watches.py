"""Standing questions, what they noticed, and the versions that have come into searches."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "watches",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("watch_id", sa.String, nullable=False, unique=True),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("matching", sa.String, nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("answer_id", sa.String),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("known", sa.JSON, nullable=False),
    )
    op.create_table(
        "arrivals",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("article_id", "number"),
    )
    op.create_table(
        "notices",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("watch_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("copies", sa.JSON, nullable=False),
        sa.Column("citation", sa.Integer),
        sa.Column("noticed_at", sa.String, nullable=False),
        sa.Column("read", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.watch_id"]),
    )
    op.create_index("notices_by_watch", "notices", ["watch_id"])
    op.create_index("notices_by_article", "notices", ["article_id"])

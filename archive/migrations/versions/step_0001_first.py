"""The tables of the first release: articles, versions, photographs, files and where in them the articles stand."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _articles()
    _photos()
    _files()


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False, unique=True),
        sa.Column("identity", sa.String, nullable=False, unique=True),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("current_digest", sa.String, nullable=False),
    )
    op.create_index("ix_articles_current_digest", "articles", ["current_digest"])
    op.create_table(
        "versions",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("pages", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("ingested_at", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    )


def _photos() -> None:
    op.create_table(
        "photos",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("photo_id", sa.String, nullable=False),
        sa.Column("caption", sa.Text, nullable=False),
        sa.Column("headline", sa.Text),
        *(sa.Column(name, sa.String) for name in ("byline", "credit", "rights", "place", "city", "country")),
        sa.Column("taken", sa.JSON),
        sa.Column("people", sa.JSON, nullable=False),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("path", sa.String),
        sa.ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
    )
    op.create_index("ix_photos_photo_id", "photos", ["photo_id"])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("reader", sa.String),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("failed", sa.Boolean, nullable=False),
        sa.Column("ingested_at", sa.String, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
    )
    op.create_table(
        "appearances",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["path"], ["files.path"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    )
    op.create_index("appearances_by_article", "appearances", ["article_id"])

"""The record's tables; nothing else of the house names a column."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False, unique=True),
    Column("identity", String, nullable=False, unique=True),
    Column("status", String, nullable=False, index=True),
    Column("current", Integer, nullable=False),
    Column("current_digest", String, nullable=False, index=True),
)

other_identities = Table(
    "other_identities",
    metadata,
    Column("identity", String, primary_key=True),
    Column("article_id", String, nullable=False),
    Column("superseded", Boolean, nullable=False),
    ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    Index("other_identities_by_article", "article_id"),
)

versions = Table(
    "versions",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("digest", String, nullable=False),
    Column("ingested_at", String, nullable=False),
    ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
)

photos = Table(
    "photos",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("photo_id", String, nullable=False, index=True),
    Column("caption", Text, nullable=False),
    Column("headline", Text),
    Column("byline", String),
    Column("credit", String),
    Column("rights", String),
    Column("place", String),
    Column("city", String),
    Column("country", String),
    Column("taken", JSON),
    Column("people", JSON, nullable=False),
    Column("keywords", JSON, nullable=False),
    Column("path", String),
    ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
)

files = Table(
    "files",
    metadata,
    Column("path", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("reader", String),
    Column("outcome", String, nullable=False),
    Column("failed", Boolean, nullable=False),
    Column("ingested_at", String, nullable=False),
    Column("problems", JSON, nullable=False),
)

appearances = Table(
    "appearances",
    metadata,
    Column("path", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String, nullable=False),
    ForeignKeyConstraint(["path"], ["files.path"], ondelete="CASCADE"),
    ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    Index("appearances_by_article", "article_id"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("taken_down_at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("traces", JSON, nullable=False),
)

tombstone_marks = Table(
    "tombstone_marks",
    metadata,
    Column("mark", String, primary_key=True),
    Column("article_id", String, nullable=False),
    ForeignKeyConstraint(["article_id"], ["tombstones.article_id"]),
)

signatures = Table(
    "signatures",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("minute", Integer),
    Column("runs", Integer, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
)

signature_bands = Table(
    "signature_bands",
    metadata,
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("minute", Integer, primary_key=True, autoincrement=False),
    Column("signature", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

copies_due = Table(
    "copies_due",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False),
    Column("compared", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

copy_pairs = Table(
    "copy_pairs",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("share", Float, nullable=False),
    Column("cosine", Float),
    Index("copy_pairs_by_other", "other"),
    Index("copy_pairs_by_share", "share"),
)

story_members = Table(
    "story_members",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("story_id", String, nullable=False),
    Column("likeness", JSON(none_as_null=True)),
    Index("story_members_by_story", "story_id"),
)

watches = Table(
    "watches",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("watch_id", String, nullable=False, unique=True),
    Column("created_at", String, nullable=False),
    Column("query", Text, nullable=False),
    Column("matching", String, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("answer_id", String),
    Column("seen", Integer, nullable=False),
    Column("known", JSON, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("article_id", "number"),
)

notices = Table(
    "notices",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("watch_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("article_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("copies", JSON, nullable=False),
    Column("citation", Integer),
    Column("noticed_at", String, nullable=False),
    Column("read", Boolean, nullable=False),
    ForeignKeyConstraint(["watch_id"], ["watches.watch_id"]),
    Index("notices_by_watch", "watch_id"),
    Index("notices_by_article", "article_id"),
)

collections = Table(
    "collections",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("state", String, nullable=False),
)

collection_members = Table(
    "collection_members",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("collection", String, nullable=False),
    Column("article_id", String, nullable=False),
    Column("joined_at", String, nullable=False),
    Column("backdated", Boolean, nullable=False),
    Column("left_at", String),
    ForeignKeyConstraint(["collection"], ["collections.key"]),
    ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
    Index("collection_members_by_collection", "collection", "article_id"),
    Index("collection_members_by_article", "article_id"),
)

changes = Table(
    "changes",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False),
    Column("sign", String, nullable=False),
    sqlite_autoincrement=True,
)

receipt_metadata = MetaData()
"""Receipts lie in a database of their own: they can be deleted without touching the record."""

receipts = Table(
    "receipts",
    receipt_metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("receipt_id", String, nullable=False, unique=True),
    Column("kept_at", String, nullable=False),
    Column("document", JSON, nullable=False),
)

receipt_articles = Table(
    "receipt_articles",
    receipt_metadata,
    Column("receipt_id", String, primary_key=True),
    Column("article_id", String, primary_key=True),
    Index("receipts_by_article", "article_id"),
)

"""A JSON Feed in, its entries out as records that say for themselves what the feed says for all."""

from collections.abc import Iterator
from typing import Any

from ingest.feed_footers import without_footers
from ingest.normalise import paragraphs

_FOR_ALL = (("source", "title"), ("language", "language"), ("authors", "authors"), ("author", "author"))
"""What an entry lacks, and where the feed has it."""


def is_json_feed(value: Any) -> bool:
    """Whether this is a whole feed of any version of the format."""
    return isinstance(value, dict) and "jsonfeed.org/version" in str(value.get("version"))


def entries_of_feed(feed: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The place of each entry, and the entry; one that names an author has no other."""
    items = feed.get("items")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            signed = item.get("authors") or item.get("author")
            added = {own: feed[name] for own, name in _FOR_ALL if feed.get(name) and not (signed and "author" in own)}
            item = added | item
            if isinstance(item.get("content_text"), str):
                item["content_text"] = "\n\n".join(without_footers(paragraphs(item["content_text"])))
        yield f"items[{index}]", item

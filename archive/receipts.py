"""The seam to receipts: what was asked and the whole of what was answered, kept as a document under an id."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReceipt:
    """A receipt as it is kept: `document` is JSON, and `articles` are the ids of all articles that stand in it.

    `kept_at` is ISO 8601, in UTC.
    """

    receipt_id: str
    kept_at: str
    articles: tuple[str, ...]
    document: Mapping[str, Any]


class ReceiptStore(Protocol):
    """Keeps receipts. Safe to share between threads.

    What is deleted, cleared or redacted is gone from the store's files, not only from its answers.
    """

    def put(self, receipt: StoredReceipt) -> None:
        """Keep a receipt.

        Raises:
            ValueError: there is one with that id.
        """

    def get(self, receipt_id: str) -> StoredReceipt:
        """The receipt with that id.

        Raises:
            NotFoundError: no such receipt.
        """

    def latest(self, limit: int) -> tuple[StoredReceipt, ...]:
        """The last receipts that were kept, the newest first."""

    def count(self) -> int:
        """How many receipts are kept."""

    def delete(self, receipt_id: str) -> None:
        """Delete a receipt.

        Raises:
            NotFoundError: no such receipt.
        """

    def clear(self) -> int:
        """Delete all receipts; how many there were."""

    def redact(self, article_id: str) -> int:
        """Take all that is of an article out of every receipt; in how many it stood.

        The receipts stay, with the article's id and a note that its words were taken out.
        """

    def write_copy(self, path: Path) -> None:
        """As a `RecordStore` does."""

    def replace_with(self, path: Path) -> None:
        """As a `RecordStore` does."""

    def close(self) -> None:
        """Release the store's connections."""

"""The time, as the record keeps moments."""

from datetime import UTC, datetime


def timestamp() -> str:
    """Now, in UTC and ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")

"""The text of a feed in, its entries out, lenient in what it takes; the only file that imports feedparser."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import feedparser

from archive.model import Problem

_WHOLE = {"content-type": "application/xml; charset=utf-8"}
"""What the library is told of the text, so that it does not guess an encoding again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it says of itself and its entries, in feedparser's words; `version` is one such as `rss20`."""

    version: str
    about: dict[str, Any]
    entries: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]


def feed_of(text: str) -> Feed:
    """The feed that the text is, as far as it can be read. Nothing is fetched and no markup is cleaned away."""
    found = feedparser.parse(BytesIO(text.encode("utf-8", "replace")), response_headers=_WHOLE, sanitize_html=False)
    return Feed(
        version=found.get("version") or "",
        about=dict(found.feed),
        entries=tuple(map(dict, found.entries)),
        problems=tuple(_problems(found)),
    )


def _problems(found: Any) -> Iterator[Problem]:
    error = found.get("bozo_exception")
    if found.get("bozo"):
        line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
        said = error.getMessage() if hasattr(error, "getMessage") else str(error)
        reason = f"not well-formed: {said}; its entries were read as far as they can be"
        yield Problem(reason, f"line {line}" if line else None)

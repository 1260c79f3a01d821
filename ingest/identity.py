"""Which mark an article is known by: one of its own that holds everywhere, or else its place in a file."""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

from archive.model import Draft

_URI = re.compile(r"^(?:urn|tag|mid):\S+$", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+$")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)$", re.IGNORECASE)
_PLACE = "file:"


def article_id(identity: str) -> str:
    """The id of the article with that identity: 16 hex digits."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def identity(draft: Draft, path: str, position: int) -> str:
    """The identity of the draft that stands at `position` of the file at `path`.

    A URI or UUID is itself, and so is a message's `mid:` address; another id that is not a mere number holds within
    its source; then comes the article's URL. A bare number, or an id without a source, is a row of its file; with
    none of these the position is.
    """
    mark = " ".join((draft.identity or "").split())
    if known := _own(mark, draft):
        return known
    if known := _everywhere(draft.metadata.url or ""):
        return known
    return f"{_PLACE}{path}#{mark or position}"


def predecessors(draft: Draft) -> tuple[str, ...]:
    """The identities of the items that the draft continues; a mark that means nothing elsewhere is left out."""
    marks = (" ".join(mark.split()) for mark in draft.evolved_from)
    return tuple(dict.fromkeys(known for mark in marks if (known := _own(mark, draft))))


def _own(mark: str, draft: Draft) -> str | None:
    """The identity that an item's own mark gives it; a bare number, or an id without a source, gives none."""
    if known := _everywhere(mark):
        return known
    named = mark and draft.metadata.source and not _NUMBER.match(mark)
    return f"id:{draft.metadata.source.casefold()}:{mark}" if named and draft.metadata.source else None


def is_place(identity: str) -> bool:
    """Whether the identity is no more than a place in a file."""
    return identity.startswith(_PLACE)


def moved(identity: str, path: str) -> str:
    """The identity that the same record has in a file at another path."""
    return f"{_PLACE}{path}#{identity.rpartition('#')[2]}"


def _everywhere(mark: str) -> str | None:
    if _URI.match(mark):
        return mark
    try:
        return UUID(mark).urn if len(mark) in (32, 36) else _url(mark)
    except ValueError:
        return None


def _url(mark: str) -> str | None:
    """The address without what does not tell articles apart; `None` for anything else, a bare site included."""
    if not re.match(r"^https?://", mark, re.IGNORECASE):
        return None
    parts = urlsplit(mark)
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    query = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])])
    path = parts.path.rstrip("/")
    return urlunsplit(("https", host, path, query, "")) if host and (path or query) else None

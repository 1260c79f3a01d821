"""What is left of an article that was taken down: who did it, when and why, how to know it again; no word of it."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Stands where an article was.

    `article_id` is a digest of its identity. `marks` are digests of the identities and texts by which ingest knows it
    again; `traces` are fingerprints by which its words are looked for (see `archive.traces`).
    """

    article_id: str
    taken_down_at: str
    by: str
    reason: str
    marks: tuple[str, ...]
    traces: tuple[str, ...]


def identity_mark(identity: str) -> str:
    """The mark of an item with that identity."""
    return _mark("identity", identity)


def text_mark(digest: str) -> str:
    """The mark of a version with that digest, under whatever identity it comes."""
    return _mark("digest", digest)


def _mark(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()

"""What is left of an article that was taken down: who did it, when and why, how to know it again; no word of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.model import Article
from archive.traces import WIDTH, traces_of

ALL_TAKEN_DOWN = "all that it holds was taken down; 'newsarchive takedowns' lists what was"
"""Why a file has no articles that would have some."""


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


def stone_for(article: Article, identities: Iterable[str], *, taken_down_at: str, by: str, reason: str) -> Tombstone:
    """What is to be left of the article, which is known by those identities."""
    known = list(identities)
    # Of an address only its end is the article's own. The path of a file is the user's.
    addresses = [*known, *(each.metadata.url or "" for each in article.versions)]
    ends = [each[-WIDTH:] for each in addresses if not each.startswith("file:")]
    return Tombstone(
        article_id=article.article_id,
        taken_down_at=taken_down_at,
        by=by,
        reason=reason,
        marks=tuple(sorted({*map(identity_mark, known), *(text_mark(each.digest) for each in article.versions)})),
        traces=traces_of([*(each.text for each in article.versions), *ends]),
    )


def joined(one: Tombstone, other: Tombstone) -> Tombstone:
    """The first stone, which knows again what the other does as well."""
    marks, traces = {*one.marks, *other.marks}, {*one.traces, *other.traces}
    return replace(one, marks=tuple(sorted(marks)), traces=tuple(sorted(traces)))


def identity_mark(identity: str) -> str:
    """The mark of an item with that identity."""
    return _mark("identity", identity)


def text_mark(digest: str) -> str:
    """The mark of a version with that digest, under whatever identity it comes."""
    return _mark("digest", digest)


def _mark(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()

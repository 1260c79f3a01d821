"""Notices in, what a reader sees of them out: the words as the record has them now, and a sentence on each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.errors import NotFoundError
from archive.model import Article, Status
from archive.standing import released
from archive.store import RecordStore
from archive.watches import Notice, Noticed, WatchStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNotice:
    """A notice with the words it points to: `text == version.text[start:end]`, empty where they may not be shown.

    `said` is what happened, in a sentence. `headline` is empty for an article that is gone or held back.
    """

    notice: Notice
    said: str
    headline: str = ""
    source: str | None = None
    published: str | None = None
    text: str = ""


def latest(kept: WatchStore, store: RecordStore, watch_id: str | None, limit: int) -> tuple[ShownNotice, ...]:
    """The latest notices of one watch, or of all, newest first.

    Raises:
        NotFoundError: no such watch.
    """
    if watch_id is not None:
        kept.watch(watch_id)
    return shown(kept.notices(watch_id, limit=limit), store)


def shown(notices: Iterable[Notice], store: RecordStore) -> tuple[ShownNotice, ...]:
    """The notices as they can be shown today, in their order."""
    listed = list(notices)
    articles = store.articles({each.article_id for each in listed})
    return tuple(_shown(each, articles.get(each.article_id)) for each in listed)


def _shown(notice: Notice, article: Article | None) -> ShownNotice:
    try:
        seen = None if article is None else released(article, datetime.now(UTC))
    except NotFoundError:
        seen = None
    version = seen.version(notice.version) if seen else None
    if version is None:
        return ShownNotice(notice=notice, said=_said(notice, held_back=notice.kind is not Noticed.GONE))
    killed = article is not None and article.status is Status.KILLED and notice.kind is not Noticed.RETRACTED
    published = version.metadata.published
    said = _said(notice)
    if notice.kind is Noticed.DISAGREES and published is None:
        said += "; it has no date"
    return ShownNotice(
        notice=notice,
        said=said + ("; its publisher has taken it back since" if killed else ""),
        headline=version.headline,
        source=version.metadata.source,
        published=published.iso if published else None,
        text="" if killed else version.text[notice.start : notice.end].strip(),
    )


def _said(notice: Notice, *, held_back: bool = False) -> str:
    of = "what it cites" if notice.citation is None else f"citation [{notice.citation}]"
    said = {
        Noticed.NEW: "new",
        Noticed.CHANGED: f"changed: version {notice.version}",
        Noticed.SUPERSEDED: f"{of} was replaced by version {notice.version}",
        Noticed.CORRECTED: f"{of} was corrected",
        Noticed.RETRACTED: f"{of} was taken back by its publisher",
        Noticed.WITHDRAWN: f"{of} stands in no file any more",
        Noticed.GONE: f"{of} is gone from the archive or held back",
        Noticed.DISAGREES: "a new article says something else",
        Noticed.CITED: "a new article would be cited now",
    }[notice.kind]
    return f"{said}; it is gone from the archive or held back since" if held_back else said

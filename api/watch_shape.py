"""From the house's standing questions to the wire's."""

from collections.abc import Iterable

from answer.shown_notices import ShownNotice
from answer.watching import Run, filters_of
from api import receipt_shape
from api import watch_schemas as wire
from archive.watches import Watch, WatchStore


def watch(kept: Watch, unread: int) -> wire.Watch:
    """A standing question, with how many of its notices are unread."""
    return wire.Watch(
        watch_id=kept.watch_id,
        created_at=kept.created_at,
        query=kept.query,
        matching=kept.matching.value,
        filters=receipt_shape.filters(filters_of(kept)),
        answer_id=kept.answer_id,
        unread=unread,
    )


def watches(kept: WatchStore) -> wire.Watches:
    """All standing questions."""
    unread = kept.unread()
    return wire.Watches(watches=[watch(each, unread.get(each.watch_id, 0)) for each in kept.watches()])


def notices(found: Iterable[ShownNotice]) -> wire.Notices:
    """Notices, in their order."""
    return wire.Notices(notices=[_notice(each) for each in found])


def _notice(each: ShownNotice) -> wire.Notice:
    notice = each.notice
    return wire.Notice(
        serial=notice.serial,
        watch_id=notice.watch_id,
        kind=notice.kind.value,
        said=each.said,
        article_id=notice.article_id,
        version=notice.version,
        start=notice.start,
        end=notice.end,
        text=each.text,
        headline=each.headline,
        source=each.source,
        published=each.published,
        copies=list(notice.copies),
        citation=notice.citation,
        noticed_at=notice.noticed_at,
        read=notice.read,
    )


def runs(done: Iterable[Run]) -> wire.Runs:
    """What came of asking the standing questions."""
    return wire.Runs(
        runs=[wire.Run(watch=watch(each.watch, 0), notices=each.notices, problem=each.problem) for each in done]
    )


def marked(count: int) -> wire.Marked:
    """How many notices were marked as read."""
    return wire.Marked(marked=count)

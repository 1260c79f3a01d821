"""Matches in, one notice a story out: copies of a story that was noticed, then or now, are added to its notice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from archive.copies import story_ids
from archive.store import RecordStore
from archive.watches import Notice, Noticed
from index.hits import Passage


@dataclass(slots=True)
class OneAStory:
    """New notices, and by the serial of earlier ones the articles that turned out to print the same story."""

    notices: list[Notice] = field(default_factory=list)
    copies: dict[int, list[str]] = field(default_factory=dict)


def one_a_story(
    found: Sequence[Passage], earlier: Sequence[Notice], known: Collection[str], store: RecordStore
) -> OneAStory:
    """Notices of the passages found, one a story, which is what the record says it is.

    A new version of the article that a notice is of is another notice; one of a copy is not. `known` are articles that
    had come into searches before.
    """
    there = {each.article_id for each in found} | {each.article_id for each in earlier}
    story = story_ids(store.copies, there)
    told = {story[each.article_id]: each for each in reversed(earlier)}
    result = OneAStory()
    new: dict[str, int] = {}
    for passage in found:
        article_id, of = passage.article_id, story[passage.article_id]
        before = told.get(of)
        if of in new:
            notice = result.notices[new[of]]
            result.notices[new[of]] = replace(notice, copies=(*notice.copies, article_id))
        elif before is not None and before.article_id != article_id:
            if article_id not in before.copies:
                result.copies.setdefault(before.serial, []).append(article_id)
        else:
            new[of] = len(result.notices)
            result.notices.append(_notice(passage, Noticed.CHANGED if article_id in known else Noticed.NEW))
    return result


def _notice(passage: Passage, kind: Noticed) -> Notice:
    return Notice(
        kind=kind, article_id=passage.article_id, version=passage.version, start=passage.start, end=passage.end
    )

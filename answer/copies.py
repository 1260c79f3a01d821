"""Articles in, what else prints their stories out, each with how it differs from what it was copied from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.copies import Member
from archive.model import Article, Version
from index.hits import Copy

FIRST = "the first of its story"

_SHORT = 8
"""Characters of an article's id that tell it from the others of its story."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a story is printed: `told` says how the article asked for differs, `others` are the others.

    The first of the story leads. Both are empty for an article of which there is no copy.
    """

    told: str = ""
    others: tuple[Copy, ...] = ()


def printed(members: Sequence[Member], article_id: str, shown: Mapping[str, Article]) -> Printed:
    """The story that these members tell, for a reader of one of them; of the others only those that may be shown."""
    copies = [_copy(each, shown) for each in members if each.article_id in shown]
    own = next((each.told for each in copies if each.article_id == article_id), "")
    others = [each for each in copies if each.article_id != article_id]
    others.sort(key=lambda each: (each.told != FIRST, each.published or "9", each.article_id))
    return Printed(own, tuple(others)) if others else Printed()


def _copy(member: Member, shown: Mapping[str, Article]) -> Copy:
    return copy_of(shown[member.article_id].in_force, _told(member, shown))


def copy_of(version: Version, told: str = "") -> Copy:
    """The article of that version, as one that prints a story."""
    published = version.metadata.published
    return Copy(
        article_id=version.article_id,
        headline=version.headline,
        source=version.metadata.source,
        published=published.iso if published else None,
        told=told,
    )


def _told(member: Member, shown: Mapping[str, Article]) -> str:
    """How it differs; nothing where it is told of an article that may not be shown."""
    if member.likeness is None:
        return FIRST
    other = shown.get(member.likeness.article_id)
    return member.likeness.told(label(other)) if other else ""


def label(article: Article) -> str:
    """A short name: the source and how its id begins."""
    return " ".join(filter(None, (article.in_force.metadata.source, article.article_id[:_SHORT])))

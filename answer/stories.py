"""Cited articles in, the independent stories among them out: a wire story counts once, whoever prints it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from answer.copies import copy_of
from answer.model import Citation, Story
from archive.copies import story_ids
from archive.errors import NotFoundError
from archive.model import Kind, Version, text_of_kind
from archive.store import RecordStore
from index.hits import Passage

_DATELINE = re.compile(r"\A[^\n]{0,60}?\((?P<agency>[^()\n\d]{2,40})\)\s*(?:--|—|–|-)\s")
"""How a wire story opens: "EASTHOLM, Feb. 12 (Coastwire) -- "."""


def stories_of(citations: Sequence[Citation], found: Iterable[Passage], store: RecordStore) -> tuple[Story, ...]:
    """The stories that the citations are of, in their order; `found` are passages whose articles may be copies.

    Which articles are copies is what the record says.
    """
    cited = dict.fromkeys((each.article_id, each.version) for each in citations)
    keys = dict.fromkeys([*cited, *((each.article_id, each.version) for each in found)])
    story_of = story_ids(store.copies, {article_id for article_id, _ in keys})
    told = {key: story_of[key[0]] for key in keys}
    stories = dict.fromkeys(told[key] for key in cited)
    printed: dict[str, list[tuple[str, int]]] = {}
    for key, story in told.items():
        if story in stories:
            printed.setdefault(story, []).append(key)
    return tuple(_story(printed[each], citations, store) for each in stories)


def _story(printed: Sequence[tuple[str, int]], citations: Sequence[Citation], store: RecordStore) -> Story:
    versions = list(_versions(printed, store))
    return Story(
        citations=tuple(each.number for each in citations if (each.article_id, each.version) in printed),
        agency=_agency(versions),
        printed=tuple(map(copy_of, versions)),
    )


def _versions(keys: Iterable[tuple[str, int]], store: RecordStore) -> Iterator[Version]:
    """The versions of the record with those keys, each article once; one that has left it prints nothing."""
    first: dict[str, int] = {}
    for article_id, number in keys:
        first.setdefault(article_id, number)
    for article_id, number in first.items():
        try:
            yield store.version(article_id, number)
        except NotFoundError:
            continue


def _agency(versions: Sequence[Version]) -> str | None:
    """Who sent the story: named in a dateline, or in the byline that papers of different names share."""
    bodies = (text_of_kind(version, (Kind.BODY,)) for version in versions)
    named = Counter(match["agency"].strip() for body in bodies if (match := _DATELINE.match(body)))
    if named:
        return named.most_common(1)[0][0]
    bylines = Counter(version.metadata.byline for version in versions if version.metadata.byline)
    papers = {version.metadata.source for version in versions}
    shared = [byline for byline, count in bylines.most_common(1) if count > 1 and len(papers) > 1]
    return shared[0] if shared else None

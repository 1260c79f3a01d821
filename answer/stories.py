"""Cited articles in, the independent stories among them out: a wire story counts once, whoever prints it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from answer.model import Citation, Story
from archive.errors import NotFoundError
from archive.model import Kind, Version, text_of_kind
from archive.store import RecordStore
from index.copies import runs_of, same_story
from index.hits import Copy, Passage

_COMMON_RUNS = 10
"""Runs of words that a found passage has in common with a cited article, if its own article may be a copy."""

_DATELINE = re.compile(r"\A[^\n]{0,60}?\((?P<agency>[^()\n\d]{2,40})\)\s*(?:--|—|–|-)\s")
"""How a wire story opens: "EASTHOLM, Feb. 12 (Coastwire) -- "."""


def stories_of(citations: Sequence[Citation], found: Iterable[Passage], store: RecordStore) -> tuple[Story, ...]:
    """The stories that the citations are of, in their order; `found` are passages whose articles may be copies."""
    read = _Articles(store)
    cited = list(dict.fromkeys((each.article_id, each.version) for each in citations))
    groups: list[list[tuple[str, int]]] = []
    for article in cited:
        same = next((group for group in groups if read.same(group[0], article)), None)
        groups.append([article]) if same is None else same.append(article)
    others = _by_article(found, set(cited))
    return tuple(_story(group, citations, others, read) for group in groups)


def _by_article(found: Iterable[Passage], cited: set[tuple[str, int]]) -> dict[tuple[str, int], list[str]]:
    """The texts found, by article, of those that are not cited."""
    others: dict[tuple[str, int], list[str]] = {}
    for passage in found:
        key = passage.article_id, passage.version
        if key not in cited and passage.kind is Kind.BODY:
            others.setdefault(key, []).append(passage.text)
    return others


def _story(
    group: Sequence[tuple[str, int]],
    citations: Sequence[Citation],
    others: dict[tuple[str, int], list[str]],
    read: "_Articles",
) -> Story:
    runs = read.runs(group[0])
    near = [key for key, texts in others.items() if any(len(runs & runs_of(text)) >= _COMMON_RUNS for text in texts)]
    printed = [*group, *(key for key in near if read.same(group[0], key))]
    versions = [read.version(key) for key in printed]
    return Story(
        citations=tuple(each.number for each in citations if (each.article_id, each.version) in group),
        agency=_agency(versions),
        printed=tuple(_copy(version) for version in versions),
    )


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


def _copy(version: Version) -> Copy:
    said = version.metadata
    published = said.published.iso if said.published else None
    return Copy(article_id=version.article_id, headline=version.headline, source=said.source, published=published)


class _Articles:
    """Versions and the runs of words of their bodies, each read once an answer."""

    def __init__(self, store: RecordStore) -> None:
        self.version = cache(lambda key: store.version(*key))
        self.runs = cache(lambda key: runs_of(text_of_kind(self.version(key), (Kind.BODY,))))

    def same(self, one: tuple[str, int], other: tuple[str, int]) -> bool:
        """Whether the two print one story; a version that has left the record prints none."""
        try:
            return same_story(self.runs(one), self.runs(other))
        except NotFoundError:
            return False

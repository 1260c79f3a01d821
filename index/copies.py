"""Which of the first hits print the same story: wire copy goes out once and is printed in many papers.

Texts are compared by the runs of words they share (shingles; Broder, "On the resemblance and containment of
documents", 1997), only where their vectors are near, and only near the top, where a reader meets them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from archive.model import Kind
from index.generation import Generation
from index.hits import Copy
from index.vectors import Mask, Ordinals

HEAD = 60
"""Hits among which copies are looked for."""

_RUN = 5
_LIKE = 0.88
"""The cosine below which two passages are not compared word by word."""

_SHARED = 0.5
"""The share of its runs of words that the shorter of two texts has in common with the other, if it is a copy."""

_LEAST_RUNS = 20
"""A text with fewer runs of words is no copy of anything: short notices are alike by chance."""

_COMMON_RUNS = 10
"""Passages with fewer runs of words in common do not send us to read their articles."""

Runs = frozenset[tuple[str, ...]]


def copies_among(generation: Generation, leads: Ordinals) -> tuple[Mapping[int, tuple[Copy, ...]], Mask]:
    """The copies by the ordinal of the lead that stands for them, and which of the leads are such copies.

    The first lead of a story stands for it. A passage that a copy alone prints stays a hit.
    """
    stories = _Stories(generation)
    head = leads[:HEAD].tolist()
    articles = generation.passages.article_numbers(leads[:HEAD]).tolist()
    alike = _alike(generation, leads[:HEAD], articles, stories)
    repeated = np.zeros(len(leads), dtype=np.bool_)
    appears = {article: place for place, article in reversed(list(enumerate(articles)))}
    first: dict[int, int] = {}
    behind: dict[int, list[int]] = {}
    for place, (ordinal, article) in enumerate(zip(head, articles, strict=True)):
        earlier = (mate for mate in first if mate in alike[article] and appears[mate] < appears[article])
        mates = (mate for mate in earlier if stories.same(first[mate], ordinal))
        told_by = next((mate for mate in mates if stories.tells(first[mate], ordinal)), None)
        if told_by is None:
            first.setdefault(article, ordinal)
        else:
            repeated[place] = True
            behind.setdefault(first[told_by], []).append(ordinal)
    return {lead: _copies(generation, copies) for lead, copies in behind.items()}, repeated


def _alike(
    generation: Generation, leads: Ordinals, articles: Sequence[int], stories: "_Stories"
) -> Mapping[int, set[int]]:
    """For each article, the others that have a passage here that prints much the same as one of its own."""
    vectors, of = generation.vectors.vectors(leads), np.array(articles, dtype=np.int64)
    # Not `@`: for so few rows its threads cost more than they bring, and search has both cores at work.
    near = (np.einsum("id,jd->ij", vectors, vectors) >= _LIKE) & (of[:, np.newaxis] != of)
    alike: dict[int, set[int]] = {article: set() for article in articles}
    for one, other in np.argwhere(np.triu(near)).tolist():
        if articles[other] not in alike[articles[one]] and stories.share(int(leads[one]), int(leads[other])):
            alike[articles[one]].add(articles[other])
            alike[articles[other]].add(articles[one])
    return alike


def same_story(one: Runs, other: Runs) -> bool:
    """Whether the shorter of two texts stands in the other for the most part."""
    fewer = min(len(one), len(other))
    return fewer >= _LEAST_RUNS and len(one & other) >= _SHARED * fewer


def runs_of(text: str) -> Runs:
    """Every run of five words in a text, without case and punctuation."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[shift:] for shift in range(_RUN)), strict=False))


def article_runs(generation: Generation, ordinals: Iterable[int]) -> Runs:
    """The runs of words in the body of an article, given the ordinals of its passages."""
    passages = map(generation.passages.__getitem__, ordinals)
    return runs_of("".join(each.text for each in passages if each.kind is Kind.BODY))


class _Stories:
    """The runs of words of passages and of their articles, each read once a search."""

    def __init__(self, generation: Generation) -> None:
        self._passages = cache(lambda ordinal: runs_of(generation.passages[ordinal].text))
        self._articles = cache(lambda ordinal: article_runs(generation, generation.passages.with_passage(ordinal)))

    def share(self, ordinal: int, other: int) -> bool:
        """Whether two passages have so many runs of words in common that one may be copied from the other."""
        return len(self._passages(ordinal) & self._passages(other)) >= _COMMON_RUNS

    def same(self, ordinal: int, other: int) -> bool:
        """Whether two passages are of articles that tell the same story."""
        return same_story(self._articles(ordinal), self._articles(other))

    def tells(self, ordinal: int, other: int) -> bool:
        """Whether the other passage stands, for the most part, in the article of the first."""
        runs = self._passages(other)
        return len(runs) < _LEAST_RUNS or len(runs & self._articles(ordinal)) >= _SHARED * len(runs)


def _copies(generation: Generation, ordinals: Iterable[int]) -> tuple[Copy, ...]:
    """The articles of these passages, each once."""
    passages = [generation.passages[ordinal] for ordinal in ordinals]
    return tuple(
        Copy(article_id=each.article_id, headline=each.headline, source=each.source, published=each.published)
        for each in {passage.article_id: passage for passage in passages}.values()
    )

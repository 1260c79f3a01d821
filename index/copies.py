"""Which hits print the same story, as the record has it: the first found stands for the others, and names them."""

from collections.abc import Iterable, Mapping

import numpy as np

from index.generation import Generation
from index.hits import Copy
from index.vectors import Mask, Ordinals


def collapsed(generation: Generation, leads: Ordinals) -> tuple[Mapping[int, list[int]], Mask]:
    """By the lead that stands for a story, the passages of its copies, and which of the leads are such copies.

    A passage that stands in one article of the story only is a hit of its own.
    """
    articles = generation.passages.article_numbers(leads)
    stories, shared = generation.stories.of_articles(articles), generation.stories.shared[leads]
    told, first = np.unique(stories[shared], return_index=True)
    head = np.arange(len(leads))
    head[shared] = np.flatnonzero(shared)[first][np.searchsorted(told, stories[shared])]
    repeated = np.asarray(articles[head] != articles)
    behind: dict[int, list[int]] = {}
    for place in np.flatnonzero(repeated).tolist():
        behind.setdefault(int(leads[head[place]]), []).append(int(leads[place]))
    return behind, repeated


def copies_at(generation: Generation, ordinals: Iterable[int]) -> tuple[Copy, ...]:
    """The articles of these passages, each once."""
    passages = [generation.passages[ordinal] for ordinal in ordinals]
    return tuple(
        Copy(article_id=each.article_id, headline=each.headline, source=each.source, published=each.published)
        for each in {passage.article_id: passage for passage in passages}.values()
    )


def counted(generation: Generation, found: Ordinals) -> tuple[int, int]:
    """How many articles these passages are of, and how many stories those tell."""
    articles = np.unique(generation.passages.article_numbers(found))
    return len(articles), len(np.unique(generation.stories.of_articles(articles)))

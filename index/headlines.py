"""Headlines whose article was found by another passage too: that one brings the headline with it."""

import numpy as np

from archive.model import Kind
from index.generation import Generation
from index.vectors import Mask, Ordinals


def redundant_headlines(generation: Generation, ordinals: Ordinals) -> Mask:
    """Which of the passages are such headlines, one entry a passage, in order."""
    words = generation.columns.words["kind"]
    if Kind.HEADLINE.value not in words:
        return np.zeros(len(ordinals), dtype=np.bool_)
    articles = generation.passages.article_numbers(ordinals)
    headlines = generation.columns.codes["kind"][ordinals] == words.index(Kind.HEADLINE.value)
    return np.asarray(headlines & np.isin(articles, articles[~headlines]))

"""A standing query and what has just come into searches in, the passages of it that the query should be told of out.

By words, a passage matches that holds them all. By meaning, it must stand among the first articles of a search of the
whole archive, and be read by the reranker as about the query; no score of one search means anything in another.
"""

from collections.abc import Collection

from archive.errors import InputError
from archive.watches import Matching
from index.filters import Filters
from index.hits import Group, Passage, SearchRequest
from index.query import read_query
from index.reranker import Reranker
from index.search import Searcher

DEPTH = 100
"""Articles of the whole archive's ranking among which a new one must stand."""

RELEVANT = 0.0
"""The reranker's logit from which a passage is read as about the query: even odds, its own point and not one fitted."""

Versions = Collection[tuple[str, int]]
"""Versions, each by its article and its number."""


def check_query(searcher: Searcher, query: str, filters: Filters) -> None:
    """Check that a query can be asked again and again.

    Raises:
        InputError: it is empty or too long, or limited to a day as of which the archive is searched.
    """
    if filters.as_of is not None:
        raise InputError(f"as of {filters.as_of} nothing new will come; leave that day out of a standing question")
    searcher.search(SearchRequest(query=query, limit=1, filters=filters))


def matches(
    searcher: Searcher, reranker: Reranker, query: str, matching: Matching, filters: Filters, new: Versions
) -> tuple[Passage, ...]:
    """The passages of new versions that match, one a version, best first, or in order of the archive by words."""
    if not new:
        return ()
    if matching is Matching.WORDS:
        held = searcher.holding(query, filters, new)
        return tuple({(each.article_id, each.version): each for each in reversed(held)}.values())[::-1]
    request = SearchRequest(query=query, limit=DEPTH, group=Group.ARTICLE, filters=filters)
    found = [hit.passage for hit in searcher.search(request).hits]
    fresh = [each for each in found if (each.article_id, each.version) in new]
    texts = [f"{each.text.strip()}\n{each.headline}" for each in fresh]
    words = read_query(query).text or query
    relevance = reranker.score(words, texts) if texts else ()
    return tuple(each for each, logit in zip(fresh, relevance, strict=True) if logit >= RELEVANT)

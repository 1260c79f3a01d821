"""A standing query and what has just come into searches in, the passages of it that the query should be told of out.

By words, a passage matches that holds them all. By meaning, it must stand among the first articles of a search of the
whole archive, and be read by the reranker as about the query; no score of one search means anything in another.
"""

from collections.abc import Collection

from archive.errors import InputError
from archive.model import Kind
from archive.watches import Matching
from index.filters import Filters
from index.hits import Group, Passage, SearchRequest
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


def matches(searcher: Searcher, query: str, matching: Matching, filters: Filters, new: Versions) -> tuple[Passage, ...]:
    """The passages of new versions that match, one a version, the best first; by words in the order of the archive."""
    if not new:
        return ()
    if matching is Matching.WORDS:
        held = sorted(searcher.holding(query, filters, new), key=lambda each: each.kind is Kind.HEADLINE)
        return tuple({(each.article_id, each.version): each for each in reversed(held)}.values())[::-1]
    request = SearchRequest(query=query, limit=DEPTH, group=Group.ARTICLE, filters=filters)
    found = [hit.passage for hit in searcher.search(request).hits]
    fresh = [each for each in found if (each.article_id, each.version) in new]
    relevance = searcher.relevance(query, fresh)
    return tuple(each for each, logit in zip(fresh, relevance.tolist(), strict=True) if logit >= RELEVANT)

"""A request in, hits out, over one generation: read, filter, rank, group."""

import time

from archive.errors import InputError, ModelError
from index.embedder import Embedder
from index.filters import Filters
from index.generation import Generation
from index.grouping import hits_of
from index.hits import Mode, Passage, SearchRequest, SearchResult
from index.named_sources import SourceNames
from index.query import Query, read_query
from index.question import read_question
from index.ranking import Within, rank
from index.reranker import Reranker
from index.reranking import rerank

_LIMIT = 100
_LONGEST_QUERY = 2000


class Searcher:
    """Search over one generation. Safe to share between threads.

    Raises:
        ModelError: the embedder is not the model that the generation was built with.
    """

    def __init__(self, generation: Generation, embedder: Embedder, reranker: Reranker) -> None:
        built_with = generation.manifest.model
        if embedder.identity != built_with:
            raise ModelError(
                f"the index was built with {built_with.name} ({built_with.revision[:12]}) and "
                f"{embedder.identity.name} ({embedder.identity.revision[:12]}) is set; run 'newsarchive rebuild'"
            )
        self._generation = generation
        self._embedder = embedder
        self._reranker = reranker
        self._names = SourceNames(generation.columns.words["source"])

    @property
    def generation(self) -> str:
        """The name of the generation."""
        return self._generation.manifest.name

    @property
    def articles(self) -> int:
        """How many articles the generation holds."""
        return self._generation.manifest.articles

    @property
    def passages(self) -> int:
        """How many passages the generation holds."""
        return self._generation.manifest.passages

    def passages_of(self, article_id: str) -> tuple[Passage, ...]:
        """An article's passages, in order of its text; none where the generation does not hold it."""
        passages = self._generation.passages
        return tuple(passages[ordinal] for ordinal in passages.of_article(article_id))

    def search(self, request: SearchRequest) -> SearchResult:
        """The passages or articles that match best, among those the filters admit (law 3).

        Raises:
            InputError: the query is empty or too long, or the limit is out of range.
        """
        _check(request)
        started = time.perf_counter()
        query = read_query(request.query, question=request.question)
        reading = read_question(query.text, self._names)
        ranked = rank(self._generation, self._embedder, reading, self._within(query, request.filters))
        if request.mode is Mode.BEST:
            ranked = rerank(self._generation, self._reranker, reading, ranked)
        hits = hits_of(self._generation, ranked.ordinals, ranked.scores, request.group, request.limit)
        return SearchResult(
            hits=hits,
            generation=self.generation,
            understood=(*query.understood, *reading.understood),
            timings={"total": (time.perf_counter() - started) * 1000},
        )

    def _within(self, query: Query, filters: Filters) -> Within:
        holding = self._generation.keywords.matching(query.keywords) if query.restricted else None
        return Within.limits(self._generation.columns.admissible(filters), query.keywords, holding)


def _check(request: SearchRequest) -> None:
    if not request.query.strip():
        raise InputError("the query is empty; type what to look for")
    if len(request.query) > _LONGEST_QUERY:
        raise InputError(f"the query has {len(request.query)} characters; shorten it to at most {_LONGEST_QUERY}")
    if not 1 <= request.limit <= _LIMIT:
        raise InputError(f"the limit is {request.limit}; choose one from 1 to {_LIMIT}")

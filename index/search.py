"""A request in, hits out, over one generation: read, filter, rank, order, group, count, page."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from archive.dates import DateField
from archive.errors import InputError, ModelError, NotFoundError
from archive.memberships import MembershipsOf, no_memberships
from index.columns import UNDATED, Admissible, Condition, NoneOf, OneOf, day_column
from index.copies import counted
from index.embedder import Embedder, ModelIdentity, Vectors
from index.facets import facets_of, histogram_of
from index.filters import NO_FILTERS, Filters
from index.found import Found, by_relevance, holding_all, in_time
from index.generation import Generation
from index.grouping import Grouped, grouped, page
from index.headlines import redundant_headlines
from index.hits import Facet, Hit, Mode, Order, Passage, SearchRequest, SearchResult
from index.membership import Members
from index.named_sources import SourceNames
from index.paging import cursor, place_of
from index.query import Named, Query, read_query
from index.question import Reading, read_question
from index.ranking import Ranked, Within, rank
from index.reranker import Reranker
from index.reranking import relevance, rerank
from index.similar import background_of, similar_articles
from index.suggested import suggested
from index.unknown import unknown_in
from index.vectors import Mask

_LIMIT = 100
_LONGEST_QUERY = 2000
_DATES = {
    DateField.PUBLISHED: "date of publication",
    DateField.UPDATED: "date of update",
    DateField.CREATED: "date of creation",
    DateField.TAKEN: "date on which a photograph was taken",
    DateField.DATELINE: "date in the dateline",
    DateField.INGESTED: "date of arrival in the archive",
}


class Searcher:
    """Search over one generation. Safe to share between threads.

    `held_back` gives the ids of articles that no search may find, though the generation holds them: it was built
    before they were killed. `memberships` says at every search which articles are in which collections.

    Raises:
        ModelError: the embedder is not the model that the generation was built with.
    """

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        reranker: Reranker,
        held_back: Callable[[], Collection[str]] = frozenset,
        memberships: MembershipsOf = no_memberships,
    ) -> None:
        built_with = generation.manifest.model
        if embedder.identity != built_with:
            raise ModelError(
                f"the index was built with {built_with.name} ({built_with.revision[:12]}) and "
                f"{embedder.identity.name} ({embedder.identity.revision[:12]}) is set; run 'newsarchive rebuild'"
            )
        self._generation = generation
        self._embedder = embedder
        self._reranker = reranker
        self._held_back = held_back
        self._members = Members(generation.passages, memberships)
        self._names = SourceNames(generation.columns.words["source"])

    @property
    def generation(self) -> str:
        """The name of the generation."""
        return self._generation.manifest.name

    @property
    def model(self) -> ModelIdentity:
        """The embedder that the generation was built with."""
        return self._generation.manifest.model

    @property
    def sources(self) -> tuple[str, ...]:
        """The papers and agencies of the generation, by name."""
        return tuple(filter(None, self._generation.columns.words["source"]))

    @property
    def latest(self) -> date | None:
        """The last day of publication of what a search without filters looks through; `None` where nothing has one."""
        days, among = self._generation.columns.codes["day"], self._admissible(NO_FILTERS)
        there = days if among is None else days[among.mask]
        last = int(there.max(initial=UNDATED))
        return None if last == UNDATED else date.fromordinal(last)

    @property
    def articles(self) -> int:
        """How many articles a search without filters looks through."""
        among = self._admissible(NO_FILTERS)
        if among is None:
            return self._generation.manifest.articles
        return len(np.unique(self._generation.passages.article_numbers(np.flatnonzero(among.mask))))

    @property
    def passages(self) -> int:
        """How many passages a search without filters looks through."""
        among = self._admissible(NO_FILTERS)
        return self._generation.manifest.passages if among is None else int(among.mask.sum())

    def passages_of(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of an article's latest version, in order of its text; none where search would find none."""
        return tuple(map(self._generation.passages.__getitem__, self._latest_of(article_id)))

    def standing(self) -> frozenset[tuple[str, int]]:
        """Every version, by its article and its number, that a search without filters may find."""
        among, there = self._admissible(NO_FILTERS), self._generation.passages.versions()
        return frozenset((each, number) for each, number, first in there if among is None or among.mask[first])

    def holding(self, query: str, filters: Filters, among: Collection[tuple[str, int]]) -> tuple[Passage, ...]:
        """The passages of these versions that hold all the words of a query and meet what it asks for, in their order.

        Raises:
            InputError: the query is empty or too long.
        """
        _check(SearchRequest(query=query))
        read = read_query(query)
        ordinals = holding_all(self._generation, read.text, self._within(read, filters)).tolist()
        passages = map(self._generation.passages.__getitem__, ordinals)
        return tuple(each for each in passages if (each.article_id, each.version) in among)

    def relevance(self, query: str, passages: Sequence[Passage]) -> Vectors:
        """How relevant the reranker holds each passage for the part of the query that it answers best, in logits.

        The logit says it of one passage; beside those of other searches it means the same.
        """
        return relevance(self._reranker, read_question(read_query(query).text or query, self._names), passages)

    def _latest_of(self, article_id: str) -> range:
        """The ordinals of the passages that a search without filters may find."""
        ordinals, among = self._generation.passages.of_article(article_id), self._admissible(NO_FILTERS)
        if among is None:
            return ordinals
        found = [ordinal for ordinal in ordinals if among.mask[ordinal]]
        return range(found[0], found[-1] + 1) if found else range(0)

    def _admissible(self, filters: Filters, also: tuple[Condition, ...] = ()) -> Admissible | None:
        passages = self._generation.passages
        if filters.collections:
            also = (*also, self._members.condition(filters.collections, filters.as_of))
        held_back = tuple(ordinal for each in self._held_back() for ordinal in passages.of_article(each))
        return self._generation.columns.admissible(filters, (*also, NoneOf(held_back)) if held_back else also)

    def _standing_as_of(self, day: date | None) -> Mask | None:
        among = self._admissible(Filters(as_of=day))
        return None if among is None else among.mask

    def similar(self, article_id: str, limit: int = 10) -> SearchResult:
        """Articles like this one in meaning and names, best first, without itself and copies of it.

        Raises:
            InputError: the limit is out of range.
            NotFoundError: the generation does not hold the article.
        """
        return self._beside(article_id, limit, similar_articles)

    def background(self, article_id: str, limit: int = 10) -> SearchResult:
        """Articles of earlier days that explain this one, best first; none where it has no date.

        Raises:
            InputError: the limit is out of range.
            NotFoundError: the generation does not hold the article.
        """
        return self._beside(article_id, limit, background_of)

    def _beside(
        self, article_id: str, limit: int, find: Callable[[Generation, range, Admissible | None, int], tuple[Hit, ...]]
    ) -> SearchResult:
        _check_limit(limit)
        started = time.perf_counter()
        ordinals = self._latest_of(article_id)
        if not ordinals:
            raise NotFoundError(f"there is no article {article_id!r} in the index; take an id from a hit or a citation")
        hits = find(self._generation, ordinals, self._admissible(NO_FILTERS), limit)
        milliseconds = (time.perf_counter() - started) * 1000
        return SearchResult(hits=hits, generation=self.generation, total=len(hits), timings={"total": milliseconds})

    def search(self, request: SearchRequest) -> SearchResult:
        """The passages or articles that match, in the order asked for, among those the filters admit (law 3).

        Raises:
            InputError: the query is empty or too long, the limit is out of range, the order wants a day or the day
                another order, or the cursor is of another search or generation.
            NotFoundError: there is no collection of a name that the filters give.
        """
        _check(request)
        started = time.perf_counter()
        start = place_of(self.generation, request)
        query = read_query(request.query, question=request.question)
        reading = read_question(query.text, self._names)
        found = self._found(request, query, reading)
        hits = grouped(self._generation, found, request.group, condense=request.condense)
        columns, total = self._generation.columns, len(hits.leads)
        articles, stories = counted(self._generation, found.ordinals)
        field, end = request.filters.date_field, start + request.limit
        return SearchResult(
            hits=page(self._generation, hits, start, request.limit),
            generation=self.generation,
            understood=(
                *query.understood,
                *reading.understood,
                *_dates_meant(request.filters),
                *unknown_in(columns, request.filters, lambda: self._standing_as_of(request.filters.as_of)),
                *found.understood,
            ),
            timings={"total": (time.perf_counter() - started) * 1000},
            total=total,
            articles=articles,
            stories=stories,
            undated=self._undated(hits, field),
            next=cursor(self.generation, request, end) if end < total else None,
            facets=self._facets(hits, request.filters) if request.facets else (),
            histogram=histogram_of(columns, hits.leads, field) if request.facets else None,
            suggested=suggested(reading.whole.words, reading.dates, request.today or date.today()),
            date_field=field,
        )

    def _found(self, request: SearchRequest, query: Query, reading: Reading) -> Found:
        within, field = self._within(query, request.filters), request.filters.date_field

        def ranked() -> Ranked:
            ranking = rank(self._generation, self._embedder, reading, within)
            ranking = ranking.only(~redundant_headlines(self._generation, ranking.ordinals))
            best = request.mode is Mode.BEST
            return rerank(self._generation, self._reranker, reading, ranking) if best else ranking

        if request.order is not Order.RELEVANCE:
            return in_time(self._generation, query.text, within, ranked, request.order, request.around, field)
        if query.named and not query.text:
            found = in_time(self._generation, "", within, ranked, Order.LATEST, None, field)
            return replace(found, understood=("no words to rank by: the latest first", *found.understood))
        return by_relevance(self._generation, query.text, within, ranked())

    def _facets(self, hits: Grouped, filters: Filters) -> tuple[Facet, ...]:
        columns = self._generation.columns
        by_collection = self._members.facet(columns, hits.leads, filters.as_of)
        return (*facets_of(columns, hits.leads, filters.date_field), *by_collection)

    def _undated(self, hits: Grouped, field: DateField) -> int:
        days = self._generation.columns.codes[day_column(field)][hits.leads]
        return int((days == UNDATED).sum())

    def _within(self, query: Query, filters: Filters) -> Within:
        holding = self._generation.keywords.matching(query.keywords) if query.restricted else None
        also = tuple(map(self._condition, query.named))
        narrow = query.restricted or bool(query.named) or filters != NO_FILTERS
        return Within.limits(self._admissible(filters, also), query.keywords, holding, narrow=narrow)

    def _condition(self, named: Named) -> Condition:
        """The codes that hold the words, or for what is excluded all the others, with those that have none."""
        columns = self._generation.columns
        codes = columns.spellings(named.column).holding(named.text)
        if named.excluded:
            codes = tuple(sorted({-1, *range(len(columns.words[named.column]))} - set(codes)))
        return OneOf(named.column, codes)


def _dates_meant(filters: Filters) -> tuple[str, ...]:
    """In words, which dates count, where it is not the usual one, and that only what lacks one is looked through."""
    said = _DATES[filters.date_field]
    if filters.undated:
        return (f"only what has no {said}",)
    return () if filters.date_field is DateField.PUBLISHED else (f"by {said}",)


def _check(request: SearchRequest) -> None:
    if not request.query.strip():
        raise InputError("the query is empty; type what to look for")
    if len(request.query) > _LONGEST_QUERY:
        raise InputError(f"the query has {len(request.query)} characters; shorten it to at most {_LONGEST_QUERY}")
    _check_limit(request.limit)
    if request.order is Order.AROUND and request.around is None:
        raise InputError("the order 'around' needs a day; give one as around=YYYY-MM-DD")
    if request.around is not None and request.order is not Order.AROUND:
        raise InputError(f"the day {request.around} was given and the order is '{request.order}'; order by 'around'")


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= _LIMIT:
        raise InputError(f"the limit is {limit}; choose one from 1 to {_LIMIT}")

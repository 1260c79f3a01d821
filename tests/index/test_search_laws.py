"""Law 3 end to end: a filtered search equals brute force over the admissible set, on each leg and fused.

The reference reads versions and cuts them itself, asks the filters in plain Python, scores words with BM25 counted by
hand over the whole archive and meaning with every vector, and joins them with the functions of `index.fusion`. Random
archives are smaller than what a leg brings, so that every admissible passage is a candidate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.dates import dates_of
from archive.errors import InputError, ModelError
from archive.model import Draft, Kind, Version
from index.embedder import Embedder, HashEmbedder
from index.filters import NO_FILTERS, Filters
from index.fusion import MEANING, bonus, fuse, join, standardised
from index.generation import Generation
from index.hits import Group, Hit, Mode, Order, SearchRequest
from index.keywords import KeywordQuery
from index.named_sources import SourceNames
from index.passages import Cut, cut
from index.query import read_query
from index.question import Part, read_question
from index.ranking import HEAD, Within, rank
from index.reranker import OverlapReranker
from index.search import Searcher
from index.vectors import ExactVectors
from ingest.compose import compose
from tests.contracts.bm25 import Bm25, holds, words_of
from tests.index.archives import ARRIVED, article, built, indexed, meets, opened, standing_at
from tests.strategies import archives, filters, queries

CLOSE = {"rtol": 0, "atol": 2e-3}
"""Standardising divides by a spread, which enlarges the difference between sums in single and double precision."""


@dataclass(repr=False)
class Reference:
    """An archive by brute force."""

    cuts: list[tuple[Version, Cut]]
    words: Bm25
    vectors: np.ndarray
    embedder: Embedder

    @classmethod
    def of(cls, versions: list[Version], embedder: Embedder) -> "Reference":
        cuts = [
            (each, piece) for each in indexed(versions) for piece in cut(each, embedder.count_tokens, embedder.capacity)
        ]
        texts = [piece.embedded for _, piece in cuts]
        return cls(cuts, Bm25(texts), embedder.embed_passages(texts), embedder)

    def text(self, ordinal: int) -> str:
        version, piece = self.cuts[ordinal]
        return version.text[piece.start : piece.end]

    def admissible(self, filters: Filters, required: KeywordQuery) -> np.ndarray:
        stands = standing_at((version for version, _ in self.cuts), filters.as_of)
        return np.array(
            [
                (version.article_id, version.number) in stands
                and meets(version, piece.kind, filters, piece.photo_id)
                and all(holds(self.text(ordinal), phrase) for phrase in required.phrases)
                and not any(holds(self.text(ordinal), each) for each in required.excluded if words_of(each))
                for ordinal, (version, piece) in enumerate(self.cuts)
            ]
        )

    def scores(self, request: SearchRequest, generation: Generation) -> dict[int, float]:
        """The score of every admissible passage."""
        query = read_query(request.query, question=request.question)
        sources = generation.columns.words["source"]
        reading = read_question(query.text, SourceNames(sources))
        among = np.flatnonzero(self.admissible(request.filters, query.keywords))
        words = self.words.scores(reading.whole.words)[among].astype(np.float32)
        meaning = self.vectors[among] @ self.embedder.embed_queries([reading.whole.meaning])[0]
        whole = fuse(words, meaning, MEANING, HEAD) + self._bonus(reading.whole, among, sources)
        parts = [self._part(part, among, sources) for part in reading.parts]
        return dict(zip(among.tolist(), join(whole, parts, HEAD).tolist(), strict=True))

    def _part(self, part: Part, among: np.ndarray, sources: Sequence[str]) -> np.ndarray:
        """By words alone, and only of the best among all and among the sources named."""
        words = self.words.scores(part.words)[among].astype(np.float32)
        from_source, _ = self._named(part, among, sources)
        brought = []
        for places in (np.flatnonzero(words), np.flatnonzero(words * from_source)):
            brought.append(places[np.lexsort((among[places], -words[places]))][:HEAD])
        best = np.unique(np.concatenate(brought))
        least = words[best].min() if len(best) >= HEAD else 0
        scores = np.full(len(among), least, dtype=np.float32)
        scores[best] = words[best]
        return standardised(scores, HEAD) + self._bonus(part, among, sources)

    def _bonus(self, part: Part, among: np.ndarray, sources: Sequence[str]) -> np.ndarray:
        return bonus(*self._named(part, among, sources))

    def _named(self, part: Part, among: np.ndarray, sources: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Which are from a source, and from a date, that is named."""
        metadata = [self.cuts[ordinal][0].metadata for ordinal in among]
        named = {sources[code] for code in part.codes}
        days = [each.published.day if each.published else None for each in metadata]
        return (
            np.array([each.source in named for each in metadata], dtype=np.bool_),
            np.array([day and any(each.meets(day) for each in part.dates) for day in days], dtype=np.bool_),
        )

    def ordinal(self, hit: Hit) -> int:
        return next(
            ordinal
            for ordinal, (version, piece) in enumerate(self.cuts)
            if (version.article_id, version.number, piece.start)
            == (hit.passage.article_id, hit.passage.version, hit.passage.start)
        )

    def without_spare_headlines(self, scores: dict[int, float]) -> dict[int, float]:
        """Headlines are left out where another passage of the article was found."""
        found = {self.cuts[each][0].article_id for each in scores if self.cuts[each][1].kind is not Kind.HEADLINE}
        return {
            each: score
            for each, score in scores.items()
            if self.cuts[each][1].kind is not Kind.HEADLINE or self.cuts[each][0].article_id not in found
        }


def check_passages(reference: Reference, generation: Generation, searcher: Searcher, request: SearchRequest) -> None:
    scores = reference.without_spare_headlines(reference.scores(request, generation))
    result = searcher.search(request)
    assert result.total == len(scores)
    hits = result.hits
    found = [reference.ordinal(hit) for hit in hits]
    assert set(found) <= set(scores)
    assert len(set(found)) == len(found) == min(request.limit, len(scores))
    np.testing.assert_allclose([hit.score for hit in hits], [scores[each] for each in found], **CLOSE)
    # Passages whose scores differ by rounding may change places, so places are compared by what they score.
    best = sorted(scores.values(), reverse=True)[: request.limit]
    np.testing.assert_allclose([hit.score for hit in hits], best, **CLOSE)
    assert [(-hit.score, each) for hit, each in zip(hits, found, strict=True)] == sorted(
        (-hit.score, each) for hit, each in zip(hits, found, strict=True)
    )


def check_articles(reference: Reference, generation: Generation, searcher: Searcher, request: SearchRequest) -> None:
    scores = reference.without_spare_headlines(reference.scores(request, generation))
    hits = searcher.search(replace(request, group=Group.ARTICLE)).hits
    best: dict[str, float] = {}
    for ordinal, score in scores.items():
        article_id = reference.cuts[ordinal][0].article_id
        best[article_id] = max(score, best.get(article_id, score))
    assert len({hit.passage.article_id for hit in hits}) == len(hits) == min(request.limit, len(best))
    np.testing.assert_allclose([hit.score for hit in hits], [best[hit.passage.article_id] for hit in hits], **CLOSE)
    np.testing.assert_allclose(
        [hit.score for hit in hits], sorted(best.values(), reverse=True)[: request.limit], **CLOSE
    )
    for hit in hits:
        shown = [hit.passage, *hit.more]
        assert {each.article_id for each in shown} == {hit.passage.article_id}
        assert len({each.passage_id for each in shown}) == len(shown)
        assert {reference.ordinal(Hit(passage=each, score=0)) for each in shown} <= set(scores)


def check_in_time(reference: Reference, searcher: Searcher, request: SearchRequest) -> None:
    """In an order of time, hits are the admissible passages that hold all the words, the undated last."""
    words = read_query(request.query, question=request.question)
    admitted = reference.admissible(request.filters, words.keywords)
    holding = reference.words.holding(words.text)
    among = dict.fromkeys(np.flatnonzero(admitted & holding).tolist(), 0.0)
    if not among:
        return
    result = searcher.search(replace(request, order=Order.OLDEST, limit=100))

    def when(ordinal: int) -> tuple[bool, str, int]:
        version, piece = reference.cuts[ordinal]
        known = {each.field: each.date.iso for each in dates_of(version, piece.photo_id)}
        iso = known.get(request.filters.date_field)
        # A day without a time begins with its midnight, as one that gives midnight does.
        return iso is None, f"{iso[:16]}T00:00"[:16] if iso else "", ordinal

    wanted = sorted(reference.without_spare_headlines(among), key=when)
    assert [reference.ordinal(hit) for hit in result.hits] == wanted[:100]
    assert result.total == len(wanted)
    assert result.undated == sum(when(each)[0] for each in wanted)


def check_reranked(searcher: Searcher, request: SearchRequest) -> None:
    """A reranker changes the order and nothing else."""
    everything = replace(request, limit=100)
    fast, best = (searcher.search(replace(everything, mode=mode)).hits for mode in Mode)
    assert sorted(hit.passage.passage_id for hit in best) == sorted(hit.passage.passage_id for hit in fast)
    assert [hit.score for hit in best] == sorted((hit.score for hit in best), reverse=True)


def check_legs(reference: Reference, generation: Generation, request: SearchRequest) -> None:
    """Each leg alone, under the filters alone."""
    admissible = generation.columns.admissible(request.filters)
    right = reference.admissible(request.filters, KeywordQuery(""))
    mask, conditions = (admissible.mask, admissible.conditions) if admissible else (None, ())
    vector = reference.embedder.embed_queries([request.query])[0]
    found, scores = generation.vectors.search(vector, request.limit, mask)
    wanted, wanted_scores = ExactVectors(reference.vectors).search(vector, request.limit, right)
    np.testing.assert_allclose(scores, wanted_scores, rtol=0, atol=1e-6)
    np.testing.assert_allclose(reference.vectors[found] @ vector, reference.vectors[wanted] @ vector, rtol=0, atol=1e-6)
    assert right[found].all()

    by_words = reference.words.scores(request.query)
    found, scores = generation.keywords.search(KeywordQuery(request.query), request.limit, conditions)
    best = sorted((score for score, admitted in zip(by_words, right, strict=True) if admitted and score), reverse=True)
    np.testing.assert_allclose(scores, best[: request.limit], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(scores, by_words[found], rtol=1e-5, atol=1e-6)
    assert right[found].all()


requests = st.builds(
    SearchRequest,
    query=queries,
    question=st.booleans(),
    limit=st.sampled_from([1, 3, 10, 100]),
    filters=filters(past=True) | st.just(NO_FILTERS),
)


# Building an index takes too long for a failing example to be made small.
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(archives(several=True), st.lists(requests, min_size=10, max_size=10))
def test_search_equals_brute_force_over_the_admissible(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Version], asked: list[SearchRequest]
) -> None:
    data, embedder = tmp_path_factory.mktemp("law3"), HashEmbedder()
    generation = opened(data, built(versions, data, embedder))
    reference, searcher = Reference.of(versions, embedder), Searcher(generation, embedder, OverlapReranker())
    assert len(reference.cuts) < HEAD
    for request in asked:
        check_legs(reference, generation, request)
        check_passages(reference, generation, searcher, request)
        check_articles(reference, generation, searcher, request)
        check_reranked(searcher, request)
        check_in_time(reference, searcher, request)


TOWN = ("river", "mayor", "bridge", "council", "ferry", "storm", "market", "school", "harbour", "train")

ODD_DAY = date.fromordinal(737_425 + 350)


QUIET = "Calm quay, clear sky, slack tide. " * 20 + "The river."
"""Of the third paper: it holds a word that all hold, among many that nobody asks for."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Searcher, Reference, Generation]:
    """More articles than a leg brings, one a day and three papers, and one that says nothing of the river."""
    versions = [
        article(
            f"a{day}",
            QUIET
            if day % 90 == 7
            else " ".join(f"The {TOWN[(day * 7 + word) % 10]} river is {word}." for word in range(6)),
            published=date.fromordinal(737_425 + day).isoformat(),
            source="Evening Ferry" if day % 90 == 7 else "Vennick Packet" if day % 2 else "Harrow Courier",
            byline=f"Writer {day}",
        )
        for day in range(700)
    ]
    versions[350] = article(
        "odd", "Nothing of that.", published=ODD_DAY.isoformat(), source="Vennick Packet", byline="Odd One"
    )
    data, embedder = tmp_path_factory.mktemp("year"), HashEmbedder()
    generation = opened(data, built(versions, data, embedder))
    return Searcher(generation, embedder, OverlapReranker()), Reference.of(versions, embedder), generation


@pytest.mark.parametrize(
    "only",
    [
        Filters(date_from=ODD_DAY, date_to=ODD_DAY, sources=("vennick packet",), bylines=("Odd One",)),
        Filters(bylines=("odd one",)),
    ],
)
def test_a_window_of_one_passage_gives_it_however_bad_it_is(
    year: tuple[Searcher, Reference, Generation], only: Filters
) -> None:
    """It holds none of the words, and 700 passages are nearer."""
    searcher, _, _ = year
    (hit,) = searcher.search(SearchRequest(query="the mayor of the river", filters=only)).hits
    assert (hit.passage.article_id, hit.score) == ("odd", 0.0)
    hits = searcher.search(SearchRequest(query="the mayor of the river", limit=100)).hits
    assert len(hits) == 100
    assert "odd" not in {hit.passage.article_id for hit in hits}


@pytest.mark.parametrize("days", [0, 1, 2, 30, 150])
@pytest.mark.parametrize("sources", [(), ("Harrow Courier",)])
def test_windows_in_a_large_archive_equal_brute_force(
    year: tuple[Searcher, Reference, Generation], days: int, sources: tuple[str, ...]
) -> None:
    searcher, reference, generation = year
    first = date.fromordinal(737_425 + 100)
    wanted = Filters(date_from=first, date_to=date.fromordinal(first.toordinal() + days), sources=sources)
    request = SearchRequest(query="market bridge", limit=50, filters=wanted)
    check_passages(reference, generation, searcher, request)
    assert len(searcher.search(request).hits) == min(
        50, sum(not sources or not day % 2 for day in range(100, 101 + days))
    )


OF_PAPERS = (
    "Does the Evening Ferry article on the harbour say that the storm train school was late, while the Harrow Courier"
    " article on the market says that the mayor bridge council was closed?"
)
OF_ORDER = (
    "Did the ferry river storm come before the Evening Ferry wrote that the train council was 3, and the market is 5?"
)


@pytest.mark.parametrize(("question", "days"), [(OF_PAPERS, 30), (OF_PAPERS, 250), (OF_ORDER, 30)])
def test_a_question_in_parts_equals_brute_force(
    year: tuple[Searcher, Reference, Generation], question: str, days: int
) -> None:
    searcher, reference, generation = year
    assert len(read_question(question, SourceNames(generation.columns.words["source"])).parts) > 1
    last = date.fromordinal(737_425 + days)
    request = SearchRequest(query=question, question=True, limit=100, filters=Filters(date_to=last))
    check_passages(reference, generation, searcher, request)


def test_a_paper_named_for_a_part_is_searched_by_itself(year: tuple[Searcher, Reference, Generation]) -> None:
    """Its few passages are not among the best that the words bring."""
    _, reference, generation = year
    reading = read_question(
        OF_PAPERS.replace("the harbour", "the river"), SourceNames(generation.columns.words["source"])
    )
    ranked = rank(generation, reference.embedder, reading, Within.limits(None, KeywordQuery(""), None, narrow=False))
    days = {int(reference.cuts[ordinal][0].article_id.removeprefix("a")) for ordinal in ranked.ordinals.tolist()}
    assert len(days) < 700
    assert days >= set(range(7, 700, 90))


def test_each_day_finds_its_own_article(year: tuple[Searcher, Reference, Generation]) -> None:
    searcher, _, _ = year
    for day in (0, 1, 99, 350, 698, 699):
        only = date.fromordinal(737_425 + day)
        (hit,) = searcher.search(SearchRequest(query="ferry", filters=Filters(date_from=only, date_to=only))).hits
        assert hit.passage.published == only.isoformat()


def test_an_unknown_source_finds_nothing_and_says_no_error(year: tuple[Searcher, Reference, Generation]) -> None:
    searcher, _, _ = year
    for query in ("ferry", '"the ferry river"', "-ferry river", "what of the ferry?", "..."):
        for group in Group:
            request = SearchRequest(query=query, group=group, filters=Filters(sources=("Nowhere Times",)))
            result = searcher.search(request)
            assert result.hits == ()
            assert "there is no source 'Nowhere Times'" in result.understood


def test_a_misspelt_filter_is_told_with_what_is_there(year: tuple[Searcher, Reference, Generation]) -> None:
    searcher, _, _ = year
    only = Filters(sources=("Vennik Packet", "the harrow courier"), bylines=("Odd One", "Od One"))
    understood = searcher.search(SearchRequest(query="ferry", filters=only)).understood
    assert understood[-2:] == (
        "there is no source 'Vennik Packet'; the nearest is 'Vennick Packet'",
        "there is no byline 'Od One'; the nearest is 'Odd One'",
    )


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (SearchRequest(query="  \n "), "the query is empty; type what to look for"),
        (SearchRequest(query="x" * 2_001), "the query has 2001 characters; shorten it to at most 2000"),
        (SearchRequest(query="x", limit=0), "the limit is 0; choose one from 1 to 100"),
        (SearchRequest(query="x", limit=101), "the limit is 101; choose one from 1 to 100"),
    ],
)
def test_a_request_that_cannot_be_used_is_refused(
    year: tuple[Searcher, Reference, Generation], request_: SearchRequest, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        year[0].search(request_)


def test_another_model_than_that_of_the_generation_is_refused(year: tuple[Searcher, Reference, Generation]) -> None:
    _, _, generation = year
    other = HashEmbedder()
    other.identity = replace(other.identity, revision="2" * 64)
    with pytest.raises(
        ModelError, match=r"built with hash \(1\) and hash \(222222222222\) is set; run 'newsarchive reb"
    ):
        Searcher(generation, other, OverlapReranker())


def test_a_hit_quotes_the_record(tmp_path: Path, embedder: HashEmbedder) -> None:
    """Law 1 at the index: what a hit says is what stands between its offsets, white space included."""
    versions = [
        article("a1", "The river rose. 🗼 “Naïve,” she said.\n\nIt fell.", headline="Flood", source="Packet"),
        article("a2", "洪水が町を襲った。 The mayor left.", published="2020-02-11"),
    ]
    searcher = Searcher(opened(tmp_path, built(versions, tmp_path, embedder)), embedder, OverlapReranker())
    texts = {version.article_id: version for version in versions}
    for version in versions:
        passages = searcher.passages_of(version.article_id)
        assert "".join(each.text for each in passages) == version.text
    for query in ("river", "mayor", "flood", "洪水"):
        for hit in searcher.search(SearchRequest(query=query)).hits:
            version = texts[hit.passage.article_id]
            assert hit.passage.text == version.text[hit.passage.start : hit.passage.end]
            assert hit.passage.headline == version.headline
    assert searcher.passages_of("nobody") == ()
    assert (searcher.articles, searcher.passages) == (2, 3)


def test_a_phrase_does_not_run_on_from_one_note_into_the_next(tmp_path: Path, embedder: HashEmbedder) -> None:
    draft = Draft(headline="Flood", body="It rose.", notes=("The mayor floods the.", "River and bridge."))
    version = compose(draft).as_version("a1", 1, ARRIVED)
    searcher = Searcher(opened(tmp_path, built([version], tmp_path, embedder)), embedder, OverlapReranker())
    notes = Filters(kinds=(Kind.NOTE,))
    assert searcher.search(SearchRequest(query='"the river"', filters=notes)).hits == ()
    hits = searcher.search(SearchRequest(query='mayor -"the river"', filters=notes)).hits
    assert [hit.passage.text.strip() for hit in hits] == ["The mayor floods the.", "River and bridge."]


@settings(max_examples=150, deadline=None)
@given(
    typed=st.text(min_size=1) | st.text(alphabet="\"“”„«-+*():?!'’ ab\x00\n\u3000洪🗼", min_size=1),
    question=st.booleans(),
)
def test_no_query_breaks_a_search(year: tuple[Searcher, Reference, Generation], typed: str, question: bool) -> None:
    request = SearchRequest(query=typed, question=question, limit=3)
    try:
        hits = year[0].search(request).hits
    except InputError:
        assert not typed.strip()
    else:
        assert len(hits) <= 3

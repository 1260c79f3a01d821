"""Collections in search: a filter inside both legs (law 3), that follows the record without anything built anew."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.errors import NotFoundError
from archive.memberships import Memberships
from archive.model import Version
from index.columns import ARTICLE
from index.embedder import HashEmbedder
from index.filters import Filters
from index.hits import Group, SearchRequest
from index.keywords import KeywordQuery
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.index.archives import article, built, opened
from tests.strategies import archives

NAMES = ("Inquiry", "Packet", "Café")


class Record:
    """Memberships that change."""

    now = Memberships()
    then: Mapping[date, Memberships] = {}

    def memberships(self, as_of: date | None = None) -> Memberships:
        return self.then.get(as_of, Memberships()) if as_of else self.now


def searcher_of(versions: list[Version], folder, record: Record) -> Searcher:
    embedder = HashEmbedder()
    generation = opened(folder, built(versions, folder, embedder))
    return Searcher(generation, embedder, OverlapReranker(), memberships=record.memberships)


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(archives(several=True), st.data())
def test_a_collection_is_a_filter_inside_both_legs_and_follows_the_record(
    tmp_path_factory, versions: list[Version], data: st.DataObject
) -> None:
    record, embedder, folder = Record(), HashEmbedder(), tmp_path_factory.mktemp("collections")
    searcher = searcher_of(versions, folder, record)
    generation = searcher._generation
    ids = sorted({each.article_id for each in versions})
    passages = list(generation.passages)
    for _ in range(4):
        members = st.frozensets(st.sampled_from([*ids, "not in this generation"]))
        record.now = Memberships({name: data.draw(members) for name in NAMES})
        names = tuple(data.draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2)))
        wanted = {each for name in names for each in record.now.of[name]}
        right = np.array([passage.article_id in wanted for passage in passages])
        condition = searcher._members.condition(names)
        assert np.isin(generation.columns.codes[ARTICLE], condition.codes).tolist() == right.tolist()
        for query in ("the mayor", "river flood"):
            by_words, scores = generation.keywords.search(KeywordQuery(query), len(passages), (condition,))
            everything, all_scores = generation.keywords.search(KeywordQuery(query), len(passages))
            among = right[everything]
            assert sorted(by_words.tolist()) == sorted(everything[among].tolist())
            np.testing.assert_allclose(np.sort(scores), np.sort(all_scores[among]), rtol=1e-6)
            (vector,) = embedder.embed_queries([query])
            found, near = generation.vectors.search(vector, 5, right)
            ordered, nearness = generation.vectors.search(vector, len(passages), None)
            assert right[found].all()
            np.testing.assert_allclose(near, nearness[right[ordered]][:5], rtol=0, atol=1e-6)
        only = Filters(collections=names)
        hits = searcher.search(SearchRequest(query="the mayor of the river", filters=only, limit=100)).hits
        assert {hit.passage.article_id for hit in hits} <= wanted
        unlimited = SearchRequest(query="the", filters=only, limit=100, group=Group.ARTICLE)
        stands = searcher.search(replace(unlimited, filters=Filters())).hits
        assert {hit.passage.article_id for hit in searcher.search(unlimited).hits} == {
            hit.passage.article_id for hit in stands
        } & wanted


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> tuple[Searcher, Record]:
    record = Record()
    versions = [article(each, f"The river rose in {each}.", source="Packet") for each in "abcd"]
    return searcher_of(versions, tmp_path_factory.mktemp("town"), record), record


def found(searcher: Searcher, *names: str) -> list[str]:
    request = SearchRequest(query="river", group=Group.ARTICLE, filters=Filters(collections=names))
    return sorted(hit.passage.article_id for hit in searcher.search(request).hits)


def test_one_several_and_all_collections(town: tuple[Searcher, Record]) -> None:
    searcher, record = town
    record.now = Memberships({"Inquiry": frozenset("ab"), "Bridge": frozenset("bc"), "Empty": frozenset()})
    assert found(searcher, "inquiry") == ["a", "b"]
    assert found(searcher, "Inquiry", "BRIDGE") == ["a", "b", "c"]
    assert found(searcher, "empty") == []
    assert found(searcher) == ["a", "b", "c", "d"]
    record.now = Memberships({"Inquiry": frozenset("d")})
    assert found(searcher, "inquiry") == ["d"]
    with pytest.raises(NotFoundError, match="there is no collection 'Bridge'; there are Inquiry"):
        found(searcher, "Bridge")


def test_as_of_a_day_collections_are_those_of_that_day(town: tuple[Searcher, Record]) -> None:
    searcher, record = town
    record.now = Memberships({"Inquiry": frozenset("ab"), "Bridge": frozenset("d")})
    day = date(2024, 7, 1)
    record.then = {day: Memberships({"Inquiry": frozenset("bc"), "Bridge": frozenset()})}
    asked = SearchRequest(
        query="river", group=Group.ARTICLE, facets=True, filters=Filters(collections=("inquiry",), as_of=day)
    )
    result = searcher.search(asked)
    assert sorted(hit.passage.article_id for hit in result.hits) == ["b", "c"]
    assert next(each.counts for each in result.facets if each.field == "collection") == (("Inquiry", 2),)
    assert found(searcher, "inquiry") == ["a", "b"]


def test_hits_are_counted_by_collection_each_as_often_as_it_belongs(town: tuple[Searcher, Record]) -> None:
    searcher, record = town
    request = SearchRequest(query="river", group=Group.ARTICLE, facets=True)
    record.now = Memberships()
    assert "collection" not in {facet.field for facet in searcher.search(request).facets}
    record.now = Memberships({"Bridge": frozenset("bc"), "Empty": frozenset(), "Inquiry": frozenset("abc")})
    facet = next(each for each in searcher.search(request).facets if each.field == "collection")
    assert (facet.several, facet.counts) == (True, (("Inquiry", 3), ("Bridge", 2), (None, 1)))

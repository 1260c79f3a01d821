"""Law 8, orders of time and cursors, over random archives: counted by hand from what paging returns."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.dates import DateField
from archive.errors import InputError, NotFoundError
from archive.folding import name_key, person_key, tag_key
from archive.model import Version
from index.embedder import HashEmbedder
from index.filters import Filters
from index.hits import Group, Hit, Order, SearchRequest, SearchResult
from index.passages import cut
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.contracts.bm25 import english
from tests.index.archives import article, built, opened
from tests.strategies import archives, filters, queries

SEARCHES = st.builds(
    SearchRequest,
    query=queries,
    limit=st.sampled_from([1, 2, 5]),
    group=st.sampled_from(Group),
    order=st.sampled_from([Order.RELEVANCE, Order.LATEST, Order.OLDEST]),
    filters=filters(),
    condense=st.booleans(),
    facets=st.just(True),
)


def searcher_of(versions: list[Version], folder) -> Searcher:
    embedder = HashEmbedder()
    return Searcher(opened(folder, built(versions, folder, embedder)), embedder, OverlapReranker())


def pages(searcher: Searcher, request: SearchRequest) -> list[SearchResult]:
    results = [searcher.search(request)]
    while results[-1].next:
        results.append(searcher.search(replace(request, cursor=results[-1].next)))
    return results


def day(hit: Hit, field: DateField = DateField.PUBLISHED) -> str | None:
    given = hit.passage.date(field)
    return given and given[:10]


KEYS = {"source": name_key, "section": name_key, "byline": person_key, "language": tag_key}
"""By what spellings of one name are one value."""


def values(hit: Hit, field: str, meant: DateField) -> list[str | None]:
    """What a hit counts for: everybody who wrote it, else its one value; `None` where it has none."""
    if field == "year":
        return [day(hit, meant) and day(hit, meant)[:4]]
    given = list(hit.passage.authors) if field == "byline" else [getattr(hit.passage, field)]
    return [each and KEYS.get(field, str)(each) for each in given] or [None]


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(archives(), st.lists(SEARCHES, min_size=8, max_size=8))
def test_pages_facets_and_totals_agree(tmp_path_factory, versions: list[Version], asked: list[SearchRequest]) -> None:
    searcher = searcher_of(versions, tmp_path_factory.mktemp("law8"))
    for request in asked:
        results = pages(searcher, request)
        hits = [hit for result in results for hit in result.hits]
        first, meant = results[0], request.filters.date_field
        assert [len(result.hits) for result in results[:-1]] == [request.limit] * (len(results) - 1)
        assert {result.total for result in results} == {len(hits)}
        assert len({hit.passage.passage_id for hit in hits}) == len(hits)
        assert hits == list(searcher.search(replace(request, limit=100)).hits)
        for facet in first.facets:
            held = Counter(value for hit in hits for value in values(hit, facet.field, meant))
            key = KEYS.get(facet.field, str)
            assert {value and key(value): count for value, count in facet.counts} == held
            assert [count for _, count in facet.counts] == sorted(held.values(), reverse=True)
            assert facet.several == (facet.field == "byline")
            assert facet.several or sum(held.values()) == first.total
        assert first.date_field is meant
        assert first.undated == first.histogram.undated == sum(day(hit, meant) is None for hit in hits)
        assert sum(count for _, count in first.histogram.counts) + first.undated == first.total
        if request.group is Group.ARTICLE or request.condense:
            most = 1 if request.group is Group.ARTICLE else 5
            assert max(Counter(hit.passage.article_id for hit in hits).values(), default=0) <= most


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(archives(), st.sampled_from(["river", "the mayor", "flood bridge", "council vote"]), st.dates())
def test_an_order_of_time_is_of_all_that_hold_every_word(
    tmp_path_factory, versions: list[Version], words: str, around: date
) -> None:
    searcher = searcher_of(versions, tmp_path_factory.mktemp("time"))
    embedder, stems = HashEmbedder(), set(english().analyze(words))
    holding = {
        version.article_id
        for version in versions
        for piece in cut(version, embedder.count_tokens, embedder.capacity)
        if stems <= set(english().analyze(piece.embedded))
    }
    request = SearchRequest(query=words, group=Group.ARTICLE, limit=100)
    moments = {}
    for order, key in (
        (Order.LATEST, lambda moment: -moment.timestamp()),
        (Order.OLDEST, lambda moment: moment.timestamp()),
        (Order.AROUND, lambda moment: abs(moment.toordinal() - around.toordinal())),
    ):
        found = searcher.search(replace(request, order=order, around=around if order is Order.AROUND else None))
        said = any("no passage holds all" in line for line in found.understood)
        assert said == (not holding)
        if holding:
            assert {hit.passage.article_id for hit in found.hits} == holding
        days = [day(hit) for hit in found.hits]
        dated = [date.fromisoformat(each) for each in days if each]
        assert all(each is None for each in days[len(dated) :])
        keys = {
            Order.LATEST: [-each.toordinal() for each in dated],
            Order.OLDEST: [each.toordinal() for each in dated],
            Order.AROUND: [abs(each.toordinal() - around.toordinal()) for each in dated],
        }[order]
        assert keys == sorted(keys)
        moments[order] = days
        assert key


TOLD = " ".join(f"The mayor number {number} crossed the river on day {number} of the storm." for number in range(12))


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Searcher:
    """One story in three papers, the last with its own words; one like it; one of something else, and one undated."""
    return searcher_of(
        [
            article("a", TOLD, headline="Mayor crosses", source="Packet", published="2020-02-13T06:00:00+01:00"),
            article("b", TOLD, headline="River beaten", source="Post", published="2020-02-13T05:30:00+01:00"),
            article("c", "In brief. " + TOLD, headline="Crossing", source="Mercury", published="2020-02-14"),
            article("d", "The mayor spoke of the river and of nothing else.", headline="Talk", published="2019-01-01"),
            article("e", "Cakes were sold at the school market.", headline="Cakes", published="2021-01-01"),
            article("f", "The river and the mayor, undated.", headline="Note"),
        ],
        tmp_path_factory.mktemp("town"),
    )


def test_an_order_of_publication_says_which_pages_were_updated_later(tmp_path: Path) -> None:
    """A page that is kept up to date stands at the day on which it was first published, whatever it says today."""
    searcher = searcher_of(
        [
            article("old", "The river rose.", published="2015-01-01", updated="2024-03-01"),
            article("same", "The river fell.", published="2020-02-02", updated="2020-02-02T18:00:00+01:00"),
            article("new", "The river froze.", published="2021-01-01"),
        ],
        tmp_path,
    )
    request = SearchRequest(query="river", order=Order.OLDEST)
    found = searcher.search(request)
    assert [hit.passage.article_id for hit in found.hits] == ["old", "same", "new"]
    assert found.understood == (
        "in order of publication; 1 passage is of an article that was updated on a later day, "
        "which the date of update goes by",
    )
    by_update = searcher.search(replace(request, filters=Filters(date_field=DateField.UPDATED)))
    assert [hit.passage.article_id for hit in by_update.hits] == ["same", "old", "new"]
    assert by_update.understood == ("by date of update",)


def test_one_story_is_one_hit_that_names_the_others(town: Searcher) -> None:
    request = SearchRequest(query="mayor river", group=Group.ARTICLE, order=Order.OLDEST, condense=True, limit=20)
    found = town.search(request)
    assert [hit.passage.article_id for hit in found.hits] == ["d", "b", "f"]
    assert [(copy.article_id, copy.source) for copy in found.hits[1].copies] == [("a", "Packet"), ("c", "Mercury")]
    every = town.search(replace(request, condense=False))
    assert [hit.passage.article_id for hit in every.hits] == ["d", "b", "a", "c", "f"]
    assert (found.total, found.undated, every.total) == (3, 1, 5)
    latest = town.search(replace(request, condense=False, order=Order.LATEST))
    assert [hit.passage.article_id for hit in latest.hits] == ["c", "a", "b", "d", "f"]


OWN = ["qua", "wix", "zel", "pyr", "oom"]
"""What the words of a paper's own paragraph are made of."""


@pytest.fixture(scope="module")
def press(tmp_path_factory) -> Searcher:
    """Forty articles: stories in one to six papers, some with a paragraph that only this paper prints."""
    articles = []
    for story in range(12):
        words = np.random.default_rng(story).choice(["mar", "lon", "ved", "kil", "tor", "bas", "dun", "fen"], (60, 3))
        body = f"The mayor of {' '.join(map(''.join, words))}."
        for paper in range(story % 6 + 1):
            own = np.random.default_rng([story, paper]).choice(OWN, (60, 3))
            added = f"Own words of the mayor: {' '.join(map(''.join, own))}."
            text = body + "\n\n" + added if paper % 3 == 2 else body
            articles.append(
                article(f"s{story}p{paper}", text, headline=f"Story {story}", source=f"Paper {paper}",
                        published=f"2020-02-{story + 1:02}" if story % 4 else None)
            )  # fmt: skip
    return searcher_of(articles, tmp_path_factory.mktemp("press"))


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("order", [Order.RELEVANCE, Order.LATEST])
@pytest.mark.parametrize("sources", [(), ("Paper 2", "Paper 3")])
def test_articles_and_stories_are_counted_as_paging_returns_them(press: Searcher, group, order, sources) -> None:
    request = SearchRequest(
        query="mayor", limit=4, group=group, order=order, condense=True, facets=True, filters=Filters(sources=sources)
    )
    found = press.search(request)
    hits, result = list(found.hits), found
    while result.next:
        result = press.search(replace(request, cursor=result.next, facets=False))
        hits += result.hits
    assert len(hits) == found.total
    assert all(sum(count for _, count in facet.counts) == found.total for facet in found.facets)
    seen = {hit.passage.article_id for hit in hits} | {copy.article_id for hit in hits for copy in hit.copies}
    wanted = {f"s{story}p{paper}" for story in range(12) for paper in range(story % 6 + 1)}
    if sources:
        wanted = {each for each in wanted if f"Paper {each[-1]}" in sources}
    assert seen == wanted
    assert (found.articles, found.stories) == (len(wanted), len({each.split("p")[0] for each in wanted}))
    own = [any(each in hit.passage.text for each in OWN) for hit in hits]
    assert all(hit.copies == () for hit, is_own in zip(hits, own, strict=True) if is_own)
    shown = {hit.passage.article_id for hit, is_own in zip(hits, own, strict=True) if not is_own}
    assert sorted(each.split("p")[0] for each in shown) == sorted({each.split("p")[0] for each in shown})


def test_similar_articles_leave_out_the_article_and_its_copies(town: Searcher) -> None:
    found = [hit.passage.article_id for hit in town.similar("a").hits]
    assert not {"a", "b", "c"} & set(found)
    assert {hit.passage.article_id for hit in town.background("a").hits} <= {"d"}
    assert town.background("f").hits == ()
    with pytest.raises(NotFoundError, match="there is no article 'nobody' in the index"):
        town.similar("nobody")


def test_only_a_source_asked_for_gives_the_latest(town: Searcher) -> None:
    found = town.search(SearchRequest(query="-source:packet -source:post -headline:note", group=Group.ARTICLE))
    assert [hit.passage.article_id for hit in found.hits] == ["e", "c", "d"]
    assert found.understood[-1] == "no words to rank by: the latest first"


@pytest.fixture(scope="module")
def calendar(tmp_path_factory) -> Searcher:
    said = {
        "a": {"published": "2020-01-01", "updated": "2020-03-01T09:00:00+01:00"},
        "b": {"published": "2020-02-01", "updated": "2020-02-02"},
        "c": {"published": "2020-03-01", "dateline": "SEOUL, Jan. 9"},
        "d": {"updated": "2020-01-15"},
    }
    versions = [article(each, f"The river rose in {each}.", **dates) for each, dates in said.items()]
    return searcher_of(versions, tmp_path_factory.mktemp("calendar"))


def test_orders_and_counts_of_time_go_by_the_date_that_is_meant(calendar: Searcher) -> None:
    request = SearchRequest(query="river", group=Group.ARTICLE, order=Order.LATEST, facets=True)
    by_update = Filters(date_field=DateField.UPDATED)
    found = calendar.search(replace(request, filters=by_update))
    assert [hit.passage.article_id for hit in found.hits] == ["a", "b", "d", "c"]
    assert (found.undated, found.date_field, found.understood) == (1, DateField.UPDATED, ("by date of update",))
    assert dict(found.histogram.counts)["2020-03-01"] == 1
    assert found.histogram.undated == 1
    published = calendar.search(request)
    assert [hit.passage.article_id for hit in published.hits] == ["c", "b", "a", "d"]
    assert (published.undated, published.date_field) == (1, DateField.PUBLISHED)
    assert published.understood == (
        "in order of publication; 2 passages are of articles that were updated on a later day, "
        "which the date of update goes by",
    )


@pytest.mark.parametrize(
    ("only", "wanted", "said"),
    [
        (Filters(undated=True), "d", "only what has no date of publication"),
        (Filters(undated=True, date_field=DateField.UPDATED), "c", "only what has no date of update"),
        (Filters(undated=True, date_field=DateField.INGESTED), "", "only what has no date of arrival in the archive"),
        (Filters(date_from=date(2020, 3, 1), date_field=DateField.UPDATED), "a", "by date of update"),
    ],
)
def test_what_has_no_date_is_found_by_itself(calendar: Searcher, only: Filters, wanted: str, said: str) -> None:
    found = calendar.search(SearchRequest(query="river", group=Group.ARTICLE, filters=only))
    assert sorted(hit.passage.article_id for hit in found.hits) == list(wanted)
    assert said in found.understood


WRITTEN = {
    "a": {"source": "The Vennick Packet", "section": "Arts & Books", "byline": "By JANE DOE, Staff Writer"},
    "b": {"source": "vennickpacket.com", "section": "ARTS AND BOOKS", "byline": "Doe, Jane"},
    "c": {"source": "VENNICK PACKET", "section": "Arts and books", "byline": "John Roe and Jane A. Doe"},
    "d": {"source": "The Vennick Packet", "section": "Sport", "byline": "AFP"},
    "e": {"source": "Courier", "byline": "Reuters/John Roe"},
    "f": {"source": "Courier"},
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory) -> Searcher:
    versions = [article(each, f"The river rose in {each}.", **said) for each, said in WRITTEN.items()]
    return searcher_of(versions, tmp_path_factory.mktemp("newsroom"))


def test_facets_count_people_and_papers_under_one_spelling_each(newsroom: Searcher) -> None:
    found = newsroom.search(SearchRequest(query="river", group=Group.ARTICLE, facets=True))
    counted = {facet.field: facet.counts for facet in found.facets}
    assert counted["byline"] == (("Jane Doe", 2), ("John Roe", 2), (None, 2), ("Jane A. Doe", 1))
    assert counted["source"] == (("The Vennick Packet", 4), ("Courier", 2))
    assert counted["section"] == (("Arts & Books", 3), (None, 2), ("Sport", 1))


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        (Filters(bylines=("Jane Doe",)), "abc"),
        (Filters(bylines=("doe, jane",)), "abc"),
        (Filters(bylines=("JANE A DOE",)), "c"),
        (Filters(bylines=("john roe",)), "ce"),
        (Filters(bylines=("AFP",)), "d"),
        (Filters(bylines=("staff writer",)), "a"),
        (Filters(sources=("vennick packet",)), "abcd"),
        (Filters(sources=("www.vennickpacket.com", "the courier")), "abcdef"),
        (Filters(sections=("arts and books",)), "abc"),
    ],
)
def test_a_filter_finds_a_name_under_every_spelling(newsroom: Searcher, only: Filters, wanted: str) -> None:
    found = newsroom.search(SearchRequest(query="river", group=Group.ARTICLE, filters=only))
    assert sorted(hit.passage.article_id for hit in found.hits) == list(wanted)
    for hit in found.hits:
        assert hit.passage.byline == WRITTEN[hit.passage.article_id].get("byline")


def test_what_the_query_asks_of_a_byline_is_read_alike(newsroom: Searcher) -> None:
    for query, wanted in (('byline:"jane doe" river', "abc"), ("-byline:doe river", "def"), ("byline:roe", "ce")):
        found = newsroom.search(SearchRequest(query=query, group=Group.ARTICLE))
        assert sorted(hit.passage.article_id for hit in found.hits) == list(wanted)


def test_a_cursor_fits_one_search_of_one_generation(town: Searcher, tmp_path) -> None:
    request = SearchRequest(query="mayor", limit=1)
    cursor = town.search(request).next
    assert town.search(replace(request, cursor=cursor)).hits == town.search(replace(request, limit=2)).hits[1:]
    for other in (
        replace(request, query="river"),
        replace(request, order=Order.LATEST),
        replace(request, condense=True),
    ):
        with pytest.raises(InputError, match="the cursor belongs to another search"):
            town.search(replace(other, cursor=cursor))
    newer = searcher_of([article("a", TOLD)], tmp_path)
    with pytest.raises(InputError, match="the cursor belongs to the index"):
        newer.search(replace(request, cursor=cursor))
    for damaged in ("", "x", "é", "bnVsbA", "W10", "W1tdLFtdLFtdXQ", cursor[:-3], "[" * 500):
        with pytest.raises(InputError, match="cursor"):
            town.search(replace(request, cursor=damaged))


def test_around_and_its_day_belong_together(town: Searcher) -> None:
    with pytest.raises(InputError, match="the order 'around' needs a day"):
        town.search(SearchRequest(query="x", order=Order.AROUND))
    with pytest.raises(InputError, match="the day 2020-01-01 was given and the order is 'latest'"):
        town.search(SearchRequest(query="x", order=Order.LATEST, around=date(2020, 1, 1)))

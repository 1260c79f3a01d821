"""Searches as of a day, embargoes that end without a rebuild, and kills that need none."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.errors import InputError, NotFoundError
from archive.model import Version
from index.embedder import HashEmbedder
from index.filters import Filters
from index.hits import Group, SearchRequest
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.index.archives import article, built, opened

HOUR = timedelta(hours=1)


def searcher(data: Path, versions: list[Version], held_back=frozenset) -> Searcher:
    generation = opened(data, built(versions, data, HashEmbedder()))
    return Searcher(generation, HashEmbedder(), OverlapReranker(), held_back)


def found(search: Searcher, query: str, as_of: date | None = None, **wanted) -> list[tuple[str, int]]:
    result = search.search(SearchRequest(query=query, filters=Filters(as_of=as_of), **wanted))
    assert result.total == len(result.hits)
    return sorted((hit.passage.article_id, hit.passage.version) for hit in result.hits)


@pytest.fixture
def steps(tmp_path: Path) -> Searcher:
    """An article in three versions, and one that never changed."""
    return searcher(
        tmp_path,
        [
            article("keeper", "The light has 210 steps.", published="2024-03-01"),
            article("keeper", "The light has 211 steps.", number=2, published="2024-03-01", updated="2024-03-05"),
            article("keeper", "The light has 212 steps.", number=3, published="2024-03-01", updated="2024-03-09"),
            article("ferry", "The ferry has 30 steps.", published="2024-03-07"),
        ],
    )


def test_the_latest_versions_are_searched_unless_a_day_is_named(steps: Searcher) -> None:
    assert found(steps, "steps") == [("ferry", 1), ("keeper", 3)]
    assert found(steps, '"211 steps"') == []
    assert (steps.articles, steps.passages) == (2, 2)
    assert [each.version for each in steps.passages_of("keeper")] == [3]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-29", []),
        ("2024-03-01", [("keeper", 1)]),
        ("2024-03-04", [("keeper", 1)]),
        ("2024-03-05", [("keeper", 2)]),
        ("2024-03-08", [("ferry", 1), ("keeper", 2)]),
        ("2024-03-09", [("ferry", 1), ("keeper", 3)]),
    ],
)
@pytest.mark.parametrize("group", list(Group))
def test_a_search_as_of_a_day_finds_what_stood_at_its_end(steps: Searcher, day: str, expected, group: Group) -> None:
    assert found(steps, "steps", date.fromisoformat(day), group=group, condense=True) == expected


def test_exact_words_are_found_in_the_version_of_the_day(steps: Searcher) -> None:
    assert found(steps, '"211 steps"', date(2024, 3, 6)) == [("keeper", 2)]
    assert found(steps, '"212 steps"', date(2024, 3, 6)) == []


def test_a_day_to_come_is_refused() -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(1)
    with pytest.raises(InputError, match=f"the day {tomorrow} has not come yet"):
        Filters(as_of=tomorrow)


def test_an_embargo_ends_without_a_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = datetime.now(UTC) + HOUR
    versions = [
        article("budget", "The budget is cut.", embargo=release.isoformat()),
        article("ferry", "The ferry budget grows."),
    ]
    search = searcher(tmp_path, versions)
    assert found(search, "budget") == [("ferry", 1)]
    assert found(search, "budget", datetime.now(UTC).date()) == [("ferry", 1)]
    assert (search.articles, search.passages_of("budget")) == (1, ())
    assert [hit.passage.article_id for hit in search.similar("ferry").hits] == []
    with pytest.raises(NotFoundError):
        search.similar("budget")
    set_clock(monkeypatch, release + HOUR)
    assert found(search, "budget") == [("budget", 1), ("ferry", 1)]
    assert search.articles == 2


def test_names_under_embargo_are_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = datetime.now(UTC) + HOUR
    said = {"source": "Quintavo Courier", "byline": "Hepzibah Quark"}
    versions = [
        article("budget", "The budget is cut.", embargo=release.isoformat(), **said),
        article("ferry", "The ferry budget grows.", source="Vennick Packet"),
    ]
    search = searcher(tmp_path, versions)

    def told(**wanted: str) -> tuple[str, ...]:
        filters = Filters(**{name: (value,) for name, value in wanted.items()})
        return search.search(SearchRequest(query="budget", filters=filters)).understood

    assert told(sources="Quintavo Courrier") == ("there is no source 'Quintavo Courrier'",)
    assert told(sources="Quintavo Courier") == ("there is no source 'Quintavo Courier'",)
    assert told(bylines="Hepzibah Quarc") == ("there is no byline 'Hepzibah Quarc'",)
    assert told(sources="Vennik Packet") == ("there is no source 'Vennik Packet'; the nearest is 'Vennick Packet'",)
    set_clock(monkeypatch, release + HOUR)
    assert told(sources="Quintavo Courrier") == (
        "there is no source 'Quintavo Courrier'; the nearest is 'Quintavo Courier'",
    )
    assert told(sources="Quintavo Courier") == ()


def test_the_version_before_an_embargo_is_found_until_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = datetime.now(UTC) + HOUR
    cut = article("b", "The budget is cut.", number=2, embargo=release.isoformat())
    versions = [article("b", "The budget grows."), cut]
    search = searcher(tmp_path, versions)
    assert found(search, "budget") == [("b", 1)]
    set_clock(monkeypatch, release + HOUR)
    assert found(search, "budget") == [("b", 2)]


def test_what_is_held_back_after_the_build_is_found_no_more(tmp_path: Path) -> None:
    held: set[str] = set()
    versions = [article("a", "The mayor stole.", headline="Mayor"), article("b", "The mayor spoke.", headline="Mayor")]
    search = searcher(tmp_path, versions, lambda: frozenset(held))
    assert found(search, "mayor") == [("a", 1), ("b", 1)]
    held.add("a")
    assert found(search, "mayor") == found(search, '"mayor"') == [("b", 1)]
    assert found(search, "mayor", datetime.now(UTC).date()) == [("b", 1)]
    assert (search.articles, search.passages_of("a")) == (1, ())
    assert search.similar("b").hits == ()


def set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz)

    monkeypatch.setattr("index.columns.datetime", Clock)

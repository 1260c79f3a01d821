"""An index brought up to date by what changed holds and finds what one built anew does, through any history."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.model import Appearance, FileRecord, Outcome, Status, Version
from index.columns import STOOD, TIMES, WORDS
from index.embedder import HashEmbedder
from index.filters import NO_FILTERS, Filters
from index.generation import Generation, current_name, generations_folder, open_generation
from index.hits import SearchRequest, SearchResult
from index.keeping import collect, roll_back
from index.keywords import KeywordQuery
from index.rebuild import RebuildReport, rebuild
from index.reranker import OverlapReranker
from index.search import Searcher
from index.verify import verify
from tests.index.archives import FORMATS, article
from tests.records import record_at
from tests.strategies import archives, filters, queries

UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]
QUERIES = ("river", "the mayor's bridge", '"river rose"', "flood -ferry", "article 7")


def three(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(of, min_size=3, max_size=3)


class House:
    """A record and an index that is brought up to date, beside one that is built anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.other = folder / "data", folder / "other"
        self.store = record_at(self.data / "record.sqlite")
        self.embedder = HashEmbedder()

    def fill(self, articles: int) -> None:
        with self.store.transaction():
            for number in range(articles):
                self.put(piece(number))
        self.up_to_date()

    def put(self, version: Version) -> None:
        """A version in a file of its own article's."""
        path = f"/news/{version.article_id}.txt"
        with self.store.transaction():
            self.store.add_version(version, identity=version.article_id)
            self.lay(path, version.article_id, version.number)

    def lay(self, path: str, article_id: str, number: int = 1) -> None:
        held = (Appearance(path, 0, article_id, number, ""),)
        self.store.put_file(
            FileRecord(
                path=path,
                sha256="00",
                size=1,
                reader="text",
                outcome=Outcome.READ,
                ingested_at="2024-05-01T10:00:00+00:00",
                appearances=held,
            )
        )

    def up_to_date(self) -> RebuildReport:
        return rebuild(self.store, self.data, self.embedder, FORMATS)

    def opened(self) -> Generation:
        return open_generation(generations_folder(self.data) / current_name(self.data), FORMATS)

    def anew(self) -> Generation:
        rebuild(self.store, self.other, HashEmbedder(), FORMATS, whole=True)
        return open_generation(generations_folder(self.other) / current_name(self.other), FORMATS)

    def parts(self) -> int:
        return self.opened().manifest.parts


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.fill(24)
    yield made
    made.store.close()


def piece(number: int, version: int = 1, words: str = "The river rose") -> Version:
    return article(
        f"p{number}",
        f"{words} at place {number}. " * (1 + number % 3),
        number=version,
        headline=f"Article {number}",
        source=f"Paper {number % 5}",
        published=f"2020-02-{1 + number % 28:02}",
    )


def content(generation: Generation) -> dict[str, tuple[object, ...]]:
    """All that a generation holds of each passage, by the passage's id."""
    columns, found = generation.columns, {}
    stored = generation.vectors.vectors(np.arange(len(generation.passages)))
    for ordinal, passage in enumerate(generation.passages):
        words = {name: int(columns.codes[name][ordinal]) for name in WORDS}
        named = tuple(None if code < 0 else columns.words[name][code] for name, code in words.items())
        numbers = tuple(int(columns.codes[name][ordinal]) for name in (*TIMES, *STOOD))
        place = list(generation.passages.of_version(passage.article_id, passage.version)).index(ordinal)
        found[passage.passage_id] = (passage, named, numbers, stored[ordinal].tobytes(), place)
    assert len(found) == len(generation.passages)
    return found


def stories(generation: Generation) -> tuple[set[frozenset[str]], set[str]]:
    """The articles of each story that several tell, and the passages that several of them print."""
    passages = list(generation.passages)
    numbers = generation.stories.of_articles(generation.passages.article_numbers(np.arange(len(passages))))
    told: dict[int, set[str]] = {}
    for number, passage in zip(numbers.tolist(), passages, strict=True):
        told.setdefault(number, set()).add(passage.article_id)
    shared = {each.passage_id for each, is_shared in zip(passages, generation.stories.shared, strict=True) if is_shared}
    return {frozenset(each) for each in told.values()}, shared


def check_alike(house: House, *, scores: bool) -> None:
    """The index holds and finds the same as one built anew; with the same scores too, where nothing in it is dead."""
    up, anew = house.opened(), house.anew()
    assert content(up) == content(anew)
    assert stories(up) == stories(anew)
    said = [(each.manifest.articles, each.manifest.passages, each.passages.article_count()) for each in (up, anew)]
    assert said[0] == said[1]
    ids = [np.array([passage.passage_id for passage in each.passages]) for each in (up, anew)]
    for words in QUERIES:
        query = KeywordQuery("river place 7", phrases=(words,)) if '"' in words else KeywordQuery(words)
        for one, other in (
            [set(of[each.keywords.matching(query)]) for of, each in zip(ids, (up, anew), strict=True)],
            [set(of[each.keywords.holding(words)]) for of, each in zip(ids, (up, anew), strict=True)],
        ):
            assert one == other
        by_words = [found_by_words(each, of, query) for of, each in zip(ids, (up, anew), strict=True)]
        assert by_words[0].keys() == by_words[1].keys()
        assert by_words[0] == by_words[1] or not scores
    vector = HashEmbedder().embed_queries(["the river rose at place 7"])[0]
    by_meaning = [each.vectors.search(vector, 20) for each in (up, anew)]
    np.testing.assert_allclose(by_meaning[0][1], by_meaning[1][1], rtol=1e-6)
    assert verify(house.store, house.data, HashEmbedder(), FORMATS).findings == ()


def found_by_words(generation: Generation, ids: np.ndarray, query: KeywordQuery) -> dict[str, float]:
    ordinals, scores = generation.keywords.search(query, len(ids))
    np.testing.assert_array_equal(generation.keywords.scores(query, np.sort(ordinals)), scores[np.argsort(ordinals)])
    return dict(zip(ids[ordinals].tolist(), scores.tolist(), strict=True))


def test_what_is_new_becomes_a_part_and_the_rest_is_taken_over(house: House) -> None:
    before = generations_folder(house.data) / current_name(house.data)
    house.embedder.embedded.clear()
    house.put(piece(24))
    report = house.up_to_date()
    after = generations_folder(house.data) / report.generation
    passages = [each for each in house.opened().passages if each.article_id == "p24"]
    assert report.written == len(passages) == len(house.embedder.embedded)
    assert report.articles == 25
    assert sorted(path.name for path in (after / "parts").iterdir()) == ["000", "001"]
    for path in (before / "parts" / "000").iterdir():
        assert path.samefile(after / "parts" / "000" / path.name)
    check_alike(house, scores=True)


def test_nothing_new_builds_nothing(house: House) -> None:
    before = current_name(house.data)
    report = house.up_to_date()
    assert (report.generation, report.written, report.embedded) == (before, 0, 0)
    assert current_name(house.data) == before


CHANGES: dict[str, Callable[[House], object]] = {
    "a new version": lambda house: house.put(piece(3, 2, "The river fell")),
    "a withdrawal": lambda house: house.store.set_status("p5", Status.WITHDRAWN),
    "a kill": lambda house: house.store.set_status("p5", Status.KILLED),
    "another file": lambda house: house.lay("/wire/copy.xml", "p7"),
    "a file gone": lambda house: house.store.remove_file("/news/a7.txt"),
    "the only article of a source": lambda house: house.put(
        article("b1", "The ferry sank.", headline="Ferry", source="The Lone Paper")
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_one_of_the_index(house: House, change: str) -> None:
    CHANGES[change](house)
    report = house.up_to_date()
    assert report.written < len(house.opened().passages) / 3
    check_alike(house, scores=change == "the only article of a source")


def test_copies_come_and_go_as_in_one_built_anew(house: House) -> None:
    """A copy of what is in the index, a third, one of them told otherwise, one withdrawn."""
    wire = [f"The wire said on day {day} that the harbour of Port {day * 7} was closed by ice." for day in range(8)]
    for number, words in enumerate((wire, wire[:7], wire[1:], None, wire[2:])):
        if words is None:
            house.store.set_status("w0", Status.WITHDRAWN)
        else:
            name = "w1" if number == 4 else f"w{number}"
            version = 2 if number == 4 else 1
            house.put(
                article(name, " ".join(words), number=version, headline=f"Ice {number}", source=f"Paper {number}")
            )
        house.up_to_date()
        check_alike(house, scores=number < 3)
        told, _ = stories(house.opened())
        assert len([each for each in told if len(each) > 1]) == (number > 0)


def test_a_source_of_which_nothing_is_left_is_named_no_more(house: House) -> None:
    CHANGES["the only article of a source"](house)
    house.up_to_date()
    searcher = Searcher(house.opened(), HashEmbedder(), OverlapReranker())
    assert "The Lone Paper" in searcher.sources
    house.store.set_status("b1", Status.WITHDRAWN)
    house.up_to_date()
    searcher = Searcher(house.opened(), HashEmbedder(), OverlapReranker())
    assert set(searcher.sources) == {f"Paper {number}" for number in range(5)}
    understood = searcher.search(SearchRequest(query="What did The Lone Paper say of the river?")).understood
    assert not any("Lone" in each for each in understood)


def test_parts_at_least_halve_and_the_first_is_never_written_again(house: House) -> None:
    base = next((generations_folder(house.data) / current_name(house.data) / "parts" / "000").iterdir())
    inode = base.stat().st_ino
    sizes = []
    for number in range(24, 31):
        house.put(piece(number))
        house.up_to_date()
        sizes = house.opened().passages.part_sizes
        assert all(after < before for before, after in pairwise(sizes))
    folder = generations_folder(house.data) / current_name(house.data)
    assert (folder / "parts" / "000" / base.name).stat().st_ino == inode
    assert len(sizes) <= 4
    check_alike(house, scores=True)


def test_much_that_is_new_is_built_whole(house: House) -> None:
    for number in range(24, 40):
        house.put(piece(number))
    report = house.up_to_date()
    assert (report.written, house.parts()) == (report.passages, 1)
    for number in range(24, 36, 2):
        house.put(piece(number, 2, "The bridge fell"))
        house.put(piece(number + 1, 2, "The bridge fell"))
        house.up_to_date()
    assert house.opened().passages.rows.count * 3 < len(house.opened().passages) * 4
    check_alike(house, scores=False)


def test_another_record_is_built_whole(house: House) -> None:
    house.store.close()
    (house.data / "record.sqlite").unlink()
    house.store = record_at(house.data / "record.sqlite")
    house.put(piece(90))
    report = house.up_to_date()
    assert (report.articles, house.parts()) == (1, 1)
    check_alike(house, scores=True)


def test_an_index_that_was_put_back_is_brought_up_to_date(house: House) -> None:
    for number in (24, 25):
        house.put(piece(number, 1))
        house.up_to_date()
    house.put(piece(25, 2, "The river fell"))
    roll_back(house.data)
    house.up_to_date()
    assert house.opened().manifest.articles == 26
    check_alike(house, scores=False)


def test_what_is_shared_outlives_the_generation_it_came_from(house: House) -> None:
    house.put(piece(24))
    house.up_to_date()
    opened = house.opened()
    shared = generations_folder(house.data) / current_name(house.data) / "parts" / "000"
    removed = collect(house.data, keep=1)
    assert len(removed.names) == 1
    assert 0 < removed.size < sum(path.stat().st_size for path in shared.iterdir())
    assert len(content(opened)) == len(opened.passages)
    check_alike(house, scores=True)


def test_the_last_article_gone_is_an_error_and_leaves_what_is_there(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put(piece(1))
    house.up_to_date()
    house.store.set_status("p1", Status.WITHDRAWN)
    with pytest.raises(Exception, match="there are no articles"):
        house.up_to_date()
    assert house.opened().manifest.articles == 1
    house.store.close()


@settings(max_examples=5, phases=UNSHRUNK, deadline=None)
@given(
    archives(14, several=True), st.lists(queries, min_size=3, max_size=3), st.lists(filters(), min_size=3, max_size=3)
)
def test_added_bit_by_bit_search_finds_the_same_in_the_same_order(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Version], asked: list[str], wanted: list[Filters]
) -> None:
    """Over archives to which articles are only added, whole or with all their versions."""
    house = House(tmp_path_factory.mktemp("house"))
    house.fill(24)
    for place, version in enumerate(versions):
        house.put(version)
        ends = place + 1 == len(versions) or versions[place + 1].article_id != version.article_id
        if ends and place % 2:
            house.up_to_date()
    house.up_to_date()
    one, other = (Searcher(each, HashEmbedder(), OverlapReranker()) for each in (house.opened(), house.anew()))
    for query in asked:
        for limits in (NO_FILTERS, *wanted):
            request = SearchRequest(query=query, filters=limits, limit=50, condense=True, facets=True)
            assert said(one.search(request)) == said(other.search(request))
    house.store.close()


def said(result: SearchResult) -> SearchResult:
    return replace(result, generation="", timings={}, next=None)


@settings(max_examples=4, phases=UNSHRUNK, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("nvwkrl"), st.integers(0, 30)), min_size=4, max_size=16))
def test_any_history_holds_what_one_built_anew_holds(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, int]]
) -> None:
    house = House(tmp_path_factory.mktemp("house"))
    known = dict.fromkeys(range(16), 1)
    house.fill(16)
    for place, (what, number) in enumerate(history):
        if what in "nv" or number not in known:
            known[number] = known.get(number, 0) + 1
            house.put(piece(number, known[number], f"The river {'rose' if what == 'n' else 'fell'}"))
        elif what == "l":
            house.lay(f"/wire/{place}.xml", f"p{number}")
        else:
            states = {"w": Status.WITHDRAWN, "k": Status.KILLED, "r": Status.CURRENT}
            house.store.set_status(f"p{number}", states[what])
        if place % 3 == 0:
            house.up_to_date()
    house.up_to_date()
    check_alike(house, scores=False)
    house.store.close()

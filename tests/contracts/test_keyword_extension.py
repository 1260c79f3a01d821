"""What a keyword index owes its callers that was made from another by adding rows and taking dead ones away."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.columns import NoneOf, OneOf
from index.keywords import KeywordIndexFormat, KeywordQuery
from index.rows import Rows
from index.tantivy_keywords import TantivyFormat
from tests.contracts.bm25 import Bm25, entry

FORMATS: dict[str, Callable[[], KeywordIndexFormat]] = {"tantivy": TantivyFormat}
FIRST = [f"The river rose at place {number} " + "again " * (number % 4) for number in range(9)]
ADDED = ["The river fell at place 9", "A storm closed the bridge", "The mayor crossed the river by ferry"]
DEAD = [1, 4, 8]
LIVE = [row for row in range(len(FIRST) + len(ADDED)) if row not in DEAD]
TEXTS = [*FIRST, *ADDED]


@pytest.fixture(params=FORMATS)
def index_format(request: pytest.FixtureRequest) -> KeywordIndexFormat:
    return FORMATS[request.param]()


@pytest.fixture
def old(index_format: KeywordIndexFormat, tmp_path: Path) -> Path:
    index_format.build([entry(text, place) for place, text in enumerate(FIRST)], tmp_path / "old")
    return tmp_path / "old"


def extend(index_format: KeywordIndexFormat, old: Path, *, dead: list[int]) -> Path:
    folder = old.parent / "new"
    added = [entry(text, len(FIRST) + place) for place, text in enumerate(ADDED)]
    index_format.extend(old, folder, added, first=len(FIRST), dead=dead)
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_what_was_added_scores_as_if_it_had_been_there_from_the_start(
    index_format: KeywordIndexFormat, old: Path, tmp_path: Path
) -> None:
    index_format.build([entry(text, place) for place, text in enumerate(TEXTS)], tmp_path / "whole")
    whole = index_format.open(tmp_path / "whole")
    extended = index_format.open(extend(index_format, old, dead=[]), Rows(len(TEXTS)))
    assert len(extended) == len(whole) == len(TEXTS)
    for words in ("river", "river place 9", "storm bridge again"):
        for condition in ((), (OneOf("source", (0, 2)),)):
            found, expected = (each.search(KeywordQuery(words), 5, condition) for each in (extended, whole))
            np.testing.assert_array_equal(found[0], expected[0])
            np.testing.assert_array_equal(found[1], expected[1])


def test_the_dead_are_not_found_and_ordinals_count_the_living(index_format: KeywordIndexFormat, old: Path) -> None:
    """Scores are BM25 over all rows: until the engine merges what it has, the dead are weighed in."""
    rows = Rows.without(len(TEXTS), np.array(DEAD))
    index = index_format.open(extend(index_format, old, dead=DEAD), rows)
    assert len(index) == len(LIVE)
    for words in ("river", "again place", "ferry"):
        expected = Bm25(TEXTS).scores(words)[LIVE]
        ordinals, scores = index.search(KeywordQuery(words), 100)
        assert set(ordinals.tolist()) == set(np.flatnonzero(expected).tolist())
        np.testing.assert_allclose(scores, expected[ordinals], rtol=1e-5)
        assert list(zip(-scores, ordinals, strict=True)) == sorted(zip(-scores, ordinals, strict=True))
        some = np.arange(0, len(LIVE), 2)
        np.testing.assert_allclose(index.scores(KeywordQuery(words), some), expected[some], rtol=1e-5)
        holding = [set(words.split()) <= set(TEXTS[row].lower().split()) for row in LIVE]
        assert index.holding(words).tolist() == holding
    phrase = index.matching(KeywordQuery("", phrases=("river rose",)))
    assert phrase.tolist() == ["river rose" in TEXTS[row] for row in LIVE]
    kept, _ = index.search(KeywordQuery("river"), 100, (NoneOf((0, 2)),))
    assert set(kept.tolist()) == {place for place, row in enumerate(LIVE) if "river" in TEXTS[row]} - {0, 2}


def test_the_old_index_stays_as_it_was_to_the_byte(index_format: KeywordIndexFormat, old: Path) -> None:
    before, reader = digests(old), index_format.open(old)
    new = extend(index_format, old, dead=DEAD)
    for place in range(30):  # enough for the engine to merge what it has
        index_format.extend(new, old.parent / f"new{place}", [entry("river", 12 + place)], first=12 + place, dead=[])
        new = old.parent / f"new{place}"
    assert digests(old) == before
    found, _ = reader.search(KeywordQuery("river"), 100)
    assert len(found) == len(FIRST)
    again, _ = index_format.open(old).search(KeywordQuery("river"), 100)
    assert again.tolist() == found.tolist()
    last = index_format.open(new, Rows.without(12 + 30, np.array(DEAD)))
    assert len(last) == 12 + 30 - len(DEAD)


def test_nothing_added_and_one_dead(index_format: KeywordIndexFormat, old: Path) -> None:
    folder = old.parent / "new"
    index_format.extend(old, folder, [], first=len(FIRST), dead=[2])
    index = index_format.open(folder, Rows.without(len(FIRST), np.array([2])))
    ordinals, _ = index.search(KeywordQuery("place"), 100)
    assert sorted(ordinals.tolist()) == list(range(len(FIRST) - 1))


@pytest.mark.parametrize("others", [63, 64, 65, 20_000])
def test_words_that_stand_nowhere_take_nothing_from_a_score(
    index_format: KeywordIndexFormat, old: Path, others: int
) -> None:
    index = index_format.open(old)
    asked, ordinals = "place again 3", np.arange(len(FIRST))
    nowhere = " ".join(f"other{number}" for number in range(others))
    scores = index.scores(KeywordQuery(f"{nowhere} {asked}"), ordinals)
    assert scores.tolist() == index.scores(KeywordQuery(asked), ordinals).tolist()
    assert len(set(scores.tolist())) > 2

"""Going back to an earlier generation, and removing what is no longer kept."""

from pathlib import Path

import pytest

from archive.errors import IndexStateError, InputError, NotFoundError
from index.embedder import HashEmbedder
from index.generation import building, current_name, generations_folder, put_in_force, unseal
from index.hits import SearchRequest
from index.keeping import Removed, collect, roll_back, standings
from index.live import LiveIndex
from index.reranker import OverlapReranker
from tests.index.archives import FORMATS, article, built


@pytest.fixture
def names(tmp_path: Path, embedder: HashEmbedder) -> list[str]:
    """Three generations, the last in force; the river rose as often as their number says."""
    versions = [[article("a1", f"The river rose {number} times.", number=number)] for number in (1, 2, 3)]
    return [built(each, tmp_path, embedder).generation for each in versions]


def there(data: Path) -> set[str]:
    return {path.name for path in generations_folder(data).iterdir()}


def damage(data: Path, name: str) -> None:
    (generations_folder(data) / name / "parts" / "000" / "vectors.faiss").write_bytes(b"")


def test_generations_are_listed_with_the_one_in_force(tmp_path: Path, names: list[str]) -> None:
    listed = standings(tmp_path)
    assert [(each.name, each.in_force, each.problem) for each in listed] == [
        (names[0], False, None),
        (names[1], False, None),
        (names[2], True, None),
    ]
    sizes = [path.stat().st_size for path in (generations_folder(tmp_path) / names[0]).rglob("*") if path.is_file()]
    assert listed[0].size == sum(sizes)


def test_a_server_follows_a_step_back(tmp_path: Path, names: list[str]) -> None:
    live = LiveIndex(tmp_path, HashEmbedder(), FORMATS, OverlapReranker())

    def found() -> str:
        return live.searcher().search(SearchRequest(query="river")).hits[0].passage.text

    assert found() == "The river rose 3 times."
    assert roll_back(tmp_path) == names[1]
    assert found() == "The river rose 2 times."
    assert roll_back(tmp_path) == names[0]
    assert found() == "The river rose 1 times."
    assert roll_back(tmp_path, names[2]) == names[2]
    assert found() == "The river rose 3 times."


def test_a_step_back_passes_over_what_is_damaged(tmp_path: Path, names: list[str]) -> None:
    damage(tmp_path, names[1])
    assert roll_back(tmp_path) == names[0]
    with pytest.raises(IndexStateError, match=r"vectors\.faiss is missing or cut short"):
        roll_back(tmp_path, names[1])
    with pytest.raises(IndexStateError, match=f"there is no whole generation before {names[0]}"):
        roll_back(tmp_path)
    with pytest.raises(NotFoundError, match="there is no generation 'summer'"):
        roll_back(tmp_path, "summer")
    assert current_name(tmp_path) == names[0]


def test_nothing_moves_while_a_rebuild_runs(tmp_path: Path, names: list[str]) -> None:
    with building(tmp_path):
        for step in (roll_back, collect):
            with pytest.raises(IndexStateError, match="another rebuild"):
                step(tmp_path)
    assert current_name(tmp_path) == names[2]
    assert there(tmp_path) == set(names)


def test_the_newest_are_kept(tmp_path: Path, names: list[str]) -> None:
    assert collect(tmp_path) == Removed((), 0)
    size = standings(tmp_path)[0].size
    assert collect(tmp_path, keep=2) == Removed((names[0],), size)
    assert there(tmp_path) == {names[1], names[2]}


def test_the_one_in_force_is_kept_however_old(tmp_path: Path, names: list[str]) -> None:
    put_in_force(tmp_path, names[0])
    assert collect(tmp_path, keep=2).names == (names[1],)
    assert collect(tmp_path, keep=1).names == (names[2],)
    assert there(tmp_path) == {names[0]}
    with pytest.raises(InputError, match="0 generations cannot be kept"):
        collect(tmp_path, keep=0)


def test_what_is_no_generation_goes(tmp_path: Path, names: list[str]) -> None:
    unseal(generations_folder(tmp_path) / names[0])
    damage(tmp_path, names[1])
    assert collect(tmp_path, keep=9).names == (names[0], names[1])
    assert there(tmp_path) == {names[2]}

"""A generation is whole or it is none, one is in force at a time, and one process builds (law 4)."""

import json
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import IndexStateError
from archive.model import Version
from index import generation as generations
from index import rebuild as rebuilding
from index.bundled import sha256_of
from index.embedder import HashEmbedder
from index.filters import Filters
from index.generation import (
    Manifest,
    building,
    current_name,
    generations_folder,
    open_generation,
    put_in_force,
    read_manifest,
)
from index.hits import Group, SearchRequest
from index.rebuild import RebuildReport
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.index.archives import FORMATS, article, built, opened

VERSIONS = [
    article("a1", "The river rose on Monday.", headline="Flood", source="Packet", published="2020-02-11"),
    article("a2", "The council votes today.", headline="Vote", source="Courier"),
]


@pytest.fixture
def report(tmp_path: Path, embedder: HashEmbedder) -> RebuildReport:
    return built(VERSIONS, tmp_path, embedder)


@pytest.fixture
def folder(tmp_path: Path, report: RebuildReport) -> Path:
    return generations_folder(tmp_path) / report.generation


def manifest_of(folder: Path) -> Manifest:
    return Manifest.model_validate_json((folder / "manifest.json").read_bytes())


def numbered(number: int) -> list[Version]:
    return [article("a1", f"The river rose {number} times. " * 3, number=number, headline=f"Flood {number}")]


def test_the_manifest_says_what_is_there(tmp_path: Path, folder: Path, report: RebuildReport) -> None:
    manifest = read_manifest(folder)
    assert (manifest.name, manifest.articles, manifest.passages) == (report.generation, 2, 4)
    assert manifest.model == HashEmbedder().identity
    assert current_name(tmp_path) == report.generation
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(manifest.files) == set(there) - {"manifest.json"}
    for name, sealed in manifest.files.items():
        assert (sealed.size, sealed.sha256) == (there[name].stat().st_size, sha256_of(there[name]))


def test_the_manifest_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it comes, all else is there as it will stay; before, the folder is no generation."""
    seen: list[str] = []

    def watched(folder: Path, manifest: Manifest) -> None:
        assert not (folder / "manifest.json").exists()
        with pytest.raises(IndexStateError, match="is not whole; run 'newsarchive rebuild'"):
            open_generation(folder, FORMATS)
        for name, sealed in manifest.files.items():
            assert sha256_of(folder / name) == sealed.sha256
        seen.append(manifest.name)
        real(folder, manifest)

    real = rebuilding.seal
    monkeypatch.setattr(rebuilding, "seal", watched)
    report = built(VERSIONS, tmp_path, HashEmbedder())
    assert seen == [report.generation]


def test_a_file_that_is_missing_or_short_is_named(folder: Path, tmp_path: Path) -> None:
    for name in manifest_of(folder).files:
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        content = (copy / name).read_bytes()
        if content:
            (copy / name).write_bytes(content[:-1])
            with pytest.raises(
                IndexStateError, match=rf"{Path(name).name} is missing or cut short; run 'newsarchive reb"
            ):
                open_generation(copy, FORMATS)
        (copy / name).write_bytes(content + b"\x00")
        with pytest.raises(IndexStateError, match="is missing or cut short"):
            open_generation(copy, FORMATS)
        (copy / name).unlink()
        with pytest.raises(IndexStateError, match="is missing or cut short"):
            open_generation(copy, FORMATS)
        shutil.rmtree(copy)


@pytest.mark.parametrize("damage", [b"\x00", b"\xff", b"{"])
def test_a_damaged_file_of_the_right_length_is_no_traceback(folder: Path, tmp_path: Path, damage: bytes) -> None:
    """Whatever is read on opening is checked; damage that is not noticed then is what the seals are for."""
    refused = set()
    for place, (name, sealed) in enumerate(manifest_of(folder).files.items()):
        copy = tmp_path / f"copy{place}"
        shutil.copytree(folder, copy)
        (copy / name).write_bytes(damage * sealed.size)
        try:
            open_generation(copy, FORMATS)
        except IndexStateError:
            refused.add(Path(name).suffix)
    assert {".npy", ".json", ".faiss"} <= refused


def test_an_open_generation_writes_nothing_to_its_folder_later(folder: Path) -> None:
    """A reader that waits for commits takes a lock whenever files change, so also in a folder that is being removed."""
    generation = open_generation(folder, FORMATS)
    keywords = folder / "keywords"
    time.sleep(1)  # the engine's own first reader, which we replace, may look once more at what it opened
    for lock in keywords.glob("*.lock"):
        lock.unlink()
    (keywords / "meta.json").write_bytes((keywords / "meta.json").read_bytes() + b" ")
    time.sleep(1.5)
    assert not list(keywords.glob("*.lock"))
    assert len(generation.keywords) == len(generation.passages)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"not json", b"[]", b'{"schema_version": 1}', b"\xff\xfe"], ids=lambda each: repr(each)
)
def test_a_manifest_that_is_none_is_named(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(IndexStateError, match="is not whole; run 'newsarchive rebuild'"):
        open_generation(folder, FORMATS)


def test_a_generation_of_another_release_is_not_read(folder: Path) -> None:
    values = json.loads((folder / "manifest.json").read_text()) | {"schema_version": 99}
    (folder / "manifest.json").write_text(json.dumps(values))
    with pytest.raises(IndexStateError, match=r"has layout 99 and this release reads \d+; run 'newsarchive rebuild'"):
        open_generation(folder, FORMATS)


def test_without_an_index_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexStateError, match=r"there is no index in .* yet; run 'newsarchive rebuild'"):
        current_name(tmp_path)


def test_an_empty_record_is_an_error_and_leaves_what_is_there(tmp_path: Path, report: RebuildReport) -> None:
    with pytest.raises(IndexStateError, match=r"there are no articles in .* to index; run 'newsarchive ingest PATH'"):
        built([], tmp_path, HashEmbedder())
    assert current_name(tmp_path) == report.generation


def test_the_pointer_is_always_one_of_the_names(tmp_path: Path) -> None:
    names = [f"generation-{number}" * (1 + number % 2 * 20) for number in range(60)]
    put_in_force(tmp_path, names[0])
    seen: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(current_name(tmp_path))

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for name in names:
        put_in_force(tmp_path, name)
    done.set()
    for thread in threads:
        thread.join()
    assert set(seen) <= set(names)
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


def test_a_crash_before_the_pointer_moved_leaves_the_old_one(
    tmp_path: Path, report: RebuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(self: Path, target: Path) -> Path:
        if target.name == "CURRENT":
            raise KeyboardInterrupt
        return real(self, target)

    real = Path.replace
    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        built(numbered(1), tmp_path, HashEmbedder())
    assert current_name(tmp_path) == report.generation
    monkeypatch.undo()
    assert built(numbered(1), tmp_path, HashEmbedder()).generation == current_name(tmp_path)


_HOLDER = """
import sys, time
from pathlib import Path
from index.generation import building
with building(Path(sys.argv[1])):
    print("holding", flush=True)
    time.sleep(60)
"""


def test_a_live_builder_refuses_others_and_a_dead_one_does_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "holding\n"
            with pytest.raises(IndexStateError, match=r"another rebuild of .* is running; wait until it ends"):
                built(VERSIONS, tmp_path, HashEmbedder())
        finally:
            holder.kill()
    assert built(VERSIONS, tmp_path, HashEmbedder()).articles == 2


def test_two_builders_in_one_process_are_refused_too(tmp_path: Path) -> None:
    with building(tmp_path), pytest.raises(IndexStateError, match="another rebuild"):
        built(VERSIONS, tmp_path, HashEmbedder())
    assert built(VERSIONS, tmp_path, HashEmbedder()).articles == 2


def test_a_builder_that_failed_lets_the_next_one_build(tmp_path: Path) -> None:
    class Fails(HashEmbedder):
        def embed_passages(self, texts):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        built(VERSIONS, tmp_path, Fails())
    assert built(VERSIONS, tmp_path, HashEmbedder()).embedded == 4


def test_three_generations_are_kept_and_half_ones_are_not(tmp_path: Path) -> None:
    (generations_folder(tmp_path) / "20990101T000000.000000Z").mkdir(parents=True)
    names = [built(numbered(number), tmp_path, HashEmbedder()).generation for number in range(1, 6)]
    assert sorted(path.name for path in generations_folder(tmp_path).iterdir()) == names[-3:]
    assert current_name(tmp_path) == names[-1]
    for number, name in enumerate(names[-3:], start=3):
        kept = open_generation(generations_folder(tmp_path) / name, FORMATS)
        assert kept.passages[0].text.strip() == f"Flood {number}"


def test_a_file_that_somebody_left_among_the_generations_is_let_be(tmp_path: Path) -> None:
    generations_folder(tmp_path).mkdir()
    (generations_folder(tmp_path) / ".DS_Store").write_bytes(b"\x00")
    for number in range(1, 6):
        built(numbered(number), tmp_path, HashEmbedder())
    assert (generations_folder(tmp_path) / ".DS_Store").exists()


def test_a_clock_that_went_back_does_not_remove_the_generation_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        built(numbered(number), tmp_path, HashEmbedder())
    monkeypatch.setattr(rebuilding, "new_name", lambda: "20000101T000000.000000Z")
    report = built(numbered(4), tmp_path, HashEmbedder())
    assert opened(tmp_path, report).passages[0].text.strip() == "Flood 4"
    assert current_name(tmp_path) == report.generation == "20000101T000000.000000Z"


def test_an_open_reader_keeps_answering_after_its_generation_is_gone(tmp_path: Path) -> None:
    """Questions it was never asked before, too."""
    embedder = HashEmbedder()
    whole = [article(f"a{number}", f"The river rose {number} times.", source=f"Paper {number}") for number in range(50)]
    report = built(whole, tmp_path, embedder)
    kept = generations_folder(tmp_path) / report.generation
    searcher = Searcher(opened(tmp_path, report), embedder, OverlapReranker())
    twin = tmp_path / "twin"
    shutil.copytree(kept, twin)
    for number in range(4):
        built(numbered(number), tmp_path, embedder)
    assert not kept.exists()
    other = Searcher(open_generation(twin, FORMATS), embedder, OverlapReranker())
    requests = [
        SearchRequest(query="river"),
        SearchRequest(query='"rose 7 times"', group=Group.ARTICLE),
        SearchRequest(query="-7 river rose", filters=Filters(sources=("paper 7", "paper 8"))),
        SearchRequest(query="what did Paper 9 say of the river?", limit=100),
    ]
    for request in requests:
        assert replace(searcher.search(request), timings={}) == replace(other.search(request), timings={})
        assert searcher.search(request).hits
    assert searcher.passages_of("a49") == other.passages_of("a49") != ()


def test_names_sort_by_age() -> None:
    names = [generations.new_name() for _ in range(50)]
    assert names == sorted(names)

"""What `verify` finds: each kind of damage is named, and a sound index passes."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from archive.sql_store import SqlStore
from index.bundled import sha256_of
from index.embedder import HashEmbedder, ModelIdentity
from index.embedding_cache import EmbeddingCache
from index.generation import FileSeal, current_name, generations_folder, read_manifest
from index.rebuild import rebuild
from index.verify import Finding, Verified, verify
from tests.index.archives import FORMATS, article
from tests.records import record_at

PART = "parts/000"
VERSIONS = [
    article("a1", "The river rose on Monday. " * 20, headline="Flood", source="Packet", published="2020-02-11"),
    article("a2", "The council votes today.", headline="Vote", source="Courier"),
]


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    opened = record_at(tmp_path / "record.sqlite")
    for each in VERSIONS:
        opened.add_version(each, identity=each.article_id)
    rebuild(opened, tmp_path, HashEmbedder(), FORMATS)
    yield opened
    opened.close()


def verified(store: SqlStore, data: Path, embedder: HashEmbedder | None = None) -> Verified:
    return verify(store, data, embedder or HashEmbedder(), FORMATS)


def wrong(report: Verified) -> dict[str, str]:
    return {finding.check: finding.message for finding in report.findings if finding.wrong}


def change(data: Path, name: str, old: bytes, new: bytes) -> None:
    """Change a file of the generation in force and seal it again, as a builder with a fault would have."""
    folder = generations_folder(data) / current_name(data)
    path = folder / name
    content = path.read_bytes()
    assert len(old) == len(new)
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    manifest = read_manifest(folder)
    files = manifest.files | {name: FileSeal(size=path.stat().st_size, sha256=sha256_of(path))}
    (folder / "manifest.json").write_text(manifest.model_copy(update={"files": files}).model_dump_json())


def test_a_sound_index_passes(store: SqlStore, tmp_path: Path) -> None:
    report = verified(store, tmp_path)
    assert (report.whole, report.findings) == (True, ())
    assert (report.articles, report.passages) == (
        2,
        read_manifest(generations_folder(tmp_path) / report.generation).passages,
    )
    assert report.embedded_again == report.passages


def test_a_changed_byte_is_found(store: SqlStore, tmp_path: Path) -> None:
    path = generations_folder(tmp_path) / current_name(tmp_path) / PART / "day.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    found = wrong(verified(store, tmp_path))
    assert found["files"] == f"{path} is not as it was written; run 'newsarchive rebuild --whole'"
    assert found["columns"].startswith("the filter column 'day' differs from the passages")


def test_words_that_the_record_does_not_hold_are_found(store: SqlStore, tmp_path: Path) -> None:
    change(tmp_path, f"{PART}/passages.jsonl", b"council votes", b"council sings")
    found = wrong(verified(store, tmp_path))
    assert set(found) == {"passages"}
    assert found["passages"].startswith("1 do not stand in the record where they say (a2.1.")


def test_passages_that_do_not_tile_are_found(store: SqlStore, tmp_path: Path) -> None:
    change(
        tmp_path,
        f"{PART}/passages.jsonl",
        b'"start": 0, "end": 7, "text": "Flood\\n\\n"',
        b'"start": 1, "end": 7, "text": "lood\\n\\n" ',
    )
    found = wrong(verified(store, tmp_path))
    assert set(found) == {"passages", "vectors"}
    assert found["passages"].startswith("1 do not follow the passage before (a1.1.0); ")


def test_vectors_of_other_texts_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: SqlStore) -> None:
    monkeypatch.setattr(EmbeddingCache, "stored", lambda self, texts: np.eye(len(texts), 64, dtype=np.float32))
    rebuild(store, tmp_path, HashEmbedder(), FORMATS, whole=True)
    found = wrong(verified(store, tmp_path))
    assert set(found) == {"vectors"}
    assert "have another vector than the model gives" in found["vectors"]


def test_a_damaged_record_is_found(store: SqlStore, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO appearances VALUES ('/gone.txt', 0, 'a1', 1, 'd')")
    connection.close()
    found = wrong(verified(store, tmp_path))
    assert found == {"record": "a row of the table appearances names a row of files that is not there"}


def test_what_came_since_is_a_note(store: SqlStore, tmp_path: Path) -> None:
    store.add_version(article("a3", "The ferry sank."), identity="a3")
    store.add_version(replace(article("a2", "The council voted.", number=2)), identity="a2")
    report = verified(store, tmp_path)
    assert report.whole
    assert [finding.message for finding in report.findings] == [
        "2 are in the record and not yet in the index (a2 version 2, a3 version 1); run 'newsarchive rebuild'",
        "1 are in the index and no longer in force in the record (a2 version 1); run 'newsarchive rebuild'",
    ]


def test_another_model_embeds_nothing(store: SqlStore, tmp_path: Path) -> None:
    other = HashEmbedder()
    other.identity = ModelIdentity("other", "1", 64, 64)
    report = verified(store, tmp_path, other)
    assert other.embedded == []
    message = "made with hash, and the settings name other; nothing was embedded again"
    assert (report.findings, report.embedded_again) == ((Finding("vectors", message, wrong=False),), 0)

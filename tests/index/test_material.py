"""What an index is made of is read from the disk, and does not wait in memory."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from archive.model import Article, Status
from archive.store import RecordStore
from index.embedder import HashEmbedder
from index.material import Material, material_of
from index.passages import cut
from tests.index.archives import Shelf, article

PARAGRAPH = (
    "The river rose at place {0} on Monday, and the mayor of place {0} spoke of it to nobody but the ferryman.\n\n"
)


def articles(count: int) -> Iterator[Article]:
    """Articles of some two kilobytes, each made when it is asked for."""
    for number in range(count):
        version = article(f"a{number}", PARAGRAPH.format(number) * 20, headline=f"Flood {number}", source="Packet")
        yield Article(version.article_id, version.article_id, Status.CURRENT, 1, (version,))


def made(count: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Material:
    monkeypatch.setattr("index.spool._BUFFER", 4096)
    shelf = cast(RecordStore, Shelf([]))
    monkeypatch.setattr(shelf, "appearances", lambda _: ())
    return material_of(articles(count), shelf, HashEmbedder(), folder)


def test_passages_and_texts_are_those_of_the_articles_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    material, embedder = made(30, tmp_path, monkeypatch), HashEmbedder()
    wanted = [
        (each.article_id, piece.start, piece.end, each.in_force.text[piece.start : piece.end], piece.embedded)
        for each in articles(30)
        for piece in cut(each.in_force, embedder.count_tokens, embedder.capacity)
    ]
    found = zip(material.passages, material.texts, strict=True)
    assert [(each.article_id, each.start, each.end, each.text, text) for each, text in found] == wanted
    assert list(material.articles) == [f"a{number}" for number in range(30)]
    for name, places in material.articles.items():
        assert [place for place, each in enumerate(wanted) if each[0] == name] == list(places)
    assert list(tmp_path.iterdir()) == []


def test_of_ten_times_as_many_articles_little_more_stays_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    tracemalloc.start()
    for count in (20, 200):
        before = tracemalloc.get_traced_memory()[0]
        material = made(count, tmp_path, monkeypatch)
        gc.collect()
        kept.append((tracemalloc.get_traced_memory()[0] - before, len(material.passages)))
    tracemalloc.stop()
    (some, few), (more, many) = kept
    # Of a passage, where it and its text end; of an article, its name and its places.
    assert (more - some) / (many - few) < 100

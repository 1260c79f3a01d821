"""Writes that the system refuses: each library's own words for it end as one error, which says what and where."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from archive.errors import StorageError
from archive.receipts import StoredReceipt
from archive.storage import writing
from archive.tombstones import Tombstone
from index.columns import ARTICLE, OTHER_DAYS, STOOD, WORDS
from index.embedder import HashEmbedder
from index.embedding_cache import EmbeddingCache
from index.keywords import Entry
from tests.archive.test_store_contract import version
from tests.index.archives import FORMATS
from tests.records import receipts_at, record_at
from tests.small_disk import files_up_to

LARGEST = 1 << 15
SENTENCE = re.compile(
    r"[^\n]+ in (?P<folder>/[^\n]+) cannot be written \((?P<reason>[^\n]+); \d+\.\d MiB are free there\); "
    r"make room there or see that it may be written to, and do the same again: nothing that was kept is lost"
)


def put_vectors(folder: Path) -> None:
    FORMATS.vectors.build(np.zeros((4000, 64), dtype=np.float32), folder / "vectors")


def put_keywords(folder: Path) -> None:
    codes = dict.fromkeys((*WORDS, *OTHER_DAYS, ARTICLE, *STOOD), 1)
    texts = (" ".join(f"w{number * 7 % 4999}" for number in range(first, first + 50)) for first in range(0, 90_000, 50))
    FORMATS.keywords.build((Entry(text, text, codes, 5) for text in texts), folder / "keywords")


def put_array(folder: Path) -> None:
    with writing("the array", folder):
        np.save(folder / "array.npy", np.zeros(100_000))


def put_embeddings(folder: Path) -> None:
    with writing("the embeddings", folder):
        embedder = HashEmbedder()
        texts = [f"text {number}" for number in range(1000)]
        EmbeddingCache(folder, embedder.identity, "s").add(texts, embedder.embed_passages(texts))


WRITERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "faiss": (put_vectors, "File too large"),
    "tantivy": (put_keywords, "File too large"),
    "numpy": (put_array, "100000 requested and"),
    "a file": (put_embeddings, "File too large"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_what_a_library_could_not_write_is_told_in_one_sentence(tmp_path: Path, name: str) -> None:
    write, reason = WRITERS[name]
    with files_up_to(LARGEST), pytest.raises(StorageError) as refused:
        write(tmp_path)
    said = SENTENCE.fullmatch(str(refused.value))
    assert said, refused.value
    assert said["folder"].startswith(str(tmp_path))
    assert reason in said["reason"]


def test_a_record_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    store = record_at(tmp_path / "record.sqlite")
    store.add_version(version("a1"), identity="a1")
    with (
        files_up_to(LARGEST),
        pytest.raises(StorageError, match=r"the record in .* \(disk I/O error: .*record"),
    ):
        store.add_version(version("a2", 1, "It rose. " * 50_000), identity="a2")
    assert [each.article_id for each in store.current_versions()] == ["a1"]
    store.add_version(version("a2"), identity="a2")
    assert store.check() == ()
    store.close()


def test_nor_can_a_copy_of_it_nor_a_new_one(tmp_path: Path) -> None:
    store = record_at(tmp_path / "record.sqlite")
    with files_up_to(LARGEST), pytest.raises(StorageError, match=r"the copy in .*copy.sqlite"):
        store.write_copy(tmp_path / "copy.sqlite")
    with files_up_to(1000), pytest.raises(StorageError, match="the record in"):
        type(store).at(tmp_path / "new.sqlite")
    stone = Tombstone(article_id="a1", taken_down_at="2024-05-02", by="desk", reason="order", marks=(), traces=())
    store.add_version(version("a1"), identity="a1")
    with files_up_to(LARGEST), pytest.raises(StorageError, match="the record in"):
        store.erase()
    store.take_down(stone)
    store.erase()
    store.close()


def test_nor_receipts(tmp_path: Path) -> None:
    receipts = receipts_at(tmp_path / "receipts.sqlite")
    large = StoredReceipt(receipt_id="r", kept_at="2024", articles=(), document={"answer": "yes" * LARGEST})
    with files_up_to(LARGEST), pytest.raises(StorageError, match="the receipts in"):
        receipts.put(large)
    assert receipts.count() == 0
    receipts.put(large)
    receipts.close()


def test_other_errors_are_left_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing("a file", tmp_path):
        (tmp_path / "none").read_bytes()
    with pytest.raises(OSError, match="over"), writing("a file", tmp_path):
        raise OSError(errno.EPIPE, "it is over")


def test_a_folder_that_is_not_there_yet_has_the_room_of_the_one_above(tmp_path: Path) -> None:
    said = r"in /.*/deep/er cannot be written \(No right: /x; \d"
    with pytest.raises(StorageError, match=said), writing("a file", tmp_path / "deep" / "er"):
        raise PermissionError(errno.EACCES, "No right", "/x")

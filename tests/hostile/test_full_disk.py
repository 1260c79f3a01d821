"""A disk that is full, at whatever moment: one sentence, nothing lost, and the same thing done again ends well."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.errors import StorageError
from archive.model import Outcome
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from index.backup import Stores, back_up
from index.embedder import HashEmbedder
from index.embedding_cache import EmbeddingCache
from index.exchange import READY, STAGING, settle
from index.generation import current_name, generations_folder
from index.material import material_of
from index.passages import SPLITTER
from index.rebuild import rebuild
from index.restore import restore
from index.tantivy_keywords import TantivyFormat
from index.verify import verify
from ingest.run import ingest
from tests.index.archives import FORMATS
from tests.index.room import Room
from tests.small_disk import SmallDisk, small_disk

KIB = 1024
STORES = Stores(SqlStore.at, SqlReceipts.at)
LIBEL = "Mara Ellin of Lamp Street was wrongly named in the harbour inquiry as the informer."


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 8192 * KIB) as disk:
        yield disk


@pytest.fixture
def room(disk: SmallDisk) -> Iterator[Room]:
    """Articles with an index on the small disk, and more of them that are not read yet."""
    room = Room(disk.place)
    room.write("libel.txt", "Informer named", LIBEL)
    for number in range(20):
        room.write(f"{number}.txt", f"Flood {number}", f"The river rose at place {number}. " * 30)
    room.bring_up()
    for number in range(20, 30):
        room.write(f"{number}.txt", f"Storm {number}", f"The bridge {number} was closed. " * 30)
    yield room
    room.close()


def refused(disk: SmallDisk, job: Callable[[], object], step: int) -> int:
    """Do a job with ever more room, until there is enough: how often it was refused, each time in one sentence."""
    said: list[str] = []
    for times in range(60):
        disk.leave(times * step)
        try:
            job()
        except StorageError as error:
            said.append(str(error))
        else:
            assert all("cannot be written" in each and "\n" not in each for each in said)
            return times
        finally:
            disk.empty()
    raise AssertionError("it was refused with all the room that there is")


def sound(room: Room) -> None:
    assert [each for each in verify(room.store, room.data, HashEmbedder(), FORMATS).findings if each.wrong] == []


def test_a_rebuild_leaves_the_index_as_it_was_and_embeds_nothing_twice(disk: SmallDisk, room: Room) -> None:
    ingest([room.news], room.store)
    found, before = room.found("river"), current_name(room.data)
    texts = material_of(room.store.current_articles(), room.store, HashEmbedder()).texts

    def job() -> None:
        embedder = HashEmbedder()
        missing = EmbeddingCache(room.data / "embeddings", embedder.identity, SPLITTER).missing(texts)
        try:
            rebuild(room.store, room.data, embedder, FORMATS)
            assert embedder.embedded == missing
        except StorageError:
            assert [each.name for each in generations_folder(room.data).iterdir()] == [before]
            assert (current_name(room.data), room.found("river")) == (before, found)
            assert embedder.embedded == missing[: len(embedder.embedded)]
            raise

    assert refused(disk, job, 32 * KIB) >= 3
    assert len(room.found("bridge storm")) == 10
    sound(room)


def test_an_ingest_keeps_what_it_read_and_goes_on_from_there(disk: SmallDisk, room: Room) -> None:
    known = []

    def job() -> None:
        try:
            ingest([room.news], room.store)
        finally:
            known.append(room.store.counts().articles)

    assert refused(disk, job, 16 * KIB) >= 3
    assert (known, known[-1]) == (sorted(known), 31)
    assert {each.outcome for each in room.store.files()} == {Outcome.READ}
    assert room.store.check() == ()


def test_a_takedown_is_finished_by_the_next(disk: SmallDisk, room: Room) -> None:
    (article_id,) = set(room.found('"wrongly named"'))
    assert refused(disk, lambda: room.take_down(article_id), 32 * KIB) >= 3
    assert room.found('"wrongly named"') == []
    assert room.holding(LIBEL[:30]) == []
    assert room.store.counts().articles == 20
    sound(room)


@pytest.mark.parametrize("name", ["backup", "backup.zip"])
def test_a_backup_leaves_nothing_half_and_the_one_before_as_it_was(disk: SmallDisk, room: Room, name: str) -> None:
    safe = disk.place / "safe"
    safe.mkdir()
    back_up(room.data, STORES, safe / name, index=True)
    before = sorted(path.relative_to(safe) for path in safe.rglob("*"))
    ingest([room.news], room.store)

    def job() -> None:
        assert sorted(path.relative_to(safe) for path in safe.rglob("*")) == before
        back_up(room.data, STORES, safe / name, index=True, force=True)

    assert refused(disk, job, 64 * KIB) >= 3
    assert restore(safe / name, disk.place / "other", STORES, HashEmbedder).articles == 31


def test_a_restore_says_that_the_disk_is_wanting_and_not_the_backup(
    disk: SmallDisk, room: Room, tmp_path: Path
) -> None:
    back_up(room.data, STORES, tmp_path / "backup.zip", index=True)
    other, ready = disk.place / "other", []

    def job() -> None:
        ready.append((other / STAGING / READY).exists())
        if ready[-1]:  # as every command does that opens an archive
            settle(other, STORES)
        else:
            restore(tmp_path / "backup.zip", other, STORES, HashEmbedder)

    assert refused(disk, job, 64 * KIB) >= 3
    assert (ready[0], ready) == (False, sorted(ready))
    assert not (other / STAGING).exists()
    store = SqlStore.at(other / "record.sqlite")
    assert verify(store, other, HashEmbedder(), FORMATS).findings == ()
    store.close()


@pytest.mark.parametrize(
    "words",
    [
        "An IO error occurred: 'No space left on device (os error 28)'",
        "Failed to open file for write: 'IoError { io_error: Custom { kind: StorageFull, error: PathError { err: "
        'Os { code: 28, kind: StorageFull, message: "No space left on device" } } } }\'',
    ],
)
def test_a_refusal_of_the_system_is_told_however_the_engine_words_it(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr("index.tantivy_keywords._add", refused)
    with pytest.raises(StorageError, match=r"the keyword index .* cannot be written .*No space left on device"):
        TantivyFormat().build([], tmp_path / "keywords")

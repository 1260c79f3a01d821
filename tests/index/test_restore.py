"""A restored archive is what it was; a server follows; what was taken down stays out, wherever the backup has it."""

import shutil
from pathlib import Path

import pytest

from answer.model import AskRequest
from archive.errors import BackupError, IndexStateError, InputError, NotFoundError, RecordError
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from index.backup import Stores, back_up
from index.embedder import Embedder, HashEmbedder
from index.exchange import STAGING
from index.generation import building
from index.rebuild import rebuild
from index.restore import restore
from index.verify import verify
from tests.index.archives import FORMATS
from tests.index.room import Room

STORES = Stores(SqlStore.at, SqlReceipts.at)
LIBEL = "Mara Ellin of Lamp Street was wrongly named in the harbour inquiry as the informer."
VOTE = "The council voted for the new ferry, and the mayor opened the bridge on Monday morning."
QUESTION = "Who was wrongly named as the informer?"


def no_model() -> Embedder:
    raise AssertionError("nothing had to be embedded or forgotten")


@pytest.fixture
def room(tmp_path: Path):
    made = Room(tmp_path)
    made.write("a.txt", "Informer named", LIBEL)
    made.write("b.txt", "Ferry vote", VOTE)
    made.bring_up()
    made.desk.ask(AskRequest(question=QUESTION))
    yield made
    made.close()


def dump(data: Path) -> list[str]:
    """All that record and receipts hold."""
    store, receipts = SqlStore.at(data / "record.sqlite"), SqlReceipts.at(data / "receipts.sqlite")
    with store._connection() as record, receipts._engine.connect() as kept:
        lines = [*_lines(record), *_lines(kept)]
    store.close()
    receipts.close()
    return lines


def _lines(connection):
    return list(connection.connection.driver_connection.iterdump())


def holding(data: Path, words: str) -> list[str]:
    found = (path for path in sorted(data.rglob("*")) if path.is_file() and words.encode() in path.read_bytes())
    return [path.relative_to(data).as_posix() for path in found]


@pytest.mark.parametrize("name", ["backup.zip", "backup"])
def test_a_new_folder_gets_the_archive_and_needs_no_model_to_answer(room: Room, tmp_path: Path, name: str) -> None:
    back_up(room.data, STORES, tmp_path / name, index=True)
    (room.data / "refusal.json").write_bytes(b"{}")
    other = tmp_path / "other"
    done = restore(tmp_path / name, other, STORES, no_model)
    assert (done.articles, done.versions, done.taken_down, done.was_empty) == (2, 2, (), True)
    assert dump(other) == dump(room.data)
    store = SqlStore.at(other / "record.sqlite")
    assert verify(store, other, HashEmbedder(), FORMATS).findings == ()
    assert rebuild(store, other, HashEmbedder(), FORMATS).embedded == 0
    store.close()
    assert not (other / STAGING).exists()


def test_a_server_that_runs_answers_from_what_was_restored(room: Room, tmp_path: Path) -> None:
    back_up(room.data, STORES, tmp_path / "backup", index=True)
    before, generation = dump(room.data), (room.data / "CURRENT").read_text()
    room.write("a.txt", "Informer named", LIBEL.replace("wrongly", "rightly"))
    room.write("c.txt", "Pier opens", "The pier was opened again in May, with brass bands.")
    room.bring_up()
    room.desk.ask(AskRequest(question="When was the pier opened?"))
    assert len(room.found("pier brass bands")) >= 1
    with pytest.raises(InputError, match="replace it with --force"):
        restore(tmp_path / "backup", room.data, STORES, no_model)
    done = restore(tmp_path / "backup", room.data, STORES, no_model, force=True)
    assert (done.was_empty, done.taken_down) == (False, ())
    # The desk, its record and its receipts were open all the time.
    assert room.found('"brass bands"') == []
    assert len(room.found('"wrongly named"')) == 1
    assert room.store.counts().articles == 2
    assert dump(room.data) == before
    assert (room.data / "CURRENT").read_text() == generation
    assert [path.name for path in (room.data / "generations").iterdir()] == [generation.strip()]
    assert verify(room.store, room.data, HashEmbedder(), FORMATS).findings == ()
    assert room.desk.ask(AskRequest(question=QUESTION)).answer_id


def test_without_the_index_no_generation_is_in_force_and_a_rebuild_embeds_nothing_it_has(
    room: Room, tmp_path: Path
) -> None:
    back_up(room.data, STORES, tmp_path / "backup")
    room.write("c.txt", "Pier opens", "The pier was opened again in May.")
    room.bring_up()
    assert restore(tmp_path / "backup", room.data, STORES, no_model, force=True).generation is None
    with pytest.raises(IndexStateError, match="no index"):
        room.found("pier")
    assert rebuild(room.store, room.data, HashEmbedder(), FORMATS).embedded == 0
    assert room.found('"pier was opened"') == []


@pytest.mark.parametrize("index", [True, False])
def test_what_was_taken_down_since_stays_out_of_every_file(room: Room, tmp_path: Path, index: bool) -> None:
    back_up(room.data, STORES, tmp_path / "backup", index=index)
    (article_id,) = room.found('"wrongly named"')
    room.take_down(article_id)
    vectors = {path: path.stat().st_size for path in (room.data / "embeddings").iterdir()}
    done = restore(tmp_path / "backup", room.data, STORES, HashEmbedder, force=True)
    assert (done.taken_down, done.generation, done.articles) == ((article_id,), None, 1)
    assert [stone.reason for stone in room.store.tombstones()] == ["court order 17"]
    for words in (LIBEL[:20], LIBEL[40:70], "Informer named"):
        assert holding(room.data, words) == []
    assert {path: path.stat().st_size for path in (room.data / "embeddings").iterdir()} == vectors
    assert rebuild(room.store, room.data, HashEmbedder(), FORMATS).embedded == 0
    assert room.found('"wrongly named"') == []
    assert verify(room.store, room.data, HashEmbedder(), FORMATS).findings == ()
    assert room.bring_up(reread=True).taken_down == 1


def test_it_stays_out_under_another_identity_too_unless_the_present_archive_holds_that(
    room: Room, tmp_path: Path
) -> None:
    """One text under three identities: one is taken down, one is kept, and the third is there only in the backup."""
    for number in (1, 2, 3):
        (room.news / f"{number}.json").write_text(f'{{"guid": "urn:x:{number}", "body": "{LIBEL}"}}')
    room.bring_up()
    down, kept, gone = (room.store.article_with_identity(f"urn:x:{number}") for number in (1, 2, 3))
    back_up(room.data, STORES, tmp_path / "backup")
    present = Room(tmp_path / "present")
    for number in (1, 2):
        shutil.copy(room.news / f"{number}.json", present.news)
    present.bring_up()
    present.take_down(down)
    done = restore(tmp_path / "backup", present.data, STORES, HashEmbedder, force=True)
    assert set(done.taken_down) == {down, gone}
    assert set(present.store.articles([down, kept, gone])) == {kept}
    done = restore(tmp_path / "backup", tmp_path / "new", STORES, HashEmbedder, takedowns_of=present.data)
    assert set(done.taken_down) == {down, kept, gone}
    present.close()


def test_what_the_backup_had_taken_down_stays_out_of_vectors_that_are_there(room: Room, tmp_path: Path) -> None:
    """Another archive, in which the article was never taken down, is replaced by a backup in which it was."""
    shutil.copytree(room.data, tmp_path / "other")
    (article_id,) = room.found('"wrongly named"')
    room.take_down(article_id)
    back_up(room.data, STORES, tmp_path / "backup", index=True)
    done = restore(tmp_path / "backup", tmp_path / "other", STORES, no_model, force=True)
    assert (done.taken_down, done.articles) == ((), 1)
    assert holding(tmp_path / "other", LIBEL[:20]) == []
    for path in (room.data / "embeddings").iterdir():
        assert (tmp_path / "other" / "embeddings" / path.name).read_bytes() == path.read_bytes()


def test_a_backup_that_caught_a_takedown_half_done_gives_no_word_of_it(room: Room, tmp_path: Path) -> None:
    (article_id,) = room.found('"wrongly named"')

    def fail(_: str) -> int:
        raise RuntimeError("the lights went out")

    room.receipts.redact, redact = fail, room.receipts.redact
    with pytest.raises(RuntimeError):
        room.take_down(article_id)
    room.receipts.redact = redact
    back_up(room.data, STORES, tmp_path / "backup", index=True)
    other = tmp_path / "other"
    done = restore(tmp_path / "backup", other, STORES, no_model)
    assert (done.generation, holding(other, LIBEL[:20])) == (None, [])
    assert list((other / "embeddings").iterdir()) == []


def test_a_damaged_backup_changes_nothing(room: Room, tmp_path: Path) -> None:
    back_up(room.data, STORES, tmp_path / "backup", index=True)
    room.write("c.txt", "Pier opens", "The pier was opened again in May.")
    room.bring_up()
    before = (dump(room.data), (room.data / "CURRENT").read_text())
    path = tmp_path / "backup" / "receipts.sqlite"
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(BackupError, match=r"receipts\.sqlite is not as it was written"):
        restore(tmp_path / "backup", room.data, STORES, no_model, force=True)
    assert (dump(room.data), (room.data / "CURRENT").read_text()) == before
    assert not (room.data / STAGING).exists()


def test_what_cannot_be_heeded_is_said_and_nothing_changed(room: Room, tmp_path: Path) -> None:
    back_up(room.data, STORES, tmp_path / "backup")
    with building(room.data), pytest.raises(IndexStateError, match="another rebuild"):
        restore(tmp_path / "backup", room.data, STORES, no_model, force=True)
    with pytest.raises(NotFoundError, match="no archive in"):
        restore(tmp_path / "backup", tmp_path / "other", STORES, no_model, takedowns_of=tmp_path / "nowhere")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "record.sqlite").write_bytes(b"not a database at all" * 99)
    with pytest.raises(RecordError, match="what was taken down in it cannot be read, so move that file away"):
        restore(tmp_path / "backup", broken, STORES, no_model, force=True)
    assert room.store.counts().articles == 2

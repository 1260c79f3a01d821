"""A backup of an archive in use is of one moment, and is refused where a byte of it is not as it was written."""

import json
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from answer.model import AskRequest
from archive.errors import BackupError, IndexStateError, InputError
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from index.backup import Stores, back_up
from index.backup_files import Backup
from index.generation import building
from ingest.run import ingest
from tests.index.room import Room

STORES = Stores(SqlStore.at, SqlReceipts.at)
KINDS = ("backup.zip", "backup")


@pytest.fixture
def room(tmp_path: Path):
    made = Room(tmp_path)
    made.write("a.txt", "Ferry vote", "The council voted for the new ferry on Monday morning.")
    made.write("b.txt", "Bridge shut", "The bridge was shut after a crack was found in its northern span.")
    made.bring_up()
    made.desk.ask(AskRequest(question="What did the council vote for?"))
    yield made
    made.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_backup_holds_record_and_receipts_and_the_index_where_asked(room: Room, tmp_path: Path, name: str) -> None:
    made = back_up(room.data, STORES, tmp_path / name)
    assert (made.articles, made.versions, made.generation) == (2, 2, None)
    assert set(made.files) == {"record.sqlite", "receipts.sqlite"}
    whole = back_up(room.data, STORES, tmp_path / f"whole-{name}", index=True)
    assert whole.generation == (room.data / "CURRENT").read_text().strip()
    assert {each.split("/")[0] for each in whole.files} == {
        "record.sqlite",
        "receipts.sqlite",
        "embeddings",
        "generations",
    }
    for path in (tmp_path / name, tmp_path / f"whole-{name}"):
        Backup(path).check()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["data", "news", name, f"whole-{name}"])


def test_every_backup_made_while_others_write_is_of_one_moment(room: Room, tmp_path: Path) -> None:
    """Each file brings two articles in one transaction: a backup with an odd number of them caught half of one."""
    ended = threading.Event()

    def write() -> None:
        for number in count():
            if ended.is_set():
                return
            rows = [{"body": f"Article {number} {side} tells of something that happened."} for side in "ab"]
            (room.news / f"{number}.jsonl").write_text("\n".join(map(json.dumps, rows)))
            ingest([room.news / f"{number}.jsonl"], room.store)
            room.desk.ask(AskRequest(question="What did the council vote for?"))

    found = []
    with ThreadPoolExecutor(1) as others:
        writing = others.submit(write)
        for number in range(6):
            path = tmp_path / f"backup{number}"
            manifest = back_up(room.data, STORES, path)
            store, receipts = SqlStore.at(path / "record.sqlite"), SqlReceipts.at(path / "receipts.sqlite")
            articles = list(store.current_articles())
            assert store.check() == ()
            assert len(articles) == manifest.articles == store.counts().articles
            assert sum(len(file.appearances) for file in store.files()) == len(articles)
            assert len(articles) % 2 == 0
            known = {(each.article_id, version.number) for each in articles for version in each.versions}
            kept = receipts.latest(1000)
            cited = [each for one in kept for each in one.document["answer"].get("citations", ())]
            assert {(each["article_id"], each["version"]) for each in cited} <= known
            found.append((len(articles), len(kept)))
            store.close()
            receipts.close()
        ended.set()
    assert writing.exception() is None
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_a_backup_is_not_written_over_anything_but_a_backup_and_that_only_when_told(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    back_up(room.data, STORES, path)
    with pytest.raises(InputError, match="replace that backup with --force"):
        back_up(room.data, STORES, path)
    room.write("c.txt", "Pier opens", "The pier was opened again in May.")
    room.bring_up()
    assert back_up(room.data, STORES, path, force=True).articles == 3
    assert Backup(path).manifest.articles == 3
    with pytest.raises(InputError, match="is a folder and no backup; nothing in it was touched"):
        back_up(room.data, STORES, room.news, force=True)
    with pytest.raises(InputError, match="there is no folder"):
        back_up(room.data, STORES, tmp_path / "nowhere" / "backup.zip")


def test_with_the_index_it_keeps_rebuilds_and_takedowns_waiting_and_waits_for_none(room: Room, tmp_path: Path) -> None:
    with building(room.data):
        with pytest.raises(IndexStateError, match="another rebuild"):
            back_up(room.data, STORES, tmp_path / "backup", index=True)
        assert back_up(room.data, STORES, tmp_path / "backup").articles == 2


def test_a_damaged_folder_is_refused_with_the_file_named(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    made = back_up(room.data, STORES, path, index=True)
    for name in made.files:
        sound = (path / name).read_bytes()
        changed = {_with_a_bit_turned(sound), sound[:-1], sound + b"\0"} - {sound}  # a lock of Tantivy's is empty
        for damaged in changed:
            (path / name).write_bytes(damaged)
            with pytest.raises(BackupError, match=rf"is damaged: {name} is not as it was written"):
                Backup(path).check()
        (path / name).unlink()
        with pytest.raises(BackupError, match=rf"is damaged: {name} is not in it"):
            Backup(path).check()
        (path / name).write_bytes(sound)
    Backup(path).check()


def test_a_damaged_file_is_refused_wherever_it_is_damaged(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    made = back_up(room.data, STORES, path)
    sound = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        places = {entry.filename: entry.header_offset + entry.compress_size // 2 for entry in packed.infolist()}
    for name in made.files:
        content = bytearray(sound)
        content[places[name]] ^= 16
        path.write_bytes(content)
        with pytest.raises(BackupError, match=rf"is damaged: {name} "):
            Backup(path).check()
    for length in (0, 10, len(sound) // 2, len(sound) - 1):
        path.write_bytes(sound[:length])
        with pytest.raises(BackupError, match=r"is no backup, or its backup\.json is damaged"):
            Backup(path)
    with pytest.raises(BackupError, match="there is no backup"):
        Backup(tmp_path / "nothing.zip")


@pytest.mark.parametrize("name", ["../outside.sqlite", "/etc/passwd", "generations/x/../../../y", "CURRENT"])
def test_a_backup_that_names_files_elsewhere_is_refused(room: Room, tmp_path: Path, name: str) -> None:
    path = tmp_path / "backup"
    back_up(room.data, STORES, path)
    manifest = json.loads((path / "backup.json").read_text())
    manifest["files"][name] = manifest["files"]["record.sqlite"]
    (path / "backup.json").write_text(json.dumps(manifest))
    with pytest.raises(BackupError, match="which has no place in an archive"):
        Backup(path)


def test_a_backup_of_another_format_is_refused(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    back_up(room.data, STORES, path)
    manifest = json.loads((path / "backup.json").read_text())
    (path / "backup.json").write_text(json.dumps(manifest | {"format_version": 2}))
    with pytest.raises(BackupError, match="has format 2 and this release reads 1"):
        Backup(path)


def _with_a_bit_turned(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(byte ^ 1 for byte in content[middle : middle + 1]) + content[middle + 1 :]

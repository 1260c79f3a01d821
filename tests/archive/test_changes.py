"""What of the record changed since a mark: everything that an index shows, and nothing else."""

import shutil

import pytest

from archive.model import Appearance, Status
from archive.sql_store import SqlStore
from archive.tombstones import Tombstone
from tests.archive.test_store_contract import file_record, version
from tests.records import record_at

STONE = Tombstone(article_id="a2", taken_down_at="2024-05-02", by="desk", reason="order", marks=(), traces=())


@pytest.fixture
def store(tmp_path):
    opened = record_at(tmp_path / "record.sqlite")
    for name in ("a1", "a2", "a3"):
        opened.add_version(version(name), identity=name)
        opened.put_file(file_record(f"/news/{name}.txt", Appearance(f"/news/{name}.txt", 0, name, 1, "")))
    yield opened
    opened.close()


def test_nothing_changed_since_now(store):
    assert store.changed_since(store.mark()) == ()


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda store: store.add_version(version("a4"), identity="a4"), ("a4",)),
        (lambda store: store.add_version(version("a2", 2, "Flood\n\nIt fell."), identity="a2"), ("a2",)),
        (lambda store: store.add_version(version("a2", 2, "Flood\n\nIt."), identity="a2", in_force=False), ("a2",)),
        (lambda store: store.set_status("a3", Status.WITHDRAWN), ("a3",)),
        (lambda store: store.set_status("a3", Status.CURRENT), ()),
        (lambda store: store.remove_file("/news/a1.txt"), ("a1",)),
        (lambda store: store.remove_file("/news/unknown.txt"), ()),
        (lambda store: store.put_file(store.file("/news/a1.txt")), ()),
        (lambda store: store.put_file(file_record("/news/a1.txt")), ("a1",)),
        (lambda store: store.put_file(file_record("/b.txt", Appearance("/b.txt", 0, "a3", 1, ""))), ("a3",)),
        (lambda store: store.put_file(file_record("/b.txt")), ()),
        (lambda store: store.also_known_as("urn:x", "a1", superseded=True), ()),
        (lambda store: store.take_down(STONE), ("a2",)),
    ],
)
def test_a_change_names_its_articles(store, change, changed):
    mark = store.mark()
    change(store)
    assert store.changed_since(mark) == changed
    assert (store.mark() == mark) == (changed == ())
    assert store.changed_since(store.mark()) == ()


def test_articles_come_once_each_in_order_of_arrival_and_those_that_are_gone_first(store):
    mark = store.mark()
    store.add_version(version("a0"), identity="a0")
    store.set_status("a3", Status.KILLED)
    store.set_status("a1", Status.KILLED)
    store.set_status("a3", Status.CURRENT)
    store.take_down(STONE)
    assert store.changed_since(mark) == ("a2", "a1", "a3", "a0")


def test_a_change_that_was_rolled_back_is_none(store):
    mark = store.mark()

    def kill_and_fail():
        with store.transaction():
            store.set_status("a1", Status.KILLED)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        kill_and_fail()
    assert store.changed_since(mark) == ()
    assert store.mark() == mark


def test_a_mark_of_another_record_or_of_a_later_state_is_known_for_one(store, tmp_path):
    other = record_at(tmp_path / "other.sqlite")
    assert store.changed_since(other.mark()) is None
    for mark in ("", "x", "9 ", "-1 00", "99999999 0000"):
        assert store.changed_since(mark) is None
    other.close()


def test_a_record_put_back_from_a_copy_does_not_pass_for_what_it_was(store, tmp_path):
    store.close()
    copied = shutil.copy(tmp_path / "record.sqlite", tmp_path / "copy.sqlite")
    store.set_status("a1", Status.KILLED)
    mark = store.mark()
    copy = record_at(copied)
    assert copy.changed_since(mark) is None
    copy.set_status("a2", Status.KILLED)
    assert copy.changed_since(mark) is None
    copy.close()


def test_a_released_record_counts_from_its_upgrade(tmp_path):
    store = SqlStore.at(tmp_path / "new.sqlite")
    mark = store.mark()
    assert mark.startswith("1 ")
    store.add_version(version("a1"), identity="a1")
    assert store.changed_since(mark) == ("a1",)
    store.close()

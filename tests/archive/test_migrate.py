"""Every record that a release made opens in this one, with all it held; one of a newer release says so."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from alembic.script import ScriptDirectory

from archive import migrate, sql_bands
from archive.errors import RecordError
from archive.sql_store import SqlStore
from archive.tables import metadata
from tests.archive.databases import as_released, differences, upgraded_to
from tests.conftest import ROOT

STEPS = [each.revision for each in ScriptDirectory(str(ROOT / "archive" / "migrations")).walk_revisions()]
RELEASED = sorted((ROOT / "tests" / "archive" / "released").glob("*.sql"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, tmp_path):
    return as_released(request.param, tmp_path / "record.sqlite")


def revision(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def set_revision(path, number):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (number,))


def test_a_new_record_has_the_tables_that_the_code_names(tmp_path):
    SqlStore.at(tmp_path / "record.sqlite").close()
    assert differences(metadata, tmp_path / "record.sqlite") == []
    assert revision(tmp_path / "record.sqlite") == migrate.HEAD


def test_a_released_record_gets_the_tables_that_the_code_names(released):
    SqlStore.at(released).close()
    assert differences(metadata, released) == []
    assert revision(released) == migrate.HEAD


def test_a_released_record_keeps_all_that_it_held(released):
    store = SqlStore.at(released)
    flood, bridge = store.current_versions()
    assert [flood.text, store.version(flood.article_id, 1).text] == [
        "Flood\n\nThe river fell.",
        "Flood\n\nThe river rose.",
    ]
    assert (bridge.metadata.byline, str(bridge.metadata.published)) == ("Ann Lee", "2020-02-11T09:30:00+01:00")
    assert store.article_with_identity("urn:x:1") == bridge.article_id
    assert [(each.path, len(each.appearances), len(each.problems)) for each in store.files()] == [
        ("/news/a.txt", 1, 0),
        ("/news/b.jsonl", 1, 1),
    ]
    store.close()


@pytest.mark.parametrize("step", STEPS)
def test_a_record_that_stopped_at_any_step_gets_the_rest_and_keeps_what_it_held(tmp_path, step):
    path = as_released(RELEASED[0], tmp_path / "record.sqlite")
    upgraded_to(path, step)
    assert revision(path) == step
    store = SqlStore.at(path)
    held = {each.headline: (each.number, each.text) for each in store.current_versions()}
    assert held["Flood"] == (2, "Flood\n\nThe river fell.")
    assert (store.counts().articles, store.counts().versions, store.check()) == (2, 3, ())
    store.close()
    assert differences(metadata, path) == []
    assert revision(path) == migrate.HEAD


def test_opening_a_released_record_twice_changes_it_once(released):
    SqlStore.at(released).close()
    before = released.read_bytes()
    SqlStore.at(released).close()
    assert released.read_bytes() == before


def test_signatures_of_an_older_record_are_put_into_the_index_of_their_bands(released, monkeypatch):
    from alembic import command

    upgrade = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", lambda config, _revision: upgrade(config, "0007"))
        SqlStore.at(released).close()
    numbers, others = bytes(range(64)), bytes(range(64, 128))
    signed = [
        ("x", 27_000_000, numbers),
        ("y", None, numbers[:8] + others[8:]),
        ("z", 27_000_000, others),
        ("s", 0, b""),
    ]
    with closing(sqlite3.connect(released)) as connection, connection:
        connection.executemany("INSERT INTO signatures VALUES (?, 1, ?, 40, ?)", signed)
    store = SqlStore.at(released)
    assert [(each.article_id, each.minute, each.numbers) for each in store.copies.signatures()] == sorted(
        signed, key=lambda each: each[0]
    )
    monkeypatch.setattr(sql_bands, "_LOOKUP", 0)
    (asked,) = store.copies.signatures(["x"])
    assert [each.article_id for each in store.copies.near([asked], 10)] == ["x", "y"]
    assert set(store.copies.due(compared=False).article_ids) >= {"s", "x", "y", "z"}
    assert differences(metadata, released) == []
    store.close()


def test_memberships_of_an_older_record_hold_from_the_beginning(released, monkeypatch):
    from alembic import command

    upgrade = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", lambda config, _revision: upgrade(config, "0008"))
        SqlStore.at(released).close()
    with closing(sqlite3.connect(released)) as connection, connection:
        (article_id,) = connection.execute("SELECT article_id FROM articles LIMIT 1").fetchone()
        connection.execute("INSERT INTO collections VALUES ('x', 'X', '2024-01-01T00:00:00+00:00', '')")
        connection.execute("INSERT INTO collection_members VALUES ('x', ?)", (article_id,))
    store = SqlStore.at(released)
    assert store.collections.memberships().articles(["x"]) == {article_id}
    assert store.collections.memberships(date(1999, 1, 1)).articles(["x"]) == {article_id}
    store.close()


def test_an_upgrade_that_fails_leaves_the_record_as_it_was(released, monkeypatch):
    def fail(config, revision):
        with config.attributes["connection"].begin_nested():
            config.attributes["connection"].exec_driver_sql("DROP TABLE appearances")
        raise RuntimeError("the lights went out")

    with closing(sqlite3.connect(released)) as connection:
        before = list(connection.iterdump())
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", fail)
        with pytest.raises(RuntimeError, match="the lights went out"):
            SqlStore.at(released)
    with closing(sqlite3.connect(released)) as connection:
        assert list(connection.iterdump()) == before
    SqlStore.at(released).close()
    assert differences(metadata, released) == []


def test_a_record_of_a_newer_release_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "record.sqlite"
    SqlStore.at(path).close()
    set_revision(path, "9999")
    with pytest.raises(RecordError, match=f"layout 9999 and this release reads up to {migrate.HEAD}"):
        SqlStore.at(path)
    assert revision(path) == "9999"


def test_a_file_that_is_no_record_is_refused(tmp_path):
    path = tmp_path / "record.sqlite"
    path.write_bytes(b"These are not the tables you are looking for." * 30)
    with pytest.raises(RecordError, match=r"record\.sqlite cannot be opened: file is not a database"):
        SqlStore.at(path)


def test_tables_from_before_the_first_release_are_refused(tmp_path):
    path = tmp_path / "record.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE articles (serial INTEGER); CREATE TABLE photos (caption TEXT)")
    with pytest.raises(RecordError, match="made before the first release"):
        SqlStore.at(path)


def test_the_newest_step_is_the_one_the_code_knows():
    steps = ScriptDirectory(str(ROOT / "archive" / "migrations"))
    assert steps.get_heads() == [migrate.HEAD]
    assert steps.get_bases() == ["0001"]


def test_there_is_a_record_of_every_release():
    assert [path.stem for path in RELEASED] == ["0001"]

"""The receipts that a release kept open in this one, with all they held; those of a newer release say so."""

import sqlite3
from contextlib import closing

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from archive import migrate
from archive.errors import RecordError
from archive.sql_receipts import SqlReceipts
from archive.tables import receipt_metadata
from tests.archive.databases import as_released, differences
from tests.conftest import ROOT

RELEASED = sorted((ROOT / "tests" / "archive" / "released_receipts").glob("*.sql"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, tmp_path):
    return as_released(request.param, tmp_path / "receipts.sqlite")


def test_new_receipts_have_the_tables_that_the_code_names(tmp_path):
    folder = tmp_path / "a folder, 100% new"
    SqlReceipts.at(folder / "receipts.sqlite").close()
    assert differences(receipt_metadata, folder / "receipts.sqlite") == []


def test_released_receipts_keep_all_that_they_held_and_are_counted_from_then_on(released):
    store = SqlReceipts.at(released)
    kept = store.get("00c0ffee00c0ffee")
    assert (kept.articles, kept.document["answer"]["question"]) == (
        ("8a526707155a6875", "cc0954782b678ab2"),
        "Did the river rise?",
    )
    store.close()
    assert differences(receipt_metadata, released) == []
    before = released.read_bytes()
    SqlReceipts.at(released).close()
    assert released.read_bytes() == before
    with closing(sqlite3.connect(released)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(migrate.RECEIPTS.head,)]


def test_steps_that_fail_leave_the_receipts_as_they_were(released, monkeypatch):
    def fail(config, revision):
        config.attributes["connection"].exec_driver_sql("DROP TABLE receipt_articles")
        raise RuntimeError("the lights went out")

    with closing(sqlite3.connect(released)) as connection:
        before = list(connection.iterdump())
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", fail)
        with pytest.raises(RuntimeError, match="the lights went out"):
            SqlReceipts.at(released)
    with closing(sqlite3.connect(released)) as connection:
        assert list(connection.iterdump()) == before


def test_receipts_of_a_newer_release_are_refused(tmp_path):
    path = tmp_path / "receipts.sqlite"
    SqlReceipts.at(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="file of receipts has layout 9999 and this release reads up to"):
        SqlReceipts.at(path)


def test_a_file_that_holds_no_receipts_is_refused(tmp_path):
    path = tmp_path / "receipts.sqlite"
    path.write_bytes(b"These are not the tables you are looking for." * 30)
    with pytest.raises(RecordError, match=r"receipts\.sqlite cannot be opened: file is not a database"):
        SqlReceipts.at(path)


def test_the_newest_step_is_the_one_the_code_knows():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "archive" / "migrations"))
    config.set_main_option("version_locations", str(migrate.RECEIPTS.folder))
    config.set_main_option("path_separator", "newline")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.RECEIPTS.head]

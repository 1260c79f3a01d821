"""What ingest puts into a collection: every article of the files given, whether or not it is read again."""

from pathlib import Path

import pytest

from archive.errors import InputError
from archive.sql_store import SqlStore
from ingest.run import ingest
from tests.records import record_at


@pytest.fixture
def store(tmp_path):
    found = record_at(tmp_path / "record.sqlite")
    yield found
    found.close()


@pytest.fixture
def news(tmp_path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "flood.txt").write_text("Flood\n\nThe river rose by a metre on Monday.\n")
    (folder / "pier.txt").write_text("Pier\n\nThe pier at Marlow will reopen in May.\n")
    return folder


def members(store: SqlStore, name: str) -> set[str]:
    ids = store.collections.memberships().articles([name])
    return {store.version(each).headline for each in ids}


def test_every_article_of_the_files_joins(store: SqlStore, news: Path) -> None:
    report = ingest([news], store, collections=("Inquiry", "Packet"))
    assert report.joined == 4
    assert members(store, "inquiry") == members(store, "packet") == {"Flood", "Pier"}
    again = ingest([news], store, collections=("Inquiry",))
    assert (again.joined, again.unchanged_files) == (0, 2)


def test_files_that_are_as_they_were_join_without_being_read(store: SqlStore, news: Path) -> None:
    assert ingest([news], store).joined == 0
    report = ingest([news / "pier.txt"], store, collections=("Marlow",))
    assert (report.joined, report.unchanged_files) == (1, 1)
    assert members(store, "Marlow") == {"Pier"}


def test_a_new_version_stays_in_its_collections(store: SqlStore, news: Path) -> None:
    ingest([news], store, collections=("Inquiry",))
    (news / "pier.txt").write_text("Pier\n\nThe pier at Marlow will reopen in June.\n")
    assert ingest([news], store).changed == 1
    assert members(store, "Inquiry") == {"Flood", "Pier"}


def test_a_copy_that_parts_from_its_article_keeps_the_collections(store: SqlStore, news: Path) -> None:
    (news / "copy.txt").write_text((news / "pier.txt").read_text())
    ingest([news], store, collections=("Inquiry",))
    (news / "copy.txt").write_text("Pier\n\nThe pier at Marlow will never reopen.\n")
    ingest([news], store)
    assert len(store.collections.memberships().articles(["Inquiry"])) == store.counts().articles == 3


def test_a_name_that_is_none_is_refused_before_anything_is_read(store: SqlStore, news: Path) -> None:
    with pytest.raises(InputError, match="the collection's name '' has 0 characters"):
        ingest([news], store, collections=(" ",))
    assert store.counts().files == 0

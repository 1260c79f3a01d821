"""What publishers say of their items: which continues which, what is later, what is killed or withheld."""

from pathlib import Path

import pytest

from archive.model import PubStatus, Status
from tests.ingest.arrivals import arrive, item, searched
from tests.records import record_at


@pytest.fixture
def store(tmp_path: Path):
    opened = record_at(tmp_path / "record.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize("order", [("1", "2", "3"), ("2", "1", "3"), ("3", "2", "1"), ("3", "1", "2")])
@pytest.mark.parametrize("in_one_file", [True, False])
def test_the_highest_version_is_in_force_in_whatever_order_they_arrive(store, order, in_one_file) -> None:
    drafts = [item(f"Text {label}.", version_label=label) for label in order]
    if in_one_file:
        arrive(store, "/wire.xml", *drafts)
    else:
        for label, draft in zip(order, drafts, strict=True):
            arrive(store, f"/wire-{label}.xml", draft)
    assert searched(store) == ["Text 3."]
    (article_id,) = {version.article_id for version in store.current_versions()}
    assert sorted(version.text for version in store.article(article_id).versions) == ["Text 1.", "Text 2.", "Text 3."]


def test_an_older_update_that_arrives_late_does_not_come_into_force(store) -> None:
    arrive(store, "/b.xml", item("Newer.", updated="2024-06-08T10:00:00Z"))
    arrive(store, "/a.xml", item("Older.", updated="2024-06-08T09:00:00Z"))
    assert searched(store) == ["Newer."]


def test_an_item_that_continues_another_is_a_version_of_it(store) -> None:
    arrive(store, "/a.xml", item("First.", "urn:x:1"))
    assert arrive(store, "/b.xml", item("Second.", "urn:x:2", ("urn:x:1",))) == ["changed"]
    assert arrive(store, "/c.xml", item("Third.", "urn:x:3", ("urn:x:2",))) == ["changed"]
    assert searched(store) == ["Third."]
    assert len({store.article_with_identity(f"urn:x:{number}") for number in (1, 2, 3)}) == 1


def test_what_was_continued_stays_older_however_late_it_arrives(store) -> None:
    assert arrive(store, "/b.xml", item("Second.", "urn:x:2", ("urn:x:1",))) == ["new"]
    assert arrive(store, "/a.xml", item("First.", "urn:x:1")) == ["changed"]
    assert searched(store) == ["Second."]
    arrive(store, "/a.xml", item("First, sent again.", "urn:x:1"))
    assert searched(store) == ["Second."]


def test_ids_without_a_scheme_continue_each_other_within_their_source(store) -> None:
    arrive(store, "/a.xml", item("First.", "K17", source="Vennick Wire"))
    arrive(store, "/b.xml", item("Second.", "K18", ("K17",), source="VENNICK WIRE"))
    arrive(store, "/c.xml", item("Other.", "K19", ("K17",), source="Harrow Wire"))
    assert searched(store) == ["Second.", "Other."]


def test_a_kill_takes_the_article_out_of_searches_and_its_versions_resolve(store) -> None:
    arrive(store, "/a.xml", item("The mayor stole."))
    (article_id,) = {version.article_id for version in store.current_versions()}
    arrive(store, "/k.xml", item("KILL the story on the mayor.", pub_status=PubStatus.CANCELED))
    assert (searched(store), store.held_back()) == ([], {article_id})
    assert store.article(article_id).status is Status.KILLED
    assert store.version(article_id, 1).text == "The mayor stole."


def test_what_was_killed_does_not_come_back_by_arriving_again(store) -> None:
    kill = item("KILL.", pub_status=PubStatus.CANCELED, version_label="2")
    arrive(store, "/k.xml", kill)
    arrive(store, "/a.xml", item("The mayor stole.", version_label="1"))
    arrive(store, "/b.xml", item("The mayor stole!"))
    arrive(store, "/a.xml", item("The mayor stole.", version_label="1"))
    assert searched(store) == []
    arrive(store, "/c.xml", item("The mayor did not steal.", version_label="3"))
    assert (searched(store), store.held_back()) == (["The mayor did not steal."], frozenset())


def test_a_killed_article_whose_file_goes_and_returns_stays_killed(store) -> None:
    kill = item("KILL.", pub_status=PubStatus.CANCELED)
    arrive(store, "/k.xml", kill)
    (article_id,) = store.held_back()
    store.set_status(article_id, Status.WITHDRAWN)
    arrive(store, "/k.xml", kill)
    assert store.article(article_id).status is Status.KILLED


def test_a_withheld_item_is_kept_and_out_of_searches_until_it_is_released(store) -> None:
    arrive(store, "/a.xml", item("Budget.", pub_status=PubStatus.WITHHELD))
    assert (searched(store), len(store.held_back())) == ([], 1)
    arrive(store, "/b.xml", item("Budget.", pub_status=PubStatus.USABLE))
    assert (searched(store), len(store.held_back())) == (["Budget."], 0)

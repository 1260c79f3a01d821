"""Collections in the record: who belongs to what, told by any spelling of the name, and known to readers at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import sql_memberships
from archive.errors import InputError, NotFoundError
from archive.memberships import Memberships
from archive.model import Draft, Metadata, Status
from archive.sql_store import SqlStore
from archive.tombstones import Tombstone
from ingest.compose import compose
from tests.records import record_at


def fill(store: SqlStore, *article_ids: str, arrived: str = "2026-01-01T00:00:00Z") -> None:
    for each in article_ids:
        version = compose(Draft(headline=f"About {each}", metadata=Metadata())).as_version(each, 1, arrived)
        store.add_version(version, identity=f"test:{each}")


@pytest.fixture
def store(tmp_path):
    found = record_at(tmp_path / "record.sqlite")
    fill(found, "a", "b", "c")
    yield found
    found.close()


def counts(store: SqlStore) -> dict[str, int]:
    return {each.name: each.articles for each in store.collections.listed()}


def test_an_article_belongs_to_one_or_more_collections(store: SqlStore) -> None:
    assert store.collections.add("Bridge inquiry", ["a", "b", "a"]) == 2
    assert store.collections.add("BRIDGE  ínquiry", ["b", "c"]) == 1
    assert store.collections.add("Café", ["b"]) == 1
    assert counts(store) == {"Bridge inquiry": 3, "Café": 1}
    assert store.collections.joined_by("b") == ("Bridge inquiry", "Café")
    memberships = store.collections.memberships()
    assert memberships.articles(["bridge inquiry"]) == {"a", "b", "c"}
    assert memberships.articles(["cafe", "Bridge Inquiry"]) == {"a", "b", "c"}
    assert (memberships.names("b"), memberships.names("c")) == (("Bridge inquiry", "Café"), ("Bridge inquiry",))
    assert store.collections.remove("cafe", ["a", "b"]) == 1
    assert counts(store) == {"Bridge inquiry": 3, "Café": 0}


def test_only_what_is_in_searches_counts(store: SqlStore) -> None:
    store.collections.add("Inquiry", ["a", "b"])
    store.set_status("a", Status.WITHDRAWN)
    assert counts(store) == {"Inquiry": 1}
    assert store.collections.memberships().articles(["inquiry"]) == {"a", "b"}


def test_a_collection_is_renamed_and_deleted_and_its_articles_stay(store: SqlStore) -> None:
    store.collections.add("Inquiry", ["a", "b"])
    store.collections.create("Other")
    with pytest.raises(InputError, match="there is a collection 'Other' already; choose another name than 'OTHER'"):
        store.collections.rename("inquiry", "OTHER")
    store.collections.rename("inquiry", "INQUIRY")
    store.collections.rename("inquiry", "Bridge")
    assert counts(store) == {"Bridge": 2, "Other": 0}
    store.collections.delete("bridge")
    assert counts(store) == {"Other": 0}
    assert store.article("a").status is Status.CURRENT


def test_what_is_not_there_is_named_and_nothing_is_changed(store: SqlStore) -> None:
    with pytest.raises(NotFoundError, match="there is no article 'x' in the archive"):
        store.collections.add("Inquiry", ["a", "x"])
    assert counts(store) == {}
    with pytest.raises(NotFoundError, match="there is no collection 'Inquiry'; there is none yet"):
        store.collections.remove("Inquiry", ["a"])
    store.collections.create("Bridge")
    for deed in (
        lambda: store.collections.remove("Inquiry", ["a"]),
        lambda: store.collections.delete("Inquiry"),
        lambda: store.collections.rename("Inquiry", "X"),
        lambda: store.collections.memberships().articles(["Inquiry"]),
    ):
        with pytest.raises(NotFoundError, match="there is no collection 'Inquiry'; there are Bridge"):
            deed()
    for name in ("", "  ", "x" * 201):
        with pytest.raises(InputError, match="give one of 1 to 200"):
            store.collections.create(name)


def test_what_is_taken_down_leaves_every_collection(store: SqlStore) -> None:
    store.collections.add("Inquiry", ["a", "b"])
    before = store.collections.memberships()
    store.take_down(Tombstone(article_id="a", taken_down_at="2026-01-01", by="x", reason="y", marks=(), traces=()))
    after = store.collections.memberships()
    assert (before.articles(["inquiry"]), after.articles(["inquiry"])) == ({"a", "b"}, {"b"})
    assert store.check() == ()


NAMES = ("Inquiry", "inquiry ", "Ínquiry", "Bridge", "Café")
DEEDS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(NAMES), st.lists(st.sampled_from("abc"), max_size=3)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.lists(st.sampled_from("abc"), max_size=3)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just([])),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), min_size=1, max_size=1)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(DEEDS, max_size=12))
def test_readers_know_of_every_change_and_of_nothing_else(tmp_path_factory, deeds) -> None:
    """After each deed a reader that has known all along knows what a new one does, and what a dictionary would."""
    folder = tmp_path_factory.mktemp("memberships")
    store, reader = record_at(folder / "record.sqlite"), record_at(folder / "record.sqlite")
    fill(store, "a", "b", "c")
    model: dict[str, set[str]] = {}
    for deed, name, values in deeds:
        key = name.strip().casefold().replace("í", "i")
        new = values[0].strip().casefold().replace("í", "i") if deed == "rename" else ""
        known = reader.collections.memberships()
        if deed == "add":
            changes = not set(values) <= model.get(key, set()) or key not in model
            store.collections.add(name, values)
            model.setdefault(key, set()).update(values)
        elif key not in model or (deed == "rename" and new in model and new != key):
            continue
        elif deed == "remove":
            changes = bool(model[key] & set(values))
            store.collections.remove(name, values)
            model[key] -= set(values)
        elif deed == "delete":
            changes = True
            store.collections.delete(name)
            del model[key]
        else:
            changes = True
            store.collections.rename(name, values[0])
            model[new] = model.pop(key)
        seen = reader.collections.memberships()
        assert {name.casefold().replace("í", "i"): set(members) for name, members in seen.of.items()} == model
        assert changes or seen is known
    assert isinstance(reader.collections.memberships(), Memberships)
    reader.close()
    store.close()


FIRST = date(2026, 3, 1)


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """It is noon of that day, counted from the first."""
    moment = f"{FIRST + timedelta(day)}T12:00:00+00:00"
    monkeypatch.setattr(sql_memberships, "timestamp", lambda: moment)


def as_of(store: SqlStore, day: int, name: str = "Inquiry") -> str:
    return "".join(sorted(store.collections.memberships(FIRST + timedelta(day)).articles([name])))


def test_collections_are_known_as_of_a_day(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0)
    store.collections.add("Inquiry", ["a"])
    at(monkeypatch, 2)
    store.collections.add("Inquiry", ["b"])
    at(monkeypatch, 4)
    store.collections.remove("Inquiry", ["a"])
    assert [as_of(store, day) for day in range(-2, 6)] == ["a", "a", "a", "a", "ab", "ab", "b", "b"]
    store.collections.rename("Inquiry", "Bridge")
    assert (as_of(store, 3, "bridge"), store.collections.joined_by("a")) == ("ab", ())
    at(monkeypatch, 6)
    store.collections.add("Bridge", ["a"])
    assert [as_of(store, day, "bridge") for day in (3, 5, 6)] == ["ab", "b", "ab"]
    store.collections.delete("bridge")
    with pytest.raises(NotFoundError, match="there is no collection 'bridge'"):
        as_of(store, 3, "bridge")


def test_what_arrives_with_its_membership_has_it_from_the_beginning(store: SqlStore, monkeypatch) -> None:
    at(monkeypatch, 0)
    store.collections.create("Inquiry")
    at(monkeypatch, 9)
    fill(store, "d", arrived=f"{FIRST + timedelta(9)}T07:00:00+00:00")
    store.collections.add("Inquiry", ["a", "d"])
    assert [as_of(store, day) for day in (-900, 8, 9)] == ["d", "d", "ad"]


def test_of_what_is_taken_down_no_membership_is_remembered(store: SqlStore, monkeypatch) -> None:
    at(monkeypatch, 0)
    store.collections.add("Inquiry", ["a", "b"])
    at(monkeypatch, 1)
    store.collections.remove("Inquiry", ["a"])
    store.take_down(Tombstone(article_id="a", taken_down_at="2026-01-01", by="x", reason="y", marks=(), traces=()))
    assert (as_of(store, 0), store.check()) == ("b", ())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.lists(st.sampled_from("abc"), max_size=3)), max_size=10),
    st.integers(0, 4),
)
def test_a_day_is_known_as_it_ended(tmp_path_factory, deeds, made) -> None:
    """Before there was the collection, it is known as it was at the end of its first day."""
    store = record_at(tmp_path_factory.mktemp("days") / "record.sqlite")
    fill(store, "a", "b", "c")
    members: set[str] = set()
    ended: dict[int, str] = {}
    with pytest.MonkeyPatch.context() as patched:
        for day in range(made, 5):
            at(patched, day)
            store.collections.create("Inquiry")
            for _, joins, ids in (each for each in deeds if each[0] == day):
                (store.collections.add if joins else store.collections.remove)("Inquiry", ids)
                members = members | set(ids) if joins else members - set(ids)
            ended[day] = "".join(sorted(members))
    assert [as_of(store, day) for day in range(5)] == [ended[max(day, made)] for day in range(5)]
    assert store.collections.memberships().articles(["inquiry"]) == members
    store.close()

"""What every `CopyRecord` must do; one of another store joins by being added to `STORES`."""

from dataclasses import replace

import pytest

from archive.copies import Byline, Likeness, Member, Pair, Signature
from archive.model import Status
from archive.sql_store import SqlStore
from tests.archive.test_store_contract import version

STORES = {"sqlite": lambda folder: SqlStore.at(folder / "record.sqlite")}


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    opened = STORES[request.param](tmp_path)
    for name in ("a", "b", "c"):
        opened.add_version(version(name, text=f"Flood\n\nThe river of {name} rose."), identity=name)
    yield opened
    opened.close()


def signature(article_id, number=1, **changes):
    return replace(
        Signature(article_id=article_id, version=number, minute=27_000_000, runs=40, numbers=bytes(range(8))), **changes
    )


LIKENESS = Likeness(
    article_id="a", version=1, kept=0.5, own=1.0, cut=2, added=0, moved=True, headline_changed=True, byline=Byline.ADDED
)
FIRST, SECOND = Member("a", 1, "a"), Member("b", 3, "a", LIKENESS)


def test_what_is_kept_comes_back_as_it_went_in(store):
    signed = [signature("a", minute=None), signature("b", numbers=b"")]
    pairs = [Pair("a", "b", 0.75), Pair("a", "c", 0.4, 0.99)]
    store.copies.keep(signed, pairs)
    store.copies.tell([FIRST, SECOND], ())
    assert list(store.copies.signatures()) == signed
    assert store.copies.pairs() == tuple(pairs)
    assert store.copies.members() == {"a": FIRST, "b": SECOND}


def test_what_is_kept_again_takes_the_place_of_what_was(store):
    for runs, share in ((40, 0.4), (50, 0.6)):
        store.copies.keep([signature("a", runs=runs)], [Pair("a", "b", share)])
    assert [each.runs for each in store.copies.signatures()] == [50]
    assert store.copies.pairs() == (Pair("a", "b", 0.6),)
    store.copies.tell([FIRST, SECOND], ())
    store.copies.tell([Member("b", 3, "b")], ["a", "nobody"])
    assert store.copies.members() == {"b": Member("b", 3, "b")}


def test_only_current_articles_without_signatures_are_unsigned(store):
    store.set_status("b", Status.WITHDRAWN)
    store.copies.keep([signature("c")], ())
    assert store.copies.unsigned() == ("a",)
    store.set_status("b", Status.CURRENT)
    assert store.copies.unsigned() == ("a", "b")


def test_signatures_of_other_versions_and_of_what_is_gone_are_outdated(store):
    store.copies.keep([signature(each) for each in ("a", "b", "c", "never")], ())
    assert store.copies.outdated() == ("never",)
    store.add_version(version("a", 2, text="Flood\n\nThe river fell."), identity="a")
    store.set_status("c", Status.KILLED)
    assert store.copies.outdated() == ("a", "c", "never")


def test_what_is_dropped_leaves_signatures_pairs_and_stories(store):
    store.copies.keep(
        [signature(each) for each in "abc"], [Pair("a", "b", 1.0), Pair("b", "c", 1.0), Pair("a", "c", 1.0)]
    )
    store.copies.tell([FIRST, SECOND, Member("c", 1, "a")], ())
    store.copies.drop(["b"])
    assert [each.article_id for each in store.copies.signatures()] == ["a", "c"]
    assert store.copies.pairs() == (Pair("a", "c", 1.0),)
    assert set(store.copies.members()) == {"a", "c"}
    store.copies.drop([])


def test_versions_in_force_of_current_articles_are_given(store):
    store.add_version(version("a", 2, text="Flood\n\nThe river fell."), identity="a")
    store.set_status("b", Status.WITHHELD)
    found = store.copies.versions(["a", "b", "c", "nobody"])
    assert {key: (each.number, each.text) for key, each in found.items()} == {
        "a": (2, "Flood\n\nThe river fell."),
        "c": (1, "Flood\n\nThe river of c rose."),
    }


def test_a_story_is_given_with_the_first_one_first(store):
    store.copies.tell([SECOND, replace(FIRST, article_id="z", story_id="a"), replace(SECOND, article_id="aa")], ())
    found = store.copies.stories(["b", "nobody"])
    assert {key: [each.article_id for each in story] for key, story in found.items()} == {"b": ["z", "aa", "b"]}
    assert store.copies.stories([]) == {}


def test_more_articles_than_one_query_may_name(store):
    names = [f"n{number:04}" for number in range(1203)]
    store.copies.keep(map(signature, names), ())
    store.copies.tell([Member(name, 1, names[0]) for name in names], ())
    assert [each.article_id for each in store.copies.signatures()] == names
    assert len(store.copies.stories(names)[names[-1]]) == 1203
    store.copies.drop(names[1:])
    assert [each.article_id for each in store.copies.signatures()] == names[:1]

"""What every `CopyRecord` must do; one of another store joins by being added to `STORES`."""

from dataclasses import replace

import numpy as np
import pytest

from archive.copies import Byline, Likeness, Member, Pair, Signature
from archive.model import Status
from tests.archive.test_store_contract import version
from tests.records import record_at

STORES = {"sqlite": lambda folder: record_at(folder / "record.sqlite")}


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
    assert (store.copies.told(), store.copies.count()) == ({"b": "b"}, 1)


def test_pairs_and_signatures_of_some_articles_are_given(store):
    pairs = [Pair("a", "b", 0.75), Pair("a", "c", 0.4, 0.99), Pair("b", "c", 0.5)]
    store.copies.keep([signature(each) for each in "abc"], pairs)
    assert store.copies.pairs(["c", "nobody"]) == tuple(pairs[1:])
    assert store.copies.doubtful() == (pairs[1],)
    assert [each.article_id for each in store.copies.signatures(["c", "a", "nobody"])] == ["a", "c"]


def test_only_current_articles_without_signatures_are_unsigned(store):
    store.set_status("b", Status.WITHDRAWN)
    store.copies.keep([signature("c")], ())
    assert store.copies.unsigned(["c", "b", "a", "nobody"]) == ("a",)
    store.set_status("b", Status.CURRENT)
    assert store.copies.unsigned(["b", "a"]) == ("a", "b")
    assert store.copies.unsigned(["b"]) == ("b",)


def test_signatures_of_other_versions_and_of_what_is_gone_are_outdated(store):
    everything = ("a", "b", "c", "never")
    store.copies.keep([signature(each) for each in everything], ())
    assert store.copies.outdated(everything) == ("never",)
    store.add_version(version("a", 2, text="Flood\n\nThe river fell."), identity="a")
    store.set_status("c", Status.KILLED)
    assert store.copies.outdated(everything) == ("a", "c", "never")
    assert store.copies.outdated(["b", "c"]) == ("c",)


def test_what_came_to_articles_is_due_to_be_compared_and_then_to_be_told(store):
    copies = store.copies
    first = copies.due(compared=False)
    assert (first.article_ids, copies.due(compared=True).article_ids) == (("a", "b", "c"), ())
    store.set_status("b", Status.WITHDRAWN)  # after the others were read
    copies.compared(first.serial)
    assert copies.due(compared=False).article_ids == ("b",)
    told = copies.due(compared=True)
    assert told.article_ids == ("a", "b", "c")
    copies.keep([signature("c")], [Pair("a", "c", 1.0)])
    copies.tell([FIRST], (), told.serial)
    assert copies.due(compared=True).article_ids == ("a", "c")
    assert copies.due(compared=False).article_ids == ("b",)


def test_who_told_a_story_with_what_is_dropped_is_due_to_be_told(store):
    store.copies.tell([FIRST, SECOND, Member("c", 1, "c")], ())
    store.copies.drop(["a"])
    assert store.copies.due(compared=True).article_ids == ("b",)


NUMBERS = [np.random.default_rng(seed).integers(0, 2**32, 16, dtype=np.uint32).tobytes() for seed in range(3)]
"""Signatures of eight bands each."""


def one_band_of(one: bytes, other: bytes) -> bytes:
    return other[:24] + one[24:32] + other[32:]


def test_signatures_with_a_band_in_common_are_near_within_the_time(store):
    asked = signature("asked", numbers=NUMBERS[0], minute=27_000_000)
    near = [
        signature("earlier", numbers=one_band_of(NUMBERS[0], NUMBERS[1]), minute=26_999_900),
        signature("later", numbers=one_band_of(NUMBERS[0], NUMBERS[2]), minute=27_000_100),
        signature("undated", numbers=NUMBERS[0], minute=None),
    ]
    far = [
        signature("a minute too late", numbers=NUMBERS[0], minute=27_000_101),
        signature("another band", numbers=NUMBERS[0][8:] + NUMBERS[0][:8], minute=27_000_000),
        signature("strange", numbers=NUMBERS[1], minute=27_000_000),
        signature("short", numbers=b""),
    ]
    others = [signature(f"other {number:03}", numbers=NUMBERS[2]) for number in range(400)]
    store.copies.keep([*far, *others, *near], ())
    assert {each.article_id for each in store.copies.near([asked], 100)} == {each.article_id for each in near}
    undated = {each.article_id for each in store.copies.near([replace(asked, minute=None)], 100)}
    assert undated == {*(each.article_id for each in near), "a minute too late"}
    store.copies.drop(["undated", "later"])
    store.copies.keep([replace(near[0], numbers=NUMBERS[1])], ())
    assert list(store.copies.near([asked], 100)) == []


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

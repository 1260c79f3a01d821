"""A diff gives back both texts, and shows words and not letters."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.differences import Change, Stretch, differences
from tests.strategies import plain_texts, texts

ANY = texts(8) | plain_texts(30) | st.lists(plain_texts(12), max_size=4).map("\n\n".join)


@given(ANY, ANY)
def test_what_is_kept_and_removed_is_the_old_text_and_what_is_kept_and_added_the_new(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(each.text for each in found if each.change is not Change.ADDED) == old
    assert "".join(each.text for each in found if each.change is not Change.REMOVED) == new
    assert all(each.text for each in found)
    assert all(one.change is not other.change for one, other in pairwise(found))


def test_changed_words_stand_between_those_kept() -> None:
    old = "Flood\n\nThe river rose on Friday. Two men were hurt.\n\nThe bridge is shut."
    new = "Flood\n\nThe river rose on Saturday. Two men were hurt.\n\nThe mayor came.\n\nThe bridge is shut."
    kept, removed, added = Change.KEPT, Change.REMOVED, Change.ADDED
    assert differences(old, new) == (
        Stretch(kept, "Flood\n\nThe river rose on"),
        Stretch(removed, " Friday."),
        Stretch(added, " Saturday."),
        Stretch(kept, " Two men were hurt."),
        Stretch(added, "\n\nThe mayor came."),
        Stretch(kept, "\n\nThe bridge is shut."),
    )


def test_a_word_kept_alone_between_two_changes_is_told_with_them() -> None:
    assert [each.text for each in differences("it stood on the hill", "it stood in the valley")] == [
        "it stood",
        " on the hill",
        " in the valley",
    ]


def test_equal_texts_have_no_changes() -> None:
    assert differences("The same.\n\nTwice.", "The same.\n\nTwice.") == (Stretch(Change.KEPT, "The same.\n\nTwice."),)
    assert differences("", "") == ()

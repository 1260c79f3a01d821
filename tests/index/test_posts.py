"""A pasted post is searched for by what it says and who says it, not by its handle and its day."""

import pytest

from index.named_sources import SourceNames
from index.posts import Post, read_post
from index.question import read_question

FERRY = "The ferry is on fire! #HarrowFerry pic.twitter.com/0eJt — Mara Ellin (@mara_e) May 10, 2019"


@pytest.mark.parametrize(
    ("typed", "post"),
    [
        (FERRY, Post("The ferry is on fire! #HarrowFerry pic.twitter.com/0eJt", "Mara Ellin", "May 10, 2019")),
        ("It sank. - J. O’Dell (bot) (@jo) 3 March 2020 \n", Post("It sank.", "J. O’Dell (bot)", "3 March 2020")),
        (
            "Fares rise — twice — Harbour Board (@hb) June 1, 2020",
            Post("Fares rise — twice", "Harbour Board", "June 1, 2020"),
        ),
    ],
)
def test_the_last_line_of_a_post_says_who_and_when(typed: str, post: Post) -> None:
    assert read_post(typed) == post


@pytest.mark.parametrize(
    "typed",
    [
        "ferry fares — who decides?",
        "What did Mara Ellin (@mara_e) say on May 10, 2019?",
        "— Mara Ellin (@mara_e) May 10, 2019",
        "the ferry - Harrow Courier, May 10, 2019",
        "x — " * 500,
        " " * 2000,
    ],
)
def test_other_texts_are_no_posts(typed: str) -> None:
    assert read_post(typed) is None


def test_what_is_searched_for_is_what_the_post_says_and_who_says_it() -> None:
    reading = read_question(FERRY, SourceNames(["Harrow Courier"]))
    assert reading.whole.words == reading.whole.meaning == "The ferry is on fire! Harrow Ferry Mara Ellin"
    assert (reading.parts, reading.dates) == ((), ())
    assert reading.understood == ("a post by Mara Ellin, May 10, 2019",)


def test_dates_within_a_post_are_still_named() -> None:
    reading = read_question("It burnt on 3 May 2019 — Mara Ellin (@mara_e) May 10, 2019", SourceNames([]))
    assert [str(each) for each in reading.dates] == ["3 May 2019"]

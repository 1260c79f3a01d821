"""The stories of a record: the same whatever the order of arrival, and what is no longer an article tells none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import sql_bands
from archive.copies import Byline, Likeness, Member, Pair
from archive.model import Draft, Metadata, NewsDate, Status, Version
from archive.tombstones import Tombstone
from index.stories import tell_stories
from ingest.compose import compose
from tests.records import record_at

ARRIVED = "2024-06-08T06:00:00+00:00"
WORDS = [
    f"{first}{second}" for first in ("mar", "lon", "ved", "kil", "tor") for second in ("ba", "do", "fi", "gu", "ne")
]


def paragraph(seed: int) -> str:
    """A sentence of thirty words that no other seed gives."""
    chosen = np.random.default_rng(seed).choice(WORDS, size=29)
    return f"Paragraph{seed} {' '.join(chosen)}."


def draft(seeds: Sequence[int], *, headline: str = "News", day: str | None = "2024-05-01", **said: str) -> Draft:
    published = NewsDate(day) if day else None
    return Draft(
        headline=headline, body="\n\n".join(map(paragraph, seeds)), metadata=Metadata(published=published, **said)
    )


class Archive:
    """A record, and the folder that passes over it share."""

    def __init__(self, folder) -> None:
        self.store, self.folder = record_at(folder / "record.sqlite"), folder

    def put(self, article_id: str, given: Draft) -> Version:
        known = self.store.articles([article_id]).get(article_id)
        number = known.versions[-1].number + 1 if known else 1
        version = compose(given).as_version(article_id, number, ARRIVED)
        self.store.add_version(version, identity=article_id)
        return version

    def tell(self, meaning=None) -> int:
        return tell_stories(self.store.copies, self.folder, meaning)

    def told(self) -> dict[str, tuple[str, str]]:
        """Of each copy its story, and what is said of it."""
        found = self.store.copies.members()
        return {key: (each.story_id, each.likeness.told("X") if each.likeness else "") for key, each in found.items()}

    def state(self) -> tuple[dict[str, Member], tuple[Pair, ...]]:
        """All that is known of copies, without version numbers, which tell of what was before."""
        members = {
            key: replace(each, version=0, likeness=each.likeness and replace(each.likeness, version=0))
            for key, each in self.store.copies.members().items()
        }
        return members, self.store.copies.pairs()


@pytest.fixture
def archive(tmp_path):
    made = Archive(tmp_path)
    yield made
    made.store.close()


def test_copies_are_one_story_and_each_says_how_it_differs(archive) -> None:
    archive.put("wire", draft(range(6), day="2024-05-01T06:00:00+00:00", byline="Coastwire"))
    archive.put("post", draft([0, 1, 2, 3], headline="Other", day="2024-05-01T09:00:00+00:00", byline="Ann Lee"))
    archive.put("brief", draft([0], day="2024-05-03"))
    archive.put("longer", draft([90, 1, 0, 2, 3, 5, 4], day=None, byline="Coastwire"))
    archive.put("other", draft([50, 51, 52]))
    assert archive.tell() == 1
    assert archive.told() == {
        "wire": ("wire", ""),
        "post": ("wire", "66% of X, headline changed, byline replaced, two paragraphs cut"),
        "brief": ("wire", "16% of X, byline dropped, five paragraphs cut"),
        "longer": ("wire", "100% of X, one paragraph added, order changed"),
    }


def test_copies_of_the_same_words_say_so(archive) -> None:
    archive.put("a", draft(range(3), day="2024-05-01"))
    archive.put("b", draft(range(3), day="2024-05-02", byline="Ann Lee"))
    archive.tell()
    assert archive.told() == {"a": ("a", ""), "b": ("a", "the words of X, byline added")}


def test_what_is_alike_a_month_apart_is_two_stories_unless_one_has_no_date(archive) -> None:
    archive.put("a", draft(range(3), day="2024-05-01"))
    archive.put("b", draft(range(3), day="2024-06-01"))
    assert (archive.tell(), archive.told()) == (0, {})
    archive.put("c", draft(range(3), day=None))
    assert (archive.tell(), set(archive.told())) == (1, {"a", "b", "c"})


def test_short_notices_are_no_copies(archive) -> None:
    for name in "ab":
        archive.put(name, Draft(headline="Notice", body="The office is closed on Monday and on Tuesday."))
    assert archive.tell() == 0


def test_who_is_alike_only_by_way_of_another_is_told_of_that_one(archive) -> None:
    archive.put("a", draft([0, 1, 2, 3], day="2024-05-01"))
    archive.put("b", draft([2, 3, 4, 5], day="2024-05-02"))
    archive.put("c", draft([4, 5, 6, 7], day="2024-05-03"))
    archive.tell()
    members = archive.store.copies.members()
    assert [
        (key, each.story_id, each.likeness and each.likeness.article_id) for key, each in sorted(members.items())
    ] == [
        ("a", "a", None),
        ("b", "a", "a"),
        ("c", "a", "b"),
    ]


def test_a_changed_article_leaves_the_story_it_no_longer_tells(archive) -> None:
    archive.put("a", draft(range(4)))
    archive.put("b", draft(range(4)))
    assert archive.tell() == 1
    archive.put("b", draft(range(20, 24)))
    assert (archive.tell(), archive.told()) == (0, {})
    archive.put("b", draft(range(1, 4)))
    assert archive.tell() == 1
    assert archive.told()["b"] == ("a", "75% of X, one paragraph cut")


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.KILLED, Status.WITHHELD])
def test_what_is_in_no_search_tells_no_story(archive, status) -> None:
    for name, day in (("a", 1), ("b", 2), ("c", 3)):
        archive.put(name, draft(range(4), day=f"2024-05-0{day}"))
    archive.tell()
    archive.store.set_status("a", status)
    archive.tell()
    assert archive.told() == {"b": ("b", ""), "c": ("b", "the words of X")}
    archive.store.set_status("a", Status.CURRENT)
    archive.tell()
    assert archive.told()["c"] == ("a", "the words of X")


def test_words_that_leave_it_undecided_are_decided_by_meaning(archive) -> None:
    archive.put("a", draft([0, 1, 10, 11, 12], day="2024-05-01"))
    archive.put("b", draft([0, 1, 20, 21, 22], day="2024-05-02"))
    assert archive.tell() == 0
    assert archive.store.copies.pairs() == (Pair("a", "b", 0.4),)
    same, turned = np.array([1, 0], dtype=np.float32), np.array([0.6, 0.8], dtype=np.float32)
    assert archive.tell({"a": same, "b": turned}.get) == 0
    assert archive.store.copies.pairs() == (Pair("a", "b", 0.4, 0.6),)
    assert archive.tell({"a": same, "b": same}.get) == 1
    assert archive.tell() == 1  # what was decided stays so


def test_a_pass_over_a_record_that_has_not_changed_reads_and_writes_nothing(archive, monkeypatch) -> None:
    archive.put("a", draft(range(4)))
    archive.put("b", draft(range(4)))
    archive.tell()
    monkeypatch.setattr(type(archive.store.copies), "versions", None)
    before = archive.state()
    assert (archive.tell(), archive.state()) == (1, before)


def test_a_takedown_leaves_nothing_of_the_article_among_copies(archive) -> None:
    for name in "abc":
        archive.put(name, draft(range(4)))
    archive.tell()
    stone = Tombstone(article_id="a", taken_down_at=ARRIVED, by="me", reason="court", marks=(), traces=())
    archive.store.take_down(stone)
    assert [each.article_id for each in archive.store.copies.signatures()] == ["b", "c"]
    assert archive.store.copies.pairs() == (Pair("b", "c", 1.0),)
    assert (archive.tell(), archive.told()) == (1, {"b": ("b", ""), "c": ("b", "the words of X")})


def test_what_is_taken_down_while_stories_are_told_is_in_none(archive, monkeypatch) -> None:
    for name in "abc":
        archive.put(name, draft(range(4)))
    copies, pairs = archive.store.copies, type(archive.store.copies).pairs

    def taking_down(self, article_ids=None):
        found = pairs(self, article_ids)
        if archive.store.articles(["a"]):
            stone = Tombstone(article_id="a", taken_down_at=ARRIVED, by="me", reason="court", marks=(), traces=())
            archive.store.take_down(stone)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(type(copies), "pairs", taking_down)
        archive.tell()
    assert archive.told() == {"b": ("b", ""), "c": ("b", "the words of X")}
    assert (archive.tell(), set(archive.told())) == (1, {"b", "c"})


@pytest.mark.parametrize("deed", ["drop", "keep", "compared", "tell"])
def test_a_pass_that_is_broken_off_is_gone_on_with(archive, tmp_path, monkeypatch, deed) -> None:
    whole = Archive(tmp_path / "whole")
    for each in (archive, whole):
        for name, day in (("a", 1), ("b", 2), ("c", 3)):
            each.put(name, draft(range(4), day=f"2024-05-0{day}"))
        each.tell()
        each.store.set_status("a", Status.WITHDRAWN)
        each.put("d", draft(range(1, 5), day="2024-05-04"))

    def break_off(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(archive.store.copies), deed, break_off)
        with pytest.raises(KeyboardInterrupt):
            archive.tell()
    assert (archive.tell(), archive.state()) == (whole.tell(), whole.state())
    assert archive.told()["d"] == ("b", "75% of X, one paragraph cut, one paragraph added")
    whole.store.close()


DRAFTS = st.builds(
    draft,
    st.lists(st.integers(0, 7), min_size=1, max_size=5),
    headline=st.sampled_from(["News", "More news"]),
    day=st.sampled_from([None, "2024-05-01", "2024-05-20", "2024-06-15"]),
    byline=st.sampled_from(["Ann Lee", "Coastwire"]),
)
STEPS = st.tuples(st.sampled_from(["put", "put", "put", "withdraw", "restore"]), st.sampled_from("abcdef"), DRAFTS)


def play(archive: Archive, steps: Iterable[tuple[str, str, Draft]], *, after_each: bool) -> dict[str, Draft]:
    """Take the steps; what is in searches at the end."""
    held: dict[str, Draft] = {}
    gone: dict[str, Draft] = {}
    for deed, name, written in steps:
        if deed == "put":
            archive.put(name, written)
            held[name] = written
            gone.pop(name, None)
        elif deed == "withdraw" and name in held:
            archive.store.set_status(name, Status.WITHDRAWN)
            gone[name] = held.pop(name)
        elif deed == "restore" and name in gone:
            archive.store.set_status(name, Status.CURRENT)
            held[name] = gone.pop(name)
        if after_each:
            archive.tell()
    return held


@given(steps=st.lists(STEPS, min_size=1, max_size=10), seed=st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_stories_do_not_depend_on_how_the_archive_came_to_be(tmp_path_factory, steps, seed) -> None:
    """After any history, told step by step, they are those of an archive that took the same articles in at once."""
    folder = tmp_path_factory.mktemp("lives")
    lived, fresh = Archive(folder / "lived"), Archive(folder / "fresh")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sql_bands, "_LOOKUP", 0)  # however few there are, only what has a band in common is read
        held = play(lived, steps, after_each=True)
    for name in np.random.default_rng(seed).permutation(sorted(held)).tolist():
        fresh.put(name, held[name])
    fresh.tell()
    assert lived.state() == fresh.state()
    lived.store.close()
    fresh.store.close()


def test_a_likeness_is_told_in_a_sentence() -> None:
    likeness = Likeness(
        article_id="a", version=1, kept=0.9251, own=0.99, cut=2, added=0, moved=False, headline_changed=True,
        byline=Byline.SAME,
    )  # fmt: skip
    assert likeness.told("AP 0417") == "92% of AP 0417, headline changed, two paragraphs cut"
    assert replace(likeness, kept=0.9999, cut=13, moved=True, headline_changed=False).told("AP 0417") == (
        "99% of AP 0417, 13 paragraphs cut, order changed"
    )

"""What every `RecordStore` must do; a store of another kind joins by being added to `STORES`."""

import threading
from dataclasses import replace

import pytest

from archive.errors import NotFoundError
from archive.model import (
    Appearance,
    Counts,
    FileRecord,
    Kind,
    Metadata,
    NewsDate,
    Outcome,
    PageSpan,
    Part,
    Photo,
    Problem,
    Status,
    Version,
    Weight,
)
from tests.records import record_at

STORES = {"sqlite": lambda folder: record_at(folder / "deep" / "record.sqlite")}


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


def version(article_id="a1", number=1, text="Flood\n\nThe river rose.", **changes):
    plain = Version(
        article_id=article_id,
        number=number,
        text=text,
        parts=(Part(Kind.HEADLINE, 0, 5), Part(Kind.BODY, 7, len(text))),
        metadata=Metadata(),
        digest=f"digest of {text}",
        ingested_at="2024-05-01T10:00:00+00:00",
    )
    return replace(plain, **changes)


def illustrated(article_id="a1", number=1, caption="Boats in Vennick. ILSE MARR/Packet", **facts):
    text = f"Flood\n\n{caption}"
    photo = Photo(
        photo_id="p1", article_id=article_id, version=number, start=7, end=len(text), caption=caption, **facts
    )
    parts = (Part(Kind.HEADLINE, 0, 5), Part(Kind.CAPTION, 7, len(text), "p1"))
    return version(article_id, number, text, parts=parts, photos=(photo,))


def file_record(path="/news/a.txt", *appearances, **changes):
    plain = FileRecord(
        path=path,
        sha256="00ff",
        size=12,
        reader="text",
        outcome=Outcome.READ,
        ingested_at="2024-05-01T10:00:00+00:00",
        appearances=appearances,
    )
    return replace(plain, **changes)


def test_a_version_comes_back_with_every_value_it_went_in_with(store):
    full = replace(
        illustrated(
            byline="ILSE MARR",
            credit="ILSE MARR/Packet",
            place="Vennick",
            taken=NewsDate("2020-02-11", "caption"),
            path="/news/boats.jpg",
        ),
        pages=(PageSpan(1, 0, 5), PageSpan(2, 5, 41)),
        metadata=Metadata(
            byline="Rosalind Fane",
            source="Vennick Packet",
            section="News",
            dateline="VENNICK, March 3",
            published=NewsDate("2014-03-12T06:00:00+01:00", "published"),
            updated=NewsDate("2014-03-13", "updated"),
            language="en",
            url="https://packet.example/1",
            rights="© Packet",
            keywords=("river", "flood: “high” water"),
        ),
    )
    store.add_version(full, identity="urn:x:1")
    assert store.version("a1") == full
    assert store.article("a1").versions == (full,)
    assert store.article("a1").identity == "urn:x:1"


def test_the_newest_version_is_in_force_and_the_older_ones_stay(store):
    store.add_version(version(), identity="i")
    store.add_version(version(number=2, text="Flood\n\nThe river fell."), identity="i")
    article = store.article("a1")
    assert (article.current, [each.number for each in article.versions]) == (2, [1, 2])
    assert store.version("a1").text == "Flood\n\nThe river fell."
    assert store.version("a1", 1).text == "Flood\n\nThe river rose."


def test_a_version_that_arrives_late_need_not_come_into_force(store):
    store.add_version(version(), identity="i")
    store.add_version(version(number=2, text="Flood\n\nAn older text."), identity="i", in_force=False)
    assert store.article("a1").current == 1
    assert store.version("a1").text == "Flood\n\nThe river rose."
    assert store.article_with_digest("digest of Flood\n\nAn older text.") is None
    assert store.article_with_digest("digest of Flood\n\nThe river rose.") == "a1"


@pytest.mark.parametrize("number", [0, 2, 7])
def test_a_first_version_has_number_one(store, number):
    with pytest.raises(ValueError, match=f"version {number} of a1 cannot follow version 0"):
        store.add_version(version(number=number), identity="i")
    assert store.counts() == Counts(articles=0, versions=0, photos=0, files=0, failed_files=0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_next_version_has_the_next_number(store, number):
    store.add_version(version(), identity="i")
    with pytest.raises(ValueError, match="cannot follow version 1"):
        store.add_version(version(number=number, text="Flood\n\nOther."), identity="i")


def test_an_identity_belongs_to_one_article(store):
    store.add_version(version(), identity="i")
    with pytest.raises(ValueError, match="identity 'i' does not belong to article a2"):
        store.add_version(version("a2"), identity="i")
    with pytest.raises(ValueError, match="identity 'other' does not belong to article a1"):
        store.add_version(version(number=2), identity="other")


def test_articles_are_found_by_identity_and_by_the_digest_in_force(store):
    store.add_version(version(), identity="i")
    store.add_version(version(number=2, text="Flood\n\nNew."), identity="i")
    assert store.article_with_identity("i") == "a1"
    assert store.article_with_identity("j") is None
    assert store.article_with_digest("digest of Flood\n\nNew.") == "a1"
    assert store.article_with_digest("digest of Flood\n\nThe river rose.") is None


def test_of_articles_with_one_digest_a_current_one_is_found_then_the_oldest(store):
    for name in ("a1", "a2", "a3"):
        store.add_version(version(name), identity=name)
    digest = version().digest
    assert store.article_with_digest(digest) == "a1"
    store.set_status("a1", Status.WITHDRAWN)
    assert store.article_with_digest(digest) == "a2"
    for name in ("a2", "a3"):
        store.set_status(name, Status.WITHDRAWN)
    assert store.article_with_digest(digest) == "a1"


def test_what_is_missing_is_named(store):
    store.add_version(version(), identity="i")
    with pytest.raises(NotFoundError, match="no article 'zz'"):
        store.article("zz")
    with pytest.raises(NotFoundError, match="no article 'zz'"):
        store.set_status("zz", Status.WITHDRAWN)
    with pytest.raises(NotFoundError, match="has no version 9; it has 1"):
        store.version("a1", 9)
    with pytest.raises(NotFoundError, match="no photograph 'p9'"):
        store.photo("p9")


def test_a_withdrawn_article_leaves_searches_but_still_resolves(store):
    store.add_version(illustrated(), identity="i")
    store.set_status("a1", Status.WITHDRAWN)
    assert list(store.current_versions()) == []
    assert store.counts().articles == 0
    assert store.version("a1", 1) == illustrated()
    with pytest.raises(NotFoundError):
        store.photo("p1")
    store.set_status("a1", Status.CURRENT)
    assert [each.article_id for each in store.current_versions()] == ["a1"]


def test_current_versions_come_in_order_of_arrival_across_batches(store):
    names = [f"{(7 * number) % 1201:04d}" for number in range(1201)]
    with store.transaction():
        for name in names:
            store.add_version(version(name), identity=name)
        store.add_version(version(names[0], 2, "Flood\n\nNewer."), identity=names[0])
        store.set_status(names[600], Status.WITHDRAWN)
    found = list(store.current_versions())
    assert [each.article_id for each in found] == names[:600] + names[601:]
    assert (found[0].number, found[0].text) == (2, "Flood\n\nNewer.")


def test_a_photograph_is_found_wherever_its_caption_is_in_force(store):
    store.add_version(illustrated("a1"), identity="i")
    store.add_version(illustrated("a2", byline="ILSE MARR"), identity="j")
    assert [photo.article_id for photo in store.photo("p1")] == ["a1", "a2"]
    store.add_version(version("a1", 2), identity="i")
    assert [(photo.article_id, photo.byline) for photo in store.photo("p1")] == [("a2", "ILSE MARR")]


def test_counts_are_of_what_searches_see(store):
    store.add_version(illustrated("a1"), identity="i")
    store.add_version(illustrated("a2"), identity="j")
    store.add_version(version("a3"), identity="k")
    store.add_version(version("a3", 2, "Flood\n\nNew."), identity="k")
    store.put_file(file_record("/a"))
    store.put_file(file_record("/b", outcome=Outcome.FAILED, problems=(Problem("is empty"),)))
    store.put_file(file_record("/c", outcome=Outcome.SKIPPED, problems=(Problem("hidden"),)))
    assert store.counts() == Counts(articles=3, versions=4, photos=1, files=3, failed_files=1)


def test_a_file_comes_back_as_it_was_put_and_replaces_what_was_there(store):
    store.add_version(version(), identity="i")
    first = file_record(
        "/a",
        Appearance("/a", 0, "a1", 1, "d0"),
        Appearance("/a", 1, "a1", 1, "d1"),
        outcome=Outcome.PARTLY_READ,
        problems=(Problem("not JSON", "line 3"), Problem("no text"), Problem("dates read so", weight=Weight.REMARK)),
    )
    store.put_file(first)
    assert store.file("/a") == first
    second = file_record("/a", Appearance("/a", 0, "a1", 1, "d2"), sha256="11")
    store.put_file(second)
    assert store.file("/a") == second
    assert list(store.files()) == [second]


def test_files_come_by_path_and_appearances_by_path_and_position(store):
    store.add_version(version(), identity="i")
    for path in ("/b", "/a"):
        store.put_file(file_record(path, *(Appearance(path, n, "a1", 1, "d") for n in (1, 0))))
    assert [record.path for record in store.files()] == ["/a", "/b"]
    assert [(each.path, each.position) for each in store.appearances("a1")] == [
        ("/a", 0),
        ("/a", 1),
        ("/b", 0),
        ("/b", 1),
    ]


def test_the_files_within_another_are_found_by_how_their_paths_begin(store):
    for path in ("/n/a.zip", "/n/a.zip!y%z.txt", "/n/a.zip!x_.txt", "/n/A.ZIP!q.txt", "/n/a.zipped", "/n/a%zip!r.txt"):
        store.put_file(file_record(path))
    assert store.paths_within("/n/a.zip!") == ("/n/a.zip!x_.txt", "/n/a.zip!y%z.txt")
    assert store.paths_within("/n/a%zip!") == ("/n/a%zip!r.txt",)
    assert store.paths_within("/n/é") == ()


def test_a_removed_file_leaves_its_articles(store):
    store.add_version(version(), identity="i")
    store.put_file(file_record("/a", Appearance("/a", 0, "a1", 1, "d")))
    store.remove_file("/a")
    store.remove_file("/never-there")
    assert store.file("/a") is None
    assert store.appearances("a1") == ()
    assert store.version("a1") == version()


def test_articles_in_no_file_are_the_current_ones_without_appearance(store):
    for name in ("a1", "a2", "a3", "a4"):
        store.add_version(version(name), identity=name)
    store.put_file(file_record("/a", Appearance("/a", 0, "a2", 1, "d")))
    store.set_status("a3", Status.WITHDRAWN)
    assert store.articles_in_no_file() == ("a1", "a4")


def test_a_transaction_that_raises_leaves_nothing(store):
    store.add_version(version(), identity="i")

    def interrupted():
        with store.transaction():
            store.add_version(version(number=2), identity="i")
            store.put_file(file_record())
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert store.article("a1").current == 1
    assert list(store.files()) == []


def test_an_inner_transaction_joins_the_outer_one(store):
    def interrupted():
        with store.transaction():
            with store.transaction():
                store.add_version(version(), identity="i")
            assert store.version("a1") == version()
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert store.article_with_identity("i") is None
    with store.transaction(), store.transaction():
        store.add_version(version(), identity="i")
    assert store.article_with_identity("i") == "a1"


def test_articles_come_in_order_of_arrival_with_all_their_versions_and_without_photographs_on_demand(store):
    for name in ("b", "a", "c"):
        store.add_version(illustrated(name), identity=name)
    store.add_version(version("b", 2), identity="b")
    found = store.articles(["c", "a", "b", "zz", "b"])
    assert list(found) == ["b", "a", "c"]
    assert found["b"].versions == (illustrated("b"), version("b", 2))
    assert found["c"] == store.article("c")
    bare = store.articles(["b", "c"], illustrated=False)
    assert bare["b"].versions == (replace(illustrated("b"), photos=()), version("b", 2))
    assert bare["c"] == replace(found["c"], versions=(replace(illustrated("c"), photos=()),))


def test_all_that_is_read_together_is_of_one_moment(store):
    def write():
        store.add_version(version(number=2), identity="i")

    store.add_version(version(), identity="i")
    with store.reading():
        before = store.articles(["a1"])
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert store.articles(["a1"]) == before
        assert store.article("a1").current == 1
    assert store.article("a1").current == 2


def test_another_thread_sees_a_transaction_only_when_it_ended(store):
    seen = []

    def look():
        seen.append(store.article_with_identity("i"))

    def run(target):
        thread = threading.Thread(target=target)
        thread.start()
        thread.join()

    with store.transaction():
        store.add_version(version(), identity="i")
        run(look)
    run(look)
    assert seen == [None, "a1"]


def test_threads_that_write_at_once_all_succeed(store):
    errors = []

    def write(name):
        try:
            for number in range(1, 6):
                store.add_version(version(name, number, f"Flood\n\n{number}"), identity=name)
        except Exception as error:  # noqa: BLE001 whatever it is, the test must show it
            errors.append(error)

    threads = [threading.Thread(target=write, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.counts().versions == 20
    assert {each.number for each in store.current_versions()} == {5}


def test_a_store_opened_again_holds_what_was_written(tmp_path):
    for make in STORES.values():
        first = make(tmp_path)
        first.add_version(illustrated(), identity="i")
        first.close()
        second = make(tmp_path)
        assert second.version("a1") == illustrated()
        second.close()


def test_an_article_is_found_by_every_mark_it_is_known_by(store):
    store.add_version(version(), identity="i")
    store.also_known_as("newer", "a1", superseded=False)
    store.also_known_as("i", "a1", superseded=True)
    store.also_known_as("not yet arrived", "a1", superseded=True)
    marks = ("i", "newer", "not yet arrived", "unknown")
    assert [store.article_with_identity(each) for each in marks] == ["a1", "a1", "a1", None]
    assert [store.is_superseded(each) for each in marks] == [True, False, True, False]
    store.also_known_as("newer", "a1", superseded=True)
    assert store.is_superseded("newer")
    store.also_known_as("newer", "a1", superseded=False)
    assert store.is_superseded("newer")


def test_a_mark_of_another_article_is_not_taken_from_it(store):
    store.add_version(version(), identity="i")
    store.add_version(version("a2"), identity="j")
    store.also_known_as("j", "a1", superseded=True)
    store.also_known_as("k", "a2", superseded=False)
    store.also_known_as("k", "a1", superseded=True)
    assert [store.article_with_identity(each) for each in ("j", "k")] == ["a2", "a2"]
    assert not store.is_superseded("k")


def test_articles_come_with_all_their_versions_the_current_ones_in_order_of_arrival(store):
    names = [f"{(7 * number) % 601:04d}" for number in range(601)]
    with store.transaction():
        for name in names:
            store.add_version(version(name), identity=name)
        store.add_version(illustrated(names[0], 2), identity=names[0])
        store.set_status(names[300], Status.KILLED)
    found = list(store.current_articles())
    assert [each.article_id for each in found] == names[:300] + names[301:]
    assert found[0] == store.article(names[0])
    assert [each.number for each in found[0].versions] == [1, 2]
    some = store.articles([names[0], names[300], "zz"])
    assert some == {name: store.article(name) for name in (names[0], names[300])}


def test_what_publishers_killed_or_withhold_is_held_back(store):
    stand = {"a1": Status.CURRENT, "a2": Status.KILLED, "a3": Status.WITHHELD, "a4": Status.WITHDRAWN}
    for name, status in stand.items():
        store.add_version(version(name), identity=name, status=status)
    assert store.held_back() == {"a2", "a3"}
    assert [each.article_id for each in store.current_versions()] == ["a1"]

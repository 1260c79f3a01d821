"""What readers see of the record: nothing held back, and with every version what became of it."""

from datetime import UTC, datetime, timedelta

import pytest

from answer.catalogue import Catalogue
from archive.differences import Change
from archive.errors import InputError, NotFoundError
from archive.model import Draft, DraftPhoto, Kind, Metadata, NewsDate, PubStatus
from archive.standing import PLAIN, status_of
from index.hits import Hit, Passage, SearchResult
from ingest.compose import compose, photo_id
from tests.records import record_at

NOTE = "Correction: there are 212 steps."
CAPTION = "The lamp of the light."


@pytest.fixture
def store(tmp_path):
    opened = record_at(tmp_path / "record.sqlite")
    yield opened
    opened.close()


def add(store, article_id, number, body, notes=(), photos=(), **said):
    draft = Draft(body=body, notes=notes, photos=photos, metadata=Metadata(**said))
    version = compose(draft).as_version(article_id, number, "2024-06-08T06:00:00+00:00")
    store.add_version(version, identity=article_id, status=status_of(version))


def hit(article_id, version):
    place = {"passage_id": "p", "kind": Kind.BODY, "start": 0, "end": 1, "text": "x", "headline": ""}
    said = dict.fromkeys(("source", "section", "byline", "published", "language"))
    return Hit(passage=Passage(article_id=article_id, version=version, **place, **said), score=1.0)


def standings(store, *hits):
    result = SearchResult(hits=hits, generation="g")
    return [each.standing for each in Catalogue(store).with_standing(result).hits]


def tomorrow():
    return NewsDate((datetime.now(UTC) + timedelta(1)).isoformat())


def test_a_hit_says_what_replaced_it_and_what_was_corrected(store):
    add(store, "a1", 1, "There are 211 steps.")
    add(store, "a1", 2, "There are 212 steps.", (NOTE,))
    add(store, "a2", 1, "The ferry sank.")
    first, second, other = standings(store, hit("a1", 1), hit("a1", 2), hit("a2", 1))
    assert (first.superseded_by, [each.text for each in first.notices]) == (2, [NOTE])
    assert (second.superseded_by, [each.text for each in second.notices]) == (None, [NOTE])
    assert other == PLAIN


def test_a_hit_of_a_killed_version_says_so(store):
    add(store, "a1", 1, "The mayor stole.")
    add(store, "a1", 2, "KILL.", pub_status=PubStatus.CANCELED)
    (found,) = standings(store, hit("a1", 1))
    assert (found.killed, found.superseded_by) == (True, 2)


def test_nothing_of_a_version_under_embargo_is_told(store):
    add(store, "a1", 1, "There are 211 steps.")
    add(store, "a1", 2, "There are 212 steps.", (NOTE,), embargo=tomorrow())
    assert standings(store, hit("a1", 1)) == [PLAIN]
    article = Catalogue(store).article("a1")
    assert (article.current, len(article.versions)) == (1, 1)
    with pytest.raises(NotFoundError, match="no version 2; it has 1"):
        Catalogue(store).compare("a1", 1, 2)


def test_an_article_and_a_photograph_under_embargo_cannot_be_read(store):
    add(store, "a1", 1, "Budget.", photos=(DraftPhoto(caption=CAPTION),), embargo=tomorrow())
    with pytest.raises(NotFoundError, match="under embargo"):
        Catalogue(store).article("a1")
    with pytest.raises(NotFoundError, match="under embargo"):
        Catalogue(store).photo(photo_id(CAPTION))
    add(store, "a2", 1, "Old.", photos=(DraftPhoto(caption=CAPTION),))
    assert [each.article_id for each in Catalogue(store).photo(photo_id(CAPTION))] == ["a2"]


def test_collections_count_what_may_be_found(store):
    add(store, "budget", 1, "Budget.", embargo=tomorrow())
    add(store, "old", 1, "Old.", embargo=NewsDate("2020-01-01T00:00:00+00:00"))
    add(store, "ferry", 1, "Ferry.")
    add(store, "ferry", 2, "Ferry again.", embargo=tomorrow())
    add(store, "gone", 1, "Gone.", embargo=tomorrow(), pub_status=PubStatus.CANCELED)
    store.collections.add("Secret", ["budget", "gone"])
    store.collections.add("Town", ["budget", "old", "ferry"])
    counts = {each.name: each.articles for each in Catalogue(store).collections()}
    assert counts == {"Secret": 0, "Town": 2}


def test_versions_are_compared_by_default_the_last_two(store):
    for number in (1, 2, 3):
        add(store, "a1", number, f"There are {number} steps.")
    compared = Catalogue(store).compare("a1")
    assert (compared.older, compared.newer) == (2, 3)
    changed = [(each.change, each.text) for each in compared.stretches if each.change is not Change.KEPT]
    assert changed == [(Change.REMOVED, " 2"), (Change.ADDED, " 3")]
    assert (Catalogue(store).compare("a1", newer=2).older, Catalogue(store).compare("a1", 1).newer) == (1, 3)


def test_versions_that_cannot_be_compared_are_named(store):
    add(store, "a1", 1, "One.")
    with pytest.raises(InputError, match="article a1 has no version before 1"):
        Catalogue(store).compare("a1")
    with pytest.raises(NotFoundError, match="no version 7; it has 1"):
        Catalogue(store).compare("a1", 1, 7)
    with pytest.raises(NotFoundError, match="no version 7; it has 1"):
        Catalogue(store).compare("a1", newer=7)

"""Laws 1, 5 and 9 over random arrivals, kills, holds and takedowns: what publishers say decides, in whatever order."""

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import PubStatus
from archive.sql_store import SqlStore
from archive.standing import history, in_order
from archive.tombstones import Tombstone, identity_mark, text_mark
from index.embedder import HashEmbedder
from index.passages import cut
from tests.ingest.arrivals import arrive, item, searched
from tests.records import record_at

GUIDS = ("urn:x:1", "urn:x:2", "urn:x:3")
STATUSES = (PubStatus.USABLE, PubStatus.USABLE, PubStatus.WITHHELD, PubStatus.CANCELED)

LABELS = 5

says = st.lists(st.sampled_from(STATUSES), min_size=len(GUIDS) * LABELS, max_size=len(GUIDS) * LABELS)
"""What the publisher says of each version of each item."""

arrivals = st.tuples(st.sampled_from(GUIDS), st.integers(1, LABELS))
steps = st.lists(arrivals | st.sampled_from(GUIDS), max_size=14)
"""A version arrives, for the first time or again; or an item is taken down."""


def take_down(store: SqlStore, article_id: str) -> None:
    article = store.article(article_id)
    marks = {identity_mark(each) for each in store.identities_of(article_id)}
    marks |= {text_mark(version.digest) for version in article.versions}
    said = {"taken_down_at": "2024-06-09T06:00:00+00:00", "by": "legal desk", "reason": "court order"}
    store.take_down(Tombstone(article_id=article_id, marks=tuple(sorted(marks)), traces=(), **said))


def check_versions(store: SqlStore, known: dict[tuple[str, int], str]) -> None:
    """Law 5: every version that was not taken down resolves; law 1: its passages tile its text."""
    embedder = HashEmbedder()
    for (article_id, number), text in known.items():
        version = store.version(article_id, number)
        assert version.text == text
        pieces = cut(version, embedder.count_tokens, embedder.capacity)
        assert "".join(text[each.start : each.end] for each in pieces) == text


def check_history(store: SqlStore) -> None:
    """A current article is at every moment one version, the last of them the one in force."""
    for article in store.current_articles():
        held = history(article)
        assert held[-1].version.number == article.current == in_order(article)[-1].number
        assert held[-1].until is None
        assert all(one.until == other.since for one, other in pairwise(held))


@settings(max_examples=40, deadline=None)
@given(says, steps)
def test_the_highest_version_decides_and_a_takedown_is_for_good(said: list[PubStatus], taken: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = record_at(Path(folder) / "record.sqlite")
        highest: dict[str, int] = {}
        gone: set[str] = set()
        known: dict[tuple[str, int], str] = {}
        for step in taken:
            if isinstance(step, str):
                if step in highest:
                    take_down(store, store.article_with_identity(step))
                    gone.add(step)
                    del highest[step]
            else:
                guid, label = step
                # Law 9: what arrives is placed, or said to be refused.
                assert (placed(store, guid, label, said) == "taken down") == (guid in gone)
                if guid not in gone:
                    highest[guid] = max(label, highest.get(guid, 0))
            articles = [store.article(store.article_with_identity(guid)) for guid in highest]
            known |= {(each.article_id, version.number): version.text for each in articles for version in each.versions}
            known = {key: text for key, text in known.items() if key[0] in {each.article_id for each in articles}}
            usable = {guid for guid, label in highest.items() if status(guid, label, said) is PubStatus.USABLE}
            assert set(searched(store)) == {text(guid, highest[guid]) for guid in usable}
            held = {store.article_with_identity(guid) for guid in highest.keys() - usable}
            assert store.held_back() == held | {stone.article_id for stone in store.tombstones()}
            check_versions(store, known)
            check_history(store)
        assert all(store.article_with_identity(guid) is None for guid in gone)
        store.close()


def placed(store: SqlStore, guid: str, label: int, said: list[PubStatus]) -> str:
    draft = item(text(guid, label), guid, version_label=str(label), pub_status=status(guid, label, said))
    (outcome,) = arrive(store, f"/{guid}-{label}", draft)
    return outcome


def text(guid: str, label: int) -> str:
    return f"This is version {label} of {guid}. It tells what happened."


def status(guid: str, label: int, said: list[PubStatus]) -> PubStatus:
    return said[GUIDS.index(guid) * LABELS + label - 1]

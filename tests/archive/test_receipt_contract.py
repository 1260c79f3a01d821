"""What every `ReceiptStore` must do; a store of another kind joins by being added to `STORES`."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.errors import NotFoundError
from archive.receipts import ReceiptStore, StoredReceipt
from tests.records import receipts_at

STORES: dict[str, Callable[[Path], ReceiptStore]] = {"sqlite": lambda folder: receipts_at(folder / "receipts.sqlite")}

SOLD = "The harbour master sold the same mooring four times over"
HEADLINE = "Four boats, one mooring, and a harbour master"
OTHER = "The weather was fair and the regatta went ahead"


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReceiptStore]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


def citation(number: int, article_id: str, quote: str, headline: str) -> dict[str, object]:
    place = {"number": number, "article_id": article_id, "version": 1, "start": 0, "end": len(quote)}
    return place | {
        "quote": quote,
        "headline": headline,
        "byline": "Ilse Marr-Quarmby",
        "kind": "body",
        "verified": True,
    }


def receipt(receipt_id: str, **changes: object) -> StoredReceipt:
    answer = {
        "question": f"Who wrote “{HEADLINE}”?",
        "sentences": [
            {"text": f"{SOLD}.", "citations": [1], "verified": True},
            {"text": "In other words, he did it again and again.", "citations": [1, 2], "verified": True},
            {"text": OTHER, "citations": [2], "verified": True},
        ],
        "citations": [citation(1, "a1", SOLD, HEADLINE), citation(2, "a2", OTHER, "Regatta")],
        "short": ["four times", 1],
        "reason": f"nearest is “{HEADLINE}”, 2020-02-11",
        "nearest": [
            {
                "passage": {
                    "article_id": "a1",
                    "text": f"{SOLD}, twice in May.",
                    "headline": HEADLINE,
                    "dates": [["taken", "2019-05-04"]],
                    "pages": [1, 2],
                },
                "score": 1,
            }
        ],
        "following": {"text": "What did Dagny Roth say?", "first": [{"article_id": "a1", "headline": HEADLINE}]},
    }
    return StoredReceipt(
        receipt_id=receipt_id,
        kept_at="2024-05-01T10:00:00+00:00",
        articles=("a1", "a2"),
        document={"answer": answer | changes},
    )


def files_hold(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


def test_a_receipt_comes_back_as_it_went_in(store: ReceiptStore) -> None:
    store.put(receipt("r1"))
    assert store.get("r1") == receipt("r1")
    with pytest.raises(ValueError, match="r1"):
        store.put(receipt("r1"))


def test_the_latest_come_first(store: ReceiptStore) -> None:
    for number in range(1, 6):
        store.put(receipt(f"r{number}"))
    assert [each.receipt_id for each in store.latest(3)] == ["r5", "r4", "r3"]
    assert store.count() == 5


def test_what_is_deleted_is_gone_and_the_others_stay(store: ReceiptStore, tmp_path: Path) -> None:
    store.put(receipt("r1", note="only the first says brontosaurus"))
    store.put(receipt("r2"))
    assert files_hold(tmp_path, "brontosaurus")
    store.delete("r1")
    assert not files_hold(tmp_path, "brontosaurus")
    assert [each.receipt_id for each in store.latest(9)] == ["r2"]
    for look in (store.get, store.delete):
        with pytest.raises(NotFoundError, match="'r1'"):
            look("r1")


def test_clearing_leaves_nothing_in_the_files(store: ReceiptStore, tmp_path: Path) -> None:
    for number in range(12):
        store.put(receipt(f"r{number}"))
    assert store.clear() == 12
    assert (store.count(), files_hold(tmp_path, SOLD), files_hold(tmp_path, OTHER)) == (0, False, False)
    assert store.clear() == 0


def test_an_article_is_redacted_from_every_receipt_byte_by_byte(store: ReceiptStore, tmp_path: Path) -> None:
    for number in range(12):
        store.put(receipt(f"r{number}"))
    assert files_hold(tmp_path, SOLD)
    assert store.redact("a1") == 12
    for gone in (SOLD, HEADLINE, "four times", "again and again", "Dagny Roth", "twice in May"):
        assert not files_hold(tmp_path, gone), gone
    assert files_hold(tmp_path, OTHER)
    document = store.get("r7").document
    assert document["redacted"] == ["a1"]
    answer = document["answer"]
    assert [each["text"] for each in answer["sentences"]] == ["", "", OTHER]
    assert [each["verified"] for each in answer["sentences"]] == [False, False, True]
    assert (answer["citations"][0]["article_id"], answer["citations"][0]["quote"]) == ("a1", "")
    assert answer["citations"][1] == citation(2, "a2", OTHER, "Regatta")
    assert answer["short"] is None
    assert (answer["nearest"][0]["passage"]["dates"], answer["nearest"][0]["passage"]["pages"]) == ([], [1, 2])


def test_an_article_is_redacted_again_and_after_another(store: ReceiptStore) -> None:
    store.put(receipt("r1"))
    store.redact("a1")
    once = store.get("r1").document
    store.redact("a1")
    assert store.get("r1").document == once
    store.redact("a2")
    both = store.get("r1").document
    assert both["redacted"] == ["a1", "a2"]
    assert [each["text"] for each in both["answer"]["sentences"]] == ["", "", ""]


def test_an_article_in_no_receipt_is_redacted_from_none(store: ReceiptStore) -> None:
    store.put(receipt("r1"))
    assert store.redact("a3") == 0
    assert store.get("r1") == receipt("r1")


def test_threads_share_a_store(store: ReceiptStore) -> None:
    threads = [threading.Thread(target=store.put, args=(receipt(f"r{number}"),)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.count() == 16

"""A receipt in, the same as it may be shown today out: what became of the versions cited, nothing that is held back.

The words of the answer stay as they were given. A receipt is kept as it was; this is made of it whenever it is read.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from answer.catalogue import Catalogue
from answer.caveats import caveats_of
from answer.receipts import Receipt, articles_of, without
from archive.errors import NotFoundError
from archive.standing import released
from archive.store import RecordStore


def shown(receipt: Receipt, store: RecordStore) -> Receipt:
    """The receipt with the standing of each citation and the caveats of today, without words that are held back."""
    held = _held_back(set(articles_of(receipt)), store)
    receipt = without(receipt, held) if held else receipt
    answer = Catalogue(store).answer_with_standing(receipt.answer)
    cited = [each for each in answer.citations if each.verified]
    return replace(receipt, answer=replace(answer, caveats=caveats_of(cited, store)))


def _held_back(article_ids: Collection[str], store: RecordStore) -> list[str]:
    """Those that the record holds and that may not be shown: withheld, or under embargo."""
    now = datetime.now(UTC)
    held = []
    for article_id, article in store.articles(article_ids).items():
        try:
            released(article, now)
        except NotFoundError:
            held.append(article_id)
    return sorted(held)

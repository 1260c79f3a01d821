"""Receipts of answers: what was asked, what was found, who answered and how, kept so that it can be checked later."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version

from pydantic import TypeAdapter

from answer.gather import Gathered
from answer.model import Answer, AskRequest
from archive.errors import NotFoundError, StorageError
from archive.receipts import ReceiptStore, StoredReceipt
from archive.redaction import redacted

LAST = "last"
"""Names the last answer of which a receipt was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Who found and who wrote: the embedder with its revision, the reranker, the writer."""

    embedder: str
    reranker: str
    writer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """A passage that the answer was sought in, and its score in the search that found it.

    The score is 0 where it is of an article found, and was read to say who somebody in the answer is.
    """

    passage_id: str
    article_id: str
    version: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """An answer with all that is needed to check it and to ask again.

    `asked_at` is ISO 8601 in UTC, `product` the version of newsarchive. `retrieved` are in the order in which they
    were found. `redacted` are ids of articles whose words were taken out after the receipt was kept.
    """

    asked_at: str
    product: str
    models: Models
    request: AskRequest
    answer: Answer
    retrieved: tuple[Retrieved, ...] = ()
    redacted: tuple[str, ...] = ()

    @property
    def answer_id(self) -> str:
        """The id of the answer and of its receipt."""
        return self.answer.answer_id or ""


_RECEIPT = TypeAdapter(Receipt)


class Receipts:
    """The receipts in a store. Safe to share between threads; `keeps` says whether new ones are added."""

    def __init__(self, store: ReceiptStore, *, keeps: bool = True) -> None:
        self._store = store
        self.keeps = keeps

    def keep(self, request: AskRequest, answer: Answer, gathered: Gathered, models: Models) -> Answer:
        """Keep a receipt, unless told not to; the answer, with the receipt's id where there is one.

        Raises:
            StorageError: it cannot be written.
        """
        if not (self.keeps and request.receipt):
            return answer
        receipt = Receipt(
            asked_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            product=version("newsarchive"),
            models=models,
            request=request,
            answer=replace(answer, answer_id=secrets.token_hex(8)),
            retrieved=tuple(_retrieved(gathered, answer)),
        )
        stored = StoredReceipt(
            receipt_id=receipt.answer_id,
            kept_at=receipt.asked_at,
            articles=tuple(articles_of(receipt)),
            document=_RECEIPT.dump_python(receipt, mode="json", exclude_defaults=True),
        )
        try:
            self._store.put(stored)
        except StorageError as error:
            raise StorageError(f"{error}; or ask without a receipt (--no-receipt, 'receipt' in the API)") from error
        return receipt.answer

    def receipt(self, answer_id: str) -> Receipt:
        """The receipt of that answer.

        Raises:
            NotFoundError: there is none.
        """
        return _RECEIPT.validate_python(self._store.get(answer_id).document)

    def id_of(self, named: str) -> str:
        """The id of the answer that is named by its id, or of the last one by the word `last`.

        Raises:
            NotFoundError: no receipt was kept yet.
        """
        if named != LAST:
            return named
        latest = self._store.latest(1)
        if not latest:
            raise NotFoundError("there is no last answer: no receipt was kept yet; ask something first")
        return latest[0].receipt_id

    def latest(self, limit: int) -> tuple[Receipt, ...]:
        """The last receipts, the newest first."""
        return tuple(_RECEIPT.validate_python(each.document) for each in self._store.latest(limit))

    def conversation(self, answer_id: str) -> tuple[Receipt, ...]:
        """The answers that led to this one and this one, the first first; it begins where a receipt is gone.

        Raises:
            NotFoundError: there is no receipt of this one.
        """
        turns = [self.receipt(answer_id)]
        while (following := turns[0].request.following) is not None:
            try:
                turns.insert(0, self.receipt(following.answer_id))
            except NotFoundError:
                break
        return tuple(turns)


def without(receipt: Receipt, article_ids: Iterable[str]) -> Receipt:
    """The receipt without the words of those articles, as redaction leaves it."""
    document = _RECEIPT.dump_python(receipt, mode="json", exclude_defaults=True)
    for article_id in article_ids:
        document = redacted(document, article_id)
    return _RECEIPT.validate_python(document)


def _retrieved(gathered: Gathered, answer: Answer) -> Iterable[Retrieved]:
    """What search found, and the passage of every citation besides."""
    seen = set()
    for hit in (*gathered.result.hits, *(hit for _, found in gathered.parts for hit in found)):
        passage = hit.passage
        if passage.passage_id in seen:
            continue
        seen.add(passage.passage_id)
        yield Retrieved(
            passage_id=passage.passage_id,
            article_id=passage.article_id,
            version=passage.version,
            score=round(hit.score, 4),
        )
    for cited in answer.citations:
        if cited.passage_id not in seen:
            seen.add(cited.passage_id)
            yield Retrieved(passage_id=cited.passage_id, article_id=cited.article_id, version=cited.version, score=0.0)


def articles_of(receipt: Receipt) -> Iterable[str]:
    """Every article whose words or id stand in the receipt."""
    yield from (each.article_id for each in receipt.retrieved)
    yield from (each.article_id for each in receipt.answer.citations)
    for hit in receipt.answer.nearest:
        yield from (hit.passage.article_id, *(copy.article_id for copy in hit.copies))
    if receipt.request.following is not None:
        yield from (each.article_id for each in receipt.request.following.first)

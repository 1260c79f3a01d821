"""A receipt and the same question asked again in, what has changed since out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from answer.model import Answer, Citation
from answer.receipts import Models, Receipt
from archive.errors import NotFoundError
from archive.model import Article, Status
from archive.standing import standing
from archive.store import RecordStore


class Standing(StrEnum):
    """What has become of the version that a citation quotes."""

    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    KILLED = "killed"
    """Its publisher took it back."""
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    """The record no longer holds the version."""
    REDACTED = "redacted"
    """Its words were taken out of the receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationNow:
    """A citation of the receipt as it stands today.

    `verbatim`: the quotation still stands at its place in its version. `current` is the version in force, where there
    is one. `again`: the new answer quotes the same words of the same version.
    """

    citation: Citation
    standing: Standing
    verbatim: bool
    current: int | None
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a receipt and the answer of today have in common and what not; pairs are `(then, now)`.

    `gone` and `new` are sentences. `citations` are those of the receipt, in its order.
    """

    receipt: Receipt
    answer: Answer
    models: Models
    product: tuple[str, str]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    citations: tuple[CitationNow, ...]

    @property
    def generations(self) -> tuple[str, str]:
        """The generations that answered."""
        return self.receipt.answer.generation, self.answer.generation

    @property
    def models_changed(self) -> bool:
        """Whether another model found, read or wrote."""
        return self.receipt.models != self.models

    @property
    def same_answer(self) -> bool:
        """Whether the reader would read the same: the status, the short answer and every sentence."""
        then, now = self.receipt.answer, self.answer
        short = (then.short and then.short[0]) == (now.short and now.short[0])
        return then.status is now.status and short and not self.gone and not self.new


def compare(receipt: Receipt, answer: Answer, models: Models, product: str, store: RecordStore) -> Replay:
    """What changed between a receipt and an answer of today to the same request."""
    then = [each.text for each in receipt.answer.sentences]
    now = [each.text for each in answer.sentences]
    return Replay(
        receipt=receipt,
        answer=answer,
        models=models,
        product=(receipt.product, product),
        gone=tuple(each for each in then if each not in now),
        new=tuple(each for each in now if each not in then),
        citations=tuple(_now(each, receipt, answer.citations, store) for each in receipt.answer.citations),
    )


def _now(citation: Citation, receipt: Receipt, again: Iterable[Citation], store: RecordStore) -> CitationNow:
    if citation.article_id in receipt.redacted:
        return CitationNow(citation=citation, standing=Standing.REDACTED, verbatim=False, current=None, again=False)
    try:
        article = store.article(citation.article_id)
    except NotFoundError:
        article = None
    version = article.version(citation.version) if article else None
    return CitationNow(
        citation=citation,
        standing=_standing(article, citation.version),
        verbatim=version is not None and version.text[citation.start : citation.end] == citation.quote,
        current=article.current if article and article.status is Status.CURRENT else None,
        again=any(_place(each) == _place(citation) for each in again),
    )


def _standing(article: Article | None, number: int) -> Standing:
    if article is None or article.version(number) is None:
        return Standing.GONE
    if standing(article, number).killed:
        return Standing.KILLED
    if article.status is Status.WITHDRAWN:
        return Standing.WITHDRAWN
    return Standing.IN_FORCE if article.current == number else Standing.SUPERSEDED


def _place(citation: Citation) -> tuple[str, int, int, int]:
    return citation.article_id, citation.version, citation.start, citation.end

"""A watched answer in, what has become of it out: of what it cites, and what new articles say to its question."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from answer.disagreement import disagreement_in
from answer.model import Answer, AskRequest, Citation, WriterName
from answer.question import read_question
from answer.receipts import Receipt
from archive.errors import NotFoundError
from archive.model import Article, Signal, Status
from archive.notices import Notice as Said
from archive.standing import released, standing
from archive.store import RecordStore
from archive.watches import Notice, Noticed

_KINDS = {
    Signal.CORRECTION: Noticed.CORRECTED,
    Signal.CLARIFICATION: Noticed.CORRECTED,
    Signal.RETRACTION: Noticed.RETRACTED,
}


def known_of(receipt: Receipt, store: RecordStore) -> dict[str, Notice]:
    """All that is to be known today of the versions that an answer cites, each under a key that says what it is."""
    found: dict[str, Notice] = {}
    cited = {(each.article_id, each.version): each for each in reversed(receipt.answer.citations)}
    for citation in reversed(cited.values()):
        for key, notice in _of_citation(citation, receipt, store):
            found.setdefault(key, notice)
    return found


def _of_citation(citation: Citation, receipt: Receipt, store: RecordStore) -> Iterator[tuple[str, Notice]]:
    article_id, number = citation.article_id, citation.version

    def notice(kind: Noticed, version: int = number, start: int = 0, end: int = 0) -> tuple[str, Notice]:
        key = f"{kind}:{article_id}:{version}:{start}"
        return key, Notice(
            kind=kind, article_id=article_id, version=version, start=start, end=end, citation=citation.number
        )

    article = None if article_id in receipt.redacted else _article(article_id, store)
    if article is None or article.version(number) is None:
        yield notice(Noticed.GONE)
        return
    if article.status is Status.WITHDRAWN:
        yield notice(Noticed.WITHDRAWN)
    stands = standing(article, number)
    said = [each for each in stands.notices if each.kind in _KINDS]
    yield from (notice(_KINDS[each.kind], each.version, each.start, each.end) for each in said)
    if stands.killed and not any(_retracts(each) for each in said):
        yield notice(Noticed.RETRACTED, stands.superseded_by or number)
    if stands.superseded_by is not None:
        yield notice(Noticed.SUPERSEDED, stands.superseded_by)


def _article(article_id: str, store: RecordStore) -> Article | None:
    """The article with the versions that may be shown; `None` for one that is gone or held back."""
    try:
        return released(store.article(article_id), datetime.now(UTC))
    except NotFoundError:
        return None


def _retracts(said: Said) -> bool:
    return said.kind is Signal.RETRACTION


def news_of(before: Collection[str], now: dict[str, Notice]) -> list[Notice]:
    """What is new of the versions cited; that one was replaced goes without saying where its successor says why."""
    new = [notice for key, notice in now.items() if key not in before]
    told = {(each.article_id, each.version) for each in new if each.kind in (Noticed.CORRECTED, Noticed.RETRACTED)}
    return [each for each in new if each.kind is not Noticed.SUPERSEDED or (each.article_id, each.version) not in told]


def asked_again(
    receipt: Receipt, new: Collection[tuple[str, int]], ask: Callable[[AskRequest], Answer]
) -> list[Notice]:
    """What new articles bring to the answer: that they give something else, or that they would be cited now.

    The question is asked in the archive's own words, whoever wrote the answer. A new article that prints a story which
    was cited before brings nothing; of one new story there is one notice.
    """
    answer = ask(replace(receipt.request, receipt=False, writer=WriterName.EXTRACTIVE))
    then = [each for each in receipt.answer.citations if each.article_id not in receipt.redacted]
    old = {each.article_id for each in then}
    fresh = [each for each in answer.citations if (each.article_id, each.version) in new and each.article_id not in old]
    against = _against(receipt, then, fresh)
    notices = [_notice(Noticed.DISAGREES, each, ()) for each in against]
    told = {each.article_id for each in against}
    for story in answer.stories:
        of_story = [each for each in answer.citations if each.number in story.citations]
        printed = [each.article_id for each in story.printed]
        first = next((each for each in of_story if each in fresh), None)
        if first is not None and not {*printed, *(each.article_id for each in of_story)} & (old | told):
            notices.append(_notice(Noticed.CITED, first, [each for each in printed if each != first.article_id]))
    return notices


def _against(receipt: Receipt, then: Sequence[Citation], fresh: Sequence[Citation]) -> list[Citation]:
    """Those of the fresh citations that contradict what was cited then, the first of each article."""
    question = read_question(receipt.answer.question)
    numbered = [replace(each, number=number) for number, each in enumerate((*then, *fresh), start=1)]
    disagreement = disagreement_in(question, numbered)
    sides = {side.citation for side in disagreement.sides} if disagreement else set()
    if not any(number <= len(then) for number in sides):
        return []
    against = [each for number, each in enumerate(fresh, start=len(then) + 1) if number in sides]
    return list({each.article_id: each for each in reversed(against)}.values())[::-1]


def _notice(kind: Noticed, citation: Citation, copies: Sequence[str]) -> Notice:
    return Notice(
        kind=kind,
        article_id=citation.article_id,
        version=citation.version,
        start=citation.start,
        end=citation.end,
        copies=tuple(copies),
    )

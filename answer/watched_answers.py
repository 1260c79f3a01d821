"""A watched answer in, what has become of it out: of what it cites, and what new articles say to its question."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from answer.disagreement import Statement, disagree
from answer.evidence import Unit, units_of
from answer.model import Answer, AskRequest, Citation, WriterName
from answer.question import Question, read_question
from answer.receipts import Receipt
from answer.watched_queries import DEPTH, RELEVANT, Versions
from answer.words import stems
from archive.copies import story_ids
from archive.errors import NotFoundError
from archive.model import Article, Signal, Status
from archive.notices import Notice as Said
from archive.standing import released, standing
from archive.store import RecordStore
from archive.watches import Notice, Noticed
from index.filters import Filters
from index.hits import SearchRequest
from index.search import Searcher

_NEARLY_ALL = 0.8
"""Of up to four words all, of five to nine all but one."""

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
    receipt: Receipt,
    new: Versions,
    ask: Callable[[AskRequest], Answer],
    read: Callable[[], Sequence[Unit]],
    store: RecordStore,
) -> list[Notice]:
    """What new articles bring to the answer: that they give something else, or that they would be cited now.

    The question is asked in the archive's own words, whoever wrote the answer; `read` gives the sentences of new
    articles that speak of it, be they cited or not. A new article that prints a story which was cited before brings
    nothing, unless it gives something else; of one new story there is one notice.
    """
    answer = ask(replace(receipt.request, receipt=False, writer=WriterName.EXTRACTIVE))
    then = [each for each in receipt.answer.citations if each.article_id not in receipt.redacted]
    old = {each.article_id for each in then}
    fresh = [each for each in answer.citations if (each.article_id, each.version) in new and each.article_id not in old]
    said = [(_cited(each), Place(each.version, each.start, each.end)) for each in fresh]
    said += [(_printed(each), Place(each.passage.version, each.start, each.end)) for each in read()]
    notices = list(_against(read_question(receipt.answer.question), list(map(_cited, then)), said, store))
    told = {article_id for each in notices for article_id in (each.article_id, *each.copies)}
    for story in answer.stories:
        of_story = [each for each in answer.citations if each.number in story.citations]
        printed = [each.article_id for each in story.printed]
        first = next((each for each in of_story if each in fresh), None)
        if first is not None and not {*printed, *(each.article_id for each in of_story)} & (old | told):
            others = [each for each in printed if each != first.article_id]
            place = Place(first.version, first.start, first.end)
            notices.append(_notice(Noticed.CITED, first.article_id, place, others))
    return notices


def sentences_of_new(
    searcher: Searcher, question: str, filters: Filters, new: Versions, store: RecordStore
) -> list[Unit]:
    """The sentences of new versions that speak of what is asked, in passages among the first that are about it."""
    found = [hit.passage for hit in searcher.search(SearchRequest(query=question, limit=DEPTH, filters=filters)).hits]
    fresh = [each for each in found if (each.article_id, each.version) in new]
    relevance = searcher.relevance(question, fresh).tolist()
    about = [each for each, logit in zip(fresh, relevance, strict=True) if logit >= RELEVANT]
    asked = read_question(question)
    return [each for each in units_of(about, store) if _speaks_of(asked, _printed(each))]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands in an article."""

    version: int
    start: int
    end: int


def _speaks_of(question: Question, statement: Statement) -> bool:
    """Whether a sentence, be it that no answer chose it or that nobody knows of when it is, is of what was asked."""
    there = set(stems(f"{statement.around} {statement.text}"))
    return len(question.stems & there) >= _NEARLY_ALL * len(question.stems)


def _cited(citation: Citation) -> Statement:
    return Statement(citation.quote, citation.headline, citation.article_id, citation.published)


def _printed(unit: Unit) -> Statement:
    passage = unit.passage
    return Statement(unit.text, f"{passage.headline} {unit.before}", passage.article_id, passage.published)


def _against(
    question: Question, then: Sequence[Statement], said: Sequence[tuple[Statement, Place]], store: RecordStore
) -> Iterator[Notice]:
    """A notice of each new story that contradicts what was cited then; an undated one may be of the same days."""
    against: dict[str, Place] = {}
    for statement, place in said:
        undated = _speaks_of(question, statement)
        if any(disagree(question, made, statement, undated=undated) for made in then):
            against.setdefault(statement.article_id, place)
    stories: dict[str, list[str]] = {}
    for article_id, story in story_ids(store.copies, list(against)).items():
        stories.setdefault(story, []).append(article_id)
    for first, *copies in stories.values():
        yield _notice(Noticed.DISAGREES, first, against[first], copies)


def _notice(kind: Noticed, article_id: str, place: Place, copies: Sequence[str]) -> Notice:
    return Notice(
        kind=kind,
        article_id=article_id,
        version=place.version,
        start=place.start,
        end=place.end,
        copies=tuple(copies),
    )

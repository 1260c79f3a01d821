"""The reference desk: everything a reader may ask of the archive, for HTTP and command line alike."""

import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version

from answer.catalogue import Catalogue, Comparison
from answer.caveats import caveats_of
from answer.conversation import turn_of
from answer.copies import Printed
from answer.disagreement import disagreement_in
from answer.drafting import drafted, rewritten, shown
from answer.export.formats import Format, export_answer, export_hits
from answer.extractive import ExtractiveWriter
from answer.follow import read_after
from answer.gather import Gathered, gather
from answer.heard import Untold, missing
from answer.introducing import introduced
from answer.model import Answer, AnswerStatus, AskRequest, Citation, Draft, WriterName
from answer.model_writer import ModelWriter
from answer.question import Question, read_question
from answer.reading import BESIDE_PARTS, ONE_PART, WHOLE_QUESTION, Reader, Reading
from answer.reason import reason_for
from answer.receipts import Models, Receipt, Receipts
from answer.refusal import Features, RefusalModel, default_model, features
from answer.replay import Replay, compare
from answer.shown_receipts import shown as shown_receipt
from answer.stages import StageClock
from answer.stories import stories_of
from answer.verify import Verified, verify
from answer.watching import Watcher
from answer.writer import AnswerWriter
from archive.errors import InputError, NotFoundError
from archive.memberships import Collection
from archive.model import Article, Photo
from archive.store import RecordStore
from archive.watches import WatchStore
from index.hits import Passage, SearchRequest, SearchResult
from index.live import LiveIndex
from index.reranker import Reranker

_NEAREST = 5
"""Hits that stand by an answer or a refusal."""

_SURE = 0.5
"""The probability from which an answer is also given in a word: a wrong short answer is worse than none."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a question came to before it was decided whether that is an answer; `timings` are in milliseconds.

    `untold` is the deed that the question takes for granted, the one whose doer is sought, or whose words are asked
    for, where nothing that was read tells of them.
    """

    question: Question
    gathered: Gathered
    whole: Reading
    parts: tuple[Reading, ...]
    verified: Verified
    features: Features
    untold: Untold | None
    timings: dict[str, float]


class Desk:
    """Search, ask and look up, over one record and the generation in force. Safe to share between threads.

    `writer` composes the answers, by default from whole sentences; `refusal` decides whether they are given; `model`
    writes in its own words what the writer has found an answer to, and what of that is not verified falls back to it;
    `receipts` keeps the answers and `watches` the standing questions, where there are any.
    """

    def __init__(
        self,
        store: RecordStore,
        live: LiveIndex,
        reranker: Reranker,
        *,
        writer: AnswerWriter | None = None,
        refusal: RefusalModel | None = None,
        receipts: Receipts | None = None,
        model: ModelWriter | None = None,
        watches: WatchStore | None = None,
    ) -> None:
        self._store = store
        self._catalogue = Catalogue(store)
        self._live = live
        self._reader = Reader(store, reranker)
        self._writer = writer or ExtractiveWriter()
        self._refusal = refusal or default_model()
        self._receipts = receipts
        self._reranker_name = reranker.name
        self._watches = watches
        self._model = model

    @property
    def model(self) -> str | None:
        """The language model that writes answers, where one was set up."""
        return self._model.name if self._model else None

    def search(self, request: SearchRequest) -> SearchResult:
        """The passages or articles that match.

        Raises:
            InputError: the query is empty or the limit out of range.
            IndexStateError: there is no generation yet.
        """
        return self._catalogue.with_standing(self._live.searcher().search(request))

    def similar(self, article_id: str, limit: int) -> SearchResult:
        """Articles like this one.

        Raises:
            InputError: the limit is out of range.
            NotFoundError: no such article in the generation in force.
            IndexStateError: there is no generation yet.
        """
        return self._catalogue.with_standing(self._live.searcher().similar(article_id, limit))

    def background(self, article_id: str, limit: int) -> SearchResult:
        """Articles of earlier days that explain this one.

        Raises:
            InputError: the limit is out of range.
            NotFoundError: no such article in the generation in force.
            IndexStateError: there is no generation yet.
        """
        return self._catalogue.with_standing(self._live.searcher().background(article_id, limit))

    def ask(self, request: AskRequest) -> Answer:
        """The archive's answer, every citation checked against the record, or a refusal.

        Raises:
            InputError: the question is empty, or a model is to write and none was set up.
            IndexStateError: there is no generation yet.
        """
        return next(each for each in self.answering(request) if isinstance(each, Answer))

    def answering(self, request: AskRequest) -> Generator[Draft | Answer, None, None]:
        """The answer in the making: what a model drafts, unverified, as it comes, and at the end the answer.

        Raises:
            InputError: the question is empty, or a model is to write and none was set up.
            IndexStateError: there is no generation yet.
        """
        model = self._model if request.writer is not WriterName.EXTRACTIVE else None
        if request.writer is WriterName.MODEL and model is None:
            raise InputError("no model was set up to write; set NEWSARCHIVE_MODEL_URL and NEWSARCHIVE_MODEL_NAME")
        findings = self._findings(request)
        found = self._decided(request, findings)
        if model is None or found.status is AnswerStatus.REFUSED:
            yield self._kept(request, found, findings)
            return
        began = time.perf_counter()
        made = yield from drafted(
            model,
            findings.question,
            findings.whole,
            findings.parts,
            lambda composition: verify(composition, findings.gathered.passages, self._store),
        )
        answer = rewritten(found, made, model.name, request.unverified)
        if made.verified is not None and answer.writer is WriterName.MODEL:
            answer = self._with_standing(answer, findings, made.verified.citations)
        took = (time.perf_counter() - began) * 1000
        timed = replace(answer, timings=answer.timings | {"model": took, "total": answer.timings["total"] + took})
        yield self._kept(request, timed, findings)

    def _kept(self, request: AskRequest, answer: Answer, findings: Findings) -> Answer:
        """The answer, with what became of the versions it names, and the id of its receipt where one is kept."""
        answer = self._catalogue.answer_with_standing(answer)
        if self._receipts is None:
            return answer
        return self._receipts.keep(request, answer, findings.gathered, self._models(answer))

    def _decided(self, request: AskRequest, findings: Findings) -> Answer:
        """The answer in the words of the archive, or a refusal."""
        verified, gathered = findings.verified, findings.gathered
        probability = self._refusal.of(one_thing=gathered.one_thing).probability(findings.features)
        answered = self._answers(findings)
        sentences, citations = shown(verified, request.unverified)
        answer = Answer(
            status=AnswerStatus.ANSWERED if answered else AnswerStatus.REFUSED,
            question=request.question,
            generation=gathered.result.generation,
            sentences=sentences if answered else (),
            citations=citations if answered else (),
            short=verified.short if answered and probability >= _SURE else None,
            reason=None if answered else reason_for(findings.question, gathered, findings.untold),
            nearest=gathered.result.hits[:_NEAREST],
            understood=(*gathered.result.understood, *gathered.understood),
            timings=findings.timings,
            following=request.following,
            date_field=request.filters.date_field,
        )
        return self._with_standing(answer, findings, verified.citations if answered else ())

    def _with_standing(self, answer: Answer, findings: Findings, cited: Sequence[Citation]) -> Answer:
        """The answer with what is to be known of the articles that its verified sentences cite."""
        return replace(
            answer,
            stories=stories_of(cited, findings.gathered.passages, self._store),
            disagreement=disagreement_in(findings.question, cited),
            caveats=caveats_of(cited, self._store),
        )

    def _findings(self, request: AskRequest) -> Findings:
        """What is found in the articles that an earlier answer cited, or where they do not answer, in the archive."""
        first = request.following.first if request.following else ()
        if first:
            findings = self.investigate(request, frozenset(each.article_id for each in first))
            if self._answers(findings):
                return findings
        return self.investigate(request)

    def _answers(self, findings: Findings) -> bool:
        good = self._refusal.answers(findings.features, one_thing=findings.gathered.one_thing)
        return bool(findings.verified.sentences) and good and not findings.gathered.beyond and not findings.untold

    def after(self, request: AskRequest, answer_id: str, *, keep_filters: bool = True) -> AskRequest:
        """The request, read as the next question after that answer, with that answer's filters unless told not to.

        Raises:
            NotFoundError: there is no receipt of that answer.
        """
        conversation = self.receipts().conversation(answer_id)
        following = read_after(
            request.question, [turn_of(shown_receipt(each, self._store), self._store) for each in conversation]
        )
        filters = conversation[-1].request.filters if keep_filters else request.filters
        return replace(request, filters=filters, following=following)

    def export_answer(self, answer: Answer, form: Format) -> str:
        """The answer as a file of that format, with what its receipt adds where there is one.

        Raises:
            NotFoundError: its receipt is gone.
        """
        receipt = self.receipt(answer.answer_id) if answer.answer_id else None
        return export_answer(answer, form, self._store, receipt)

    def export_search(self, request: SearchRequest, form: Format) -> str:
        """The hits of a search as a file of that format.

        Raises:
            InputError: the query is empty or the limit out of range.
            IndexStateError: there is no generation yet.
        """
        return export_hits(request, self.search(request), form, self._store)

    def _models(self, answer: Answer) -> Models:
        model = self._live.searcher().model
        writer = f"model {answer.model}" if answer.writer is WriterName.MODEL else self._writer.name
        return Models(embedder=f"{model.name} {model.revision[:12]}", reranker=self._reranker_name, writer=writer)

    def receipts(self) -> Receipts:
        """The receipts of answers.

        Raises:
            NotFoundError: this desk keeps none.
        """
        if self._receipts is None:
            raise NotFoundError("no receipts are kept here; open the desk with a place for them")
        return self._receipts

    def receipt(self, answer_id: str) -> Receipt:
        """The receipt of that answer as it may be shown today.

        Raises:
            NotFoundError: there is none, or this desk keeps none.
        """
        return shown_receipt(self.receipts().receipt(answer_id), self._store)

    def watcher(self) -> Watcher:
        """The standing questions.

        Raises:
            NotFoundError: this desk keeps none.
        """
        if self._watches is None:
            raise NotFoundError("no standing questions are kept here; open the desk with a place for them")
        return Watcher(self._store, self._watches, self._live, self.ask, self.receipts)

    def replay(self, answer_id: str) -> Replay:
        """The question of a receipt asked again as it was asked then, and what has changed since; keeps no receipt.

        Raises:
            NotFoundError: there is no receipt of that answer.
            IndexStateError: there is no generation yet.
        """
        receipt = self.receipt(answer_id)
        answer = self.ask(replace(receipt.request, receipt=False))
        return compare(receipt, answer, self._models(answer), version("newsarchive"), self._store)

    def investigate(self, request: AskRequest, among: frozenset[str] = frozenset()) -> Findings:
        """Search, read, write and verify, all in one generation, and weigh the evidence without deciding.

        Where article ids are given, nothing else is looked at.

        Raises:
            InputError: the question is empty.
            IndexStateError: there is no generation yet.
        """
        clock = StageClock()
        _check(request.question)
        question = read_question(request.following.text if request.following else request.question)
        searcher = self._live.searcher()
        gathered = gather(searcher, question, request.filters, among)
        clock.lap("search")
        whole, parts = self._read(question, gathered)
        clock.lap("read")
        written = self._writer.write(question, whole, parts)
        composition = introduced(question, written, searcher.passages_of, self._store)
        clock.lap("write")
        answering = verify(written, gathered.passages, self._store)
        is_same = composition is written
        verified = answering if is_same else verify(composition, gathered.passages, self._store)
        clock.lap("verify")
        # Who somebody is answers nothing: the sentence that says it is not weighed.
        weighed = features(question, gathered, (whole, *parts), answering.citations)
        untold = missing(question, whole, gathered.passages) if gathered.one_thing else None
        clock.lap("decide")
        return Findings(question, gathered, whole, parts, verified, weighed, untold, clock.milliseconds())

    def _read(self, question: Question, gathered: Gathered) -> tuple[Reading, tuple[Reading, ...]]:
        asked = [(question, gathered.result.hits, BESIDE_PARTS if gathered.parts else WHOLE_QUESTION)]
        asked += [(read_question(part.text), hits, ONE_PART) for part, hits in gathered.parts]
        with ThreadPoolExecutor(len(asked)) as readers:  # so that no thread of the reranker waits between two of them
            whole, *parts = readers.map(
                lambda each: self._reader.read(each[0], [hit.passage for hit in each[1]], each[2]), asked
            )
        return whole, tuple(parts)

    def article(self, article_id: str) -> Article:
        """The article with all its versions that may be shown.

        Raises:
            NotFoundError: no such article, or it is withheld or under embargo.
        """
        return self._catalogue.article(article_id)

    def copies(self, article_id: str) -> Printed:
        """What else prints the article's story, and how each differs.

        Raises:
            NotFoundError: no such article, or it is withheld or under embargo.
        """
        return self._catalogue.copies(article_id)

    def compare(self, article_id: str, older: int | None, newer: int | None) -> Comparison:
        """What changed between two versions, by default the latest and the one before the newer.

        Raises:
            InputError: there is no version before the newer, and none was named.
            NotFoundError: no such article or version.
        """
        return self._catalogue.compare(article_id, older, newer)

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The article's passages in the generation in force, in order of the text; none where it is not in it."""
        return self._live.searcher().passages_of(article_id)

    def photo(self, photo_id: str) -> tuple[Photo, ...]:
        """Every appearance of the photograph.

        Raises:
            NotFoundError: no such photograph, or it is under embargo.
        """
        return self._catalogue.photo(photo_id)

    def collections(self) -> tuple[Collection, ...]:
        """Every collection and how many articles belong to it, by name."""
        return self._catalogue.collections()

    def collections_of(self, article_id: str) -> tuple[str, ...]:
        """The collections that an article belongs to, by name."""
        return self._catalogue.collections_of(article_id)

    def generation(self) -> tuple[str, int, int]:
        """The generation in force: its name, and how many articles and passages it holds.

        Raises:
            IndexStateError: there is no generation yet.
        """
        searcher = self._live.searcher()
        return searcher.generation, searcher.articles, searcher.passages


def _check(question: str) -> None:
    """Whether there is anything to look for: search would find the nearest to nothing."""
    if question.strip() and not any(each.isalnum() for each in question):
        raise InputError(f"the question {question[:40]!r} has no words; ask in words what you want to know")

"""Judged questions in, a run and its judgments out: what search finds for each, and what of it is relevant.

With facts, passages are ranked and one is relevant when it holds a fact, white space aside, as in the script of Tang
and Yang, "MultiHop-RAG" (2024). With qrels, articles are ranked by their best passage.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from evaluation.judged import JudgedQuestion
from index.hits import Group, Hit, Mode, SearchRequest, SearchResult

DEPTH = 50
"""Hits kept for each question."""

Search = Callable[[SearchRequest], SearchResult]
DocumentId = Callable[[str], str]
"""From an article's id to the id that its document has in the judged collection."""


@dataclass(slots=True)
class Run:
    """What was found: by question, in order of rank, and the grades by question and document.

    `seconds` has one entry a question, in order.
    """

    ranked: dict[str, list[str]] = field(default_factory=dict)
    grades: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    generation: str = ""


def run_questions(
    questions: Iterable[JudgedQuestion], search: Search, document_id: DocumentId, *, mode: Mode = Mode.FAST
) -> Run:
    """Search for every answerable question and judge what is found."""
    run = Run()
    for question in questions:
        if question.facts or question.relevant:
            group = Group.PASSAGE if question.facts else Group.ARTICLE
            started = time.perf_counter()
            request = SearchRequest(query=question.text, question=True, limit=DEPTH, group=group, mode=mode)
            result = search(request)
            run.seconds.append(time.perf_counter() - started)
            run.generation = result.generation
            _judge(question, result.hits, document_id, run)
    return run


def _judge(question: JudgedQuestion, hits: Iterable[Hit], document_id: DocumentId, run: Run) -> None:
    if question.relevant:
        run.ranked[question.question_id] = [document_id(hit.passage.article_id) for hit in hits]
        run.grades[question.question_id] = dict(question.relevant)
        return
    facts = [_dense(fact) for fact in question.facts]
    found = {hit.passage.passage_id: _dense(hit.passage.text) for hit in hits}
    run.ranked[question.question_id] = list(found)
    run.grades[question.question_id] = {
        passage_id: int(any(fact in text for fact in facts)) for passage_id, text in found.items()
    }


def _dense(text: str) -> str:
    return "".join(text.split())

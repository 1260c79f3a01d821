"""Judged questions in, a run and its judgments out: what search finds for each, and what of it is relevant.

With facts, passages are ranked and one is relevant when it holds a fact, white space aside, as in the script of Tang
and Yang, "MultiHop-RAG" (2024). With judged documents, articles are ranked by their best passage.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from evaluation.facts import FactFinder
from evaluation.judged import JudgedQuestion
from index.hits import Group, Hit, Mode, Passage, SearchRequest, SearchResult

DEPTH = 50
"""Hits kept for each question, unless told otherwise."""

_PAGE = 100

Search = Callable[[SearchRequest], SearchResult]
Identity = Callable[[str], str]
"""From an article's id to its identity in the record."""


@dataclass(slots=True)
class Run:
    """What was found: by question, in order of rank, and the grades by question and document.

    `seconds` has one entry a question, in order: the time to its first hundred hits.
    """

    ranked: dict[str, list[str]] = field(default_factory=dict)
    grades: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    generation: str = ""


def run_questions(
    questions: Iterable[JudgedQuestion],
    search: Search,
    passages: Iterable[Passage],
    identity: Identity,
    *,
    mode: Mode = Mode.FAST,
    depth: int = DEPTH,
) -> Run:
    """Search for every answerable question and judge what there is to find; `passages` are all of the archive's."""
    run = Run()
    asked = [each for each in questions if each.facts or each.relevant]
    facts = FactFinder(passages if any(each.facts for each in asked) else ())
    for question in asked:
        group = Group.PASSAGE if question.facts else Group.ARTICLE
        request = SearchRequest(query=question.text, question=True, limit=min(depth, _PAGE), group=group, mode=mode)
        hits = _found(request, search, depth, run)
        if question.facts:
            run.ranked[question.question_id] = [hit.passage.passage_id for hit in hits]
            run.grades[question.question_id] = dict.fromkeys(facts.holding_any(question.facts), 1)
        else:
            judged = dict(question.relevant)
            named = (document_name(hit.passage.article_id, identity, judged) for hit in hits)
            run.ranked[question.question_id] = list(dict.fromkeys(named))
            run.grades[question.question_id] = judged
    return run


def document_name(article_id: str, identity: Identity, judged: Iterable[str]) -> str:
    """What an article is called by those who judged it: its id here, its whole identity, or its mark within a source.

    The mark is what follows the file in `file:claims.jsonl#17` and the source in `id:gannet gazette:a-17`.
    """
    known = set(judged)
    whole = identity(article_id)
    if article_id in known or whole in known:
        return article_id if article_id in known else whole
    if whole.startswith("file:"):
        return whole.rpartition("#")[2]
    return whole.split(":", 2)[2] if whole.startswith("id:") else whole


def _found(request: SearchRequest, search: Search, depth: int, run: Run) -> list[Hit]:
    started = time.perf_counter()
    result = search(request)
    run.seconds.append(time.perf_counter() - started)
    run.generation = result.generation
    hits = list(result.hits)
    while len(hits) < depth and result.next:
        result = search(replace(request, cursor=result.next))
        hits.extend(result.hits)
    return hits[:depth]

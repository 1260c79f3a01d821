"""Reading the head again: few pairs are read, by what fits each part; nothing is lost and the rest keeps its place."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedder import HashEmbedder
from index.hits import Group, Mode, SearchRequest
from index.reranker import OverlapReranker, Scores
from index.search import Searcher
from tests.index.archives import article, built, opened

SOURCES = ("Courier", "Packet")
VERSIONS = [
    article(f"a{number}", f"The council spoke of the ferry. Remark {number}.", source=SOURCES[number % 2], headline="")
    for number in range(40)
]
ASKED = (
    "Does the Courier article claim that the council spoke of the ferry, "
    "while the Packet article says that the council spoke of remarks?"
)


class Counting(OverlapReranker):
    """Remembers what it read."""

    def __init__(self) -> None:
        self.read: list[tuple[str, str]] = []

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        self.read += [(question, text) for text in texts]
        return super().score(question, texts)


@pytest.fixture
def reranker() -> Counting:
    return Counting()


@pytest.fixture
def searcher(tmp_path: Path, embedder: HashEmbedder, reranker: Counting) -> Searcher:
    return Searcher(opened(tmp_path, built(VERSIONS, tmp_path, embedder)), embedder, reranker)


def ids(searcher: Searcher, query: str, mode: Mode) -> list[str]:
    found = searcher.search(SearchRequest(query=query, question=True, limit=40, group=Group.PASSAGE, mode=mode))
    return [hit.passage.article_id for hit in found.hits]


def test_a_question_whole_is_read_with_the_head_alone(searcher: Searcher, reranker: Counting) -> None:
    query = "Who spoke of the ferry?"
    fast, best = ids(searcher, query, Mode.FAST), ids(searcher, query, Mode.BEST)
    assert len(reranker.read) == 20
    texts = {text.split("\n")[0] for _, text in reranker.read}
    of_head = {f"The council spoke of the ferry. Remark {article_id[1:]}." for article_id in fast[:20]}
    assert texts == of_head
    assert sorted(best) == sorted(fast)
    assert best[30:] == fast[30:]


def test_each_part_is_read_with_the_passages_that_fit_it(searcher: Searcher, reranker: Counting) -> None:
    """Both parts say ferry; what tells passages apart for them is the paper that each names."""
    ids(searcher, ASKED, Mode.BEST)
    asked = sorted({question for question, _ in reranker.read})
    assert [question.split()[-1] for question in asked] == ["ferry", "remarks"]
    for question, source in zip(asked, SOURCES, strict=True):
        read = {text.split("\n")[0] for of, text in reranker.read if of == question}
        numbers = {int(text.removesuffix(".").split()[-1]) for text in read}
        assert len(read) == 10
        assert {SOURCES[number % 2] for number in numbers} == {source}


def test_what_was_not_read_stands_behind_what_answers(searcher: Searcher, reranker: Counting) -> None:
    best = ids(searcher, "What did remark 39 say of the ferry?", Mode.BEST)
    assert best[0] == "a39"
    assert np.unique(best).size == len(best) == 40

"""What keyboards, shells and file names can put into a query, and no test of the language would think of typing."""

from pathlib import Path

import pytest

from index.embedder import HashEmbedder
from index.hits import SearchRequest
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.index.archives import article, built, opened


@pytest.fixture
def searcher(tmp_path: Path, embedder: HashEmbedder) -> Searcher:
    versions = [article("a1", "She sent her résumé to the mayor."), article("a2", "The river rose.")]
    return Searcher(opened(tmp_path, built(versions, tmp_path, embedder)), embedder, OverlapReranker())


def found(searcher: Searcher, query: str) -> list[str]:
    return [hit.passage.article_id for hit in searcher.search(SearchRequest(query=query)).hits]


def test_letters_with_and_without_accents_are_one(searcher: Searcher) -> None:
    assert found(searcher, '"her résumé"') == found(searcher, '"HER RESUME"') == ["a1"]


def test_letters_in_pieces_are_letters(searcher: Searcher) -> None:
    """As macOS writes names of files."""
    assert found(searcher, '"her re\u0301sume\u0301"') == ["a1"]


def test_half_a_character_is_no_traceback(searcher: Searcher) -> None:
    """As a shell passes bytes that are no UTF-8."""
    assert found(searcher, '"the river" \udcff') == ["a2"]

"""Our own search, measured as its peers are: a rebuild from kept vectors, and a searcher over what it wrote."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.sql_store import SqlStore
from benchmarks.peer_worker import DEPTH, EmbedQuery, Vectors
from index.hits import Mode, SearchRequest
from index.live import LiveIndex
from index.models import default_formats, load_embedder, load_reranker
from index.rebuild import rebuild

PACKAGES = ("newsarchive", "faiss-cpu", "tantivy", "onnxruntime")


def index(ids: Sequence[str], texts: Sequence[str], vectors: Vectors, folder: Path) -> None:
    """Cut the articles of the record again, and write the index; vectors come from the record's own cache."""
    data = folder / "archive"
    shutil.rmtree(data / "generations", ignore_errors=True)
    report = rebuild(SqlStore.at(data / "record.sqlite"), data, load_embedder("bge-small"), default_formats())
    if report.embedded:
        raise SystemExit(f"{report.embedded} texts were embedded; the clock must not count them")


def searcher(system: str, folder: Path, embed_query: EmbedQuery) -> Callable[[str], Sequence[str]]:
    """Open the generation in force, with the reranker loaded in either mode, as a server has it."""
    live = LiveIndex(folder / "archive", load_embedder("bge-small"), default_formats(), load_reranker())
    mode = Mode.BEST if system.endswith("best") else Mode.FAST

    def search(question: str) -> Sequence[str]:
        request = SearchRequest(query=question, question=True, limit=DEPTH, mode=mode)
        return [hit.passage.passage_id for hit in live.searcher().search(request).hits]

    return search

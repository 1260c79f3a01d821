"""txtai with its own hybrid of BM25 and vectors, as its documentation sets it up, over vectors made by our embedder."""

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

os.environ["ALLOW_RESOLVE_TRANSFORM"] = "True"  # `transform` below is named, not passed: it is kept with the index

from txtai import Embeddings

from benchmarks.peer_worker import DEPTH, EmbedQuery, Vectors

if TYPE_CHECKING:
    from index.onnx_embedder import OnnxEmbedder

PACKAGES = ("txtai", "faiss-cpu", "torch")

_embed: Callable[[list[str]], Vectors] | None = None


def transform(texts: list[str]) -> Vectors:
    """The vectors of texts: looked up while indexing, embedded while searching, and in txtai's own server."""
    return (_embed or _embedder().embed_queries)(texts)


@cache
def _embedder() -> "OnnxEmbedder":
    from index.onnx_embedder import OnnxEmbedder

    return OnnxEmbedder()


def index(ids: Sequence[str], texts: Sequence[str], vectors: Vectors, folder: Path) -> None:
    """Write a hybrid index of the texts."""
    global _embed  # txtai takes the function by name, so it cannot be handed a closure
    rows = {text: row for row, text in enumerate(texts)}
    _embed = lambda asked: vectors[[rows[text] for text in asked]]  # noqa: E731
    embeddings = Embeddings(method="external", transform="benchmarks.peer_txtai.transform", hybrid=True)
    embeddings.index(zip(ids, texts, strict=True))
    embeddings.save(str(folder / "txtai"))


def searcher(system: str, folder: Path, embed_query: EmbedQuery) -> Callable[[str], Sequence[str]]:
    """Open the index that was written."""
    global _embed
    _embed = lambda asked: np.stack([embed_query(text) for text in asked])  # noqa: E731
    embeddings = Embeddings()
    embeddings.load(str(folder / "txtai"))
    return lambda question: [found for found, _ in embeddings.search(question, DEPTH)]

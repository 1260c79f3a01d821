"""haystack's in-memory store: BM25 and embedding retrievers, joined by reciprocal rank, over our embedder's vectors."""

from collections.abc import Callable, Sequence
from pathlib import Path

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.peer_worker import DEPTH, EmbedQuery, Vectors

PACKAGES = ("haystack-ai",)


def index(ids: Sequence[str], texts: Sequence[str], vectors: Vectors, folder: Path) -> None:
    """Write the texts and their vectors into a store, and the store to disk."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(
        [
            Document(id=each, content=text, embedding=vector.tolist())
            for each, text, vector in zip(ids, texts, vectors, strict=True)
        ]
    )
    store.save_to_disk(str(folder / "haystack.json"))


def searcher(system: str, folder: Path, embed_query: EmbedQuery) -> Callable[[str], Sequence[str]]:
    """Read the store into memory and join its two retrievers."""
    store = InMemoryDocumentStore.load_from_disk(str(folder / "haystack.json"))
    by_words = InMemoryBM25Retriever(document_store=store, top_k=DEPTH)
    by_meaning = InMemoryEmbeddingRetriever(document_store=store, top_k=DEPTH)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)

    def search(question: str) -> Sequence[str]:
        legs = [
            by_words.run(query=question)["documents"],
            by_meaning.run(query_embedding=embed_query(question).tolist())["documents"],
        ]
        return [document.id for document in joiner.run(documents=legs)["documents"]]

    return search

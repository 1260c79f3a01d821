"""The models by name, each loaded only when it is asked for: the heavy libraries are imported here and not before."""

from index.embedder import Embedder
from index.generation import Formats
from index.reranker import Reranker


def load_embedder(name: str) -> Embedder:
    """The embedder of that name: `bge-small` or `minilm-l6`, which packages carry, or a sentence-transformers model.

    Raises:
        ModelError: no such model is on this machine, or its weights were altered.
    """
    if name == "bge-small":
        from index.onnx_embedder import OnnxEmbedder

        return OnnxEmbedder()
    from index.st_embedder import load

    return load(name)


def load_reranker() -> Reranker:
    """The reranker that a package carries.

    Raises:
        ModelError: the package is missing, or its weights were altered.
    """
    from index.onnx_reranker import OnnxReranker

    return OnnxReranker()


def default_formats() -> Formats:
    """How generations are written and opened: FAISS and Tantivy."""
    from index.faiss_vectors import FaissFormat
    from index.tantivy_keywords import TantivyFormat

    return Formats(FaissFormat(), TantivyFormat())

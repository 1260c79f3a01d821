"""The seam to embedding models: text in, unit vectors out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class StoredVectors(Protocol):
    """Vectors that need not be in memory: those asked for are read. An array of vectors is one of these as well."""

    @property
    def shape(self) -> tuple[int, ...]:
        """How many there are, and of which dimension."""

    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, rows: Any, /) -> Any:
        """The vectors of a slice or an array of rows, float32, in memory."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model made a vector. `revision` is a digest of the weights; equal identities give equal vectors."""

    name: str
    revision: str
    dimension: int
    max_tokens: int


class Embedder(Protocol):
    """Turns passages and queries into unit vectors whose inner product is their cosine."""

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many of the model's tokens each text takes, without the ones added at its ends."""

    @property
    def capacity(self) -> int:
        """The most tokens, counted as `count_tokens` does, that fit in without being cut off."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32, shape `(len(texts), identity.dimension)`, in order."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of queries, float32, shape `(len(texts), identity.dimension)`, in order."""


class HashEmbedder:
    """The fake that tests use: a bag of hashed words, deterministic, real enough to rank by shared words.

    Like a real model it does not read what is beyond its capacity. `embedded` lists every passage embedded so far.
    """

    def __init__(self, dimension: int = 64, max_tokens: int = 64) -> None:
        self.identity = ModelIdentity("hash", "1", dimension, max_tokens)
        self.capacity = max_tokens
        self.embedded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.identity.dimension), dtype=np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.identity.dimension, dtype=np.float32)
        for word in text.lower().split()[: self.capacity]:
            digest = hashlib.blake2b(word.strip(".,;:!?\"'“”‘’()").encode(), digest_size=8).digest()
            vector[int.from_bytes(digest[:4], "little") % len(vector)] += 1.0 if digest[4] % 2 else -1.0
        norm = float(np.linalg.norm(vector))
        if norm == 0.0:
            vector[0], norm = 1.0, 1.0
        return vector / np.float32(norm)

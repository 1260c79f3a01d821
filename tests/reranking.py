"""The real reranker for tests, loaded once a process, which reads no question and text together twice in a run."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from index.onnx_reranker import OnnxReranker
from index.reranker import Reranker, Scores

FILE = "SCORES_OF_THE_RUN"
"""The name in the environment of the file that all processes of a run share; `tests/conftest.py` sets it."""


class Kept:
    """The scores that the processes of a run have told so far, in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._opened() as opened:
            opened.execute("CREATE TABLE IF NOT EXISTS scores (key BLOB PRIMARY KEY, score REAL) WITHOUT ROWID")

    def of(self, keys: Sequence[bytes]) -> dict[bytes, float]:
        """The scores that are there of those asked for."""
        with self._opened() as opened:
            found = ((key, opened.execute("SELECT score FROM scores WHERE key = ?", (key,)).fetchone()) for key in keys)
            return {key: row[0] for key, row in found if row}

    def add(self, scores: Mapping[bytes, float]) -> None:
        with self._opened() as opened:
            opened.executemany("INSERT OR REPLACE INTO scores VALUES (?, ?)", scores.items())

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=60)) as opened, opened:
            opened.execute("PRAGMA synchronous = OFF")
            yield opened


class Remembering:
    """A reranker that remembers every score: by its contract one depends on its own question and text alone."""

    def __init__(self, reranker: Reranker, kept: Kept) -> None:
        self.name = reranker.name
        self._reranker = reranker
        self._kept = kept
        self._scores: dict[bytes, float] = {}

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        keys = [_key(question, text) for text in texts]
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._scores}
        if fresh:
            self._scores |= self._kept.of(list(fresh))
            fresh = {key: text for key, text in fresh.items() if key not in self._scores}
        if fresh:
            scores = self._reranker.score(question, list(fresh.values())).tolist()
            read = dict(zip(fresh, scores, strict=True))
            self._scores |= read
            self._kept.add(read)
        return np.array([self._scores[key] for key in keys], dtype=np.float32)


def _key(question: str, text: str) -> bytes:
    return sha256(f"{len(question)} {question}{text}".encode(errors="surrogatepass")).digest()


@cache
def real_reranker() -> Reranker:
    return Remembering(OnnxReranker(), Kept(Path(os.environ[FILE])))

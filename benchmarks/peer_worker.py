"""What every system of `benchmarks.peers` is run by, in a process of its own: the same texts, vectors and questions.

`python -m benchmarks.peer_worker SYSTEM STEP FOLDER`, where STEP is `index` or `search`. Texts and vectors are read
before the clock starts. A question is embedded by every system in the same way, inside the time of its search.
"""

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

DEPTH = 50
"""Hits wanted for each question."""

Vectors = npt.NDArray[np.float32]
EmbedQuery = Callable[[str], Vectors]
SYSTEMS = {
    "newsarchive fast": "benchmarks.peer_newsarchive",
    "newsarchive best": "benchmarks.peer_newsarchive",
    "txtai hybrid": "benchmarks.peer_txtai",
    "haystack BM25 + embedding, joined by rank": "benchmarks.peer_haystack",
}


class Peer(Protocol):
    """A system under measure, as a module."""

    PACKAGES: Sequence[str]

    def index(self, ids: Sequence[str], texts: Sequence[str], vectors: Vectors, folder: Path) -> None:
        """Write an index of the texts, given their vectors, shape `(len(texts), dimension)`, into the folder."""

    def searcher(self, system: str, folder: Path, embed_query: EmbedQuery) -> Callable[[str], Sequence[str]]:
        """Open the index: from a question to the ids of the best `DEPTH` texts."""


def main() -> None:
    """Run the step and write what it took."""
    system, step, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    peer: Peer = importlib.import_module(SYSTEMS[system])  # type: ignore[assignment]
    result = _index(peer, folder) if step == "index" else _search(peer, system, folder)
    result["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result["versions"] = {name: version(name) for name in peer.PACKAGES}
    (folder / f"{system} {step}.json").write_text(json.dumps(result), encoding="utf-8")


def _index(peer: Peer, folder: Path) -> dict[str, object]:
    passages = [json.loads(line) for line in (folder / "passages.jsonl").open(encoding="utf-8")]
    vectors = np.load(folder / "vectors.npy", allow_pickle=False)
    ids, texts = [each["id"] for each in passages], [each["text"] for each in passages]
    started = time.perf_counter()
    peer.index(ids, texts, vectors, folder)
    return {"seconds": time.perf_counter() - started}


def _search(peer: Peer, system: str, folder: Path) -> dict[str, object]:
    from index.onnx_embedder import OnnxEmbedder

    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    embedder = OnnxEmbedder()
    search = peer.searcher(system, folder, lambda text: embedder.embed_queries([text])[0])
    search(next(iter(questions.values())))  # warms up
    ranked, milliseconds = {}, []
    for question_id, text in questions.items():
        started = time.perf_counter()
        ranked[question_id] = list(search(text))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return {"ranked": ranked, "milliseconds": milliseconds}


if __name__ == "__main__":
    main()

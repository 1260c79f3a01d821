"""The generation in force, for a process that outlives it: opened once, exchanged when the pointer moves."""

import threading
from pathlib import Path

from index.embedder import Embedder
from index.generation import Formats, current_name, generations_folder, open_generation
from index.reranker import Reranker
from index.search import Searcher


class LiveIndex:
    """Gives every request a searcher over one whole generation, and follows a rebuild without a restart."""

    def __init__(self, data: Path, embedder: Embedder, formats: Formats, reranker: Reranker) -> None:
        self._data = data
        self._embedder = embedder
        self._reranker = reranker
        self._formats = formats
        self._opening = threading.Lock()
        self._searcher: Searcher | None = None

    def searcher(self) -> Searcher:
        """A searcher over the generation in force; requests that hold an older one finish on it.

        Raises:
            IndexStateError: nothing was built yet, or the generation in force is damaged.
            ModelError: it was built with another model.
        """
        name = current_name(self._data)
        searcher = self._searcher
        if searcher is not None and searcher.generation == name:
            return searcher
        with self._opening:
            name = current_name(self._data)  # it may have moved on while another request was opening
            if self._searcher is None or self._searcher.generation != name:
                folder = generations_folder(self._data) / name
                self._searcher = Searcher(open_generation(folder, self._formats), self._embedder, self._reranker)
            return self._searcher

"""The generation in force, for a process that outlives it: opened once, exchanged when the pointer moves."""

import threading
from collections.abc import Callable, Collection
from pathlib import Path

from archive.errors import ModelError
from archive.memberships import MembershipsOf, no_memberships
from index.embedder import Embedder
from index.generation import Formats, current_name, generations_folder, open_generation
from index.reranker import Reranker
from index.search import Searcher


class LiveIndex:
    """Gives every request a searcher over one whole generation, and follows a rebuild without a restart.

    `held_back` gives the ids of articles that no search may find, whatever the generation holds, `memberships` which
    articles are in which collections.
    """

    def __init__(
        self,
        data: Path,
        embedder: Embedder,
        formats: Formats,
        reranker: Reranker,
        held_back: Callable[[], Collection[str]] = frozenset,
        memberships: MembershipsOf = no_memberships,
    ) -> None:
        self._data = data
        self._embedder = embedder
        self._reranker = reranker
        self._formats = formats
        self._held_back = held_back
        self._memberships = memberships
        self._opening = threading.Lock()
        self._searcher: Searcher | None = None
        self._of_another_model: str | None = None

    def searcher(self) -> Searcher:
        """A searcher over the generation in force; requests that hold an older one finish on it.

        Where the one in force was built with another model, the one before serves on until this process is started
        with that model: a change of model takes nothing away from readers.

        Raises:
            IndexStateError: nothing was built yet, or the generation in force is damaged.
            ModelError: it was built with another model, and none was opened before.
        """
        name = current_name(self._data)
        searcher = self._searcher
        if searcher is not None and name in (searcher.generation, self._of_another_model):
            return searcher
        with self._opening:
            name = current_name(self._data)  # it may have moved on while another request was opening
            if self._searcher is None or name not in (self._searcher.generation, self._of_another_model):
                self._searcher = self._opened(name)
            return self._searcher

    def _opened(self, name: str) -> Searcher:
        generation = open_generation(generations_folder(self._data) / name, self._formats)
        try:
            return Searcher(generation, self._embedder, self._reranker, self._held_back, self._memberships)
        except ModelError:
            if self._searcher is None:
                raise
            self._of_another_model = name
            return self._searcher

"""What a rebuild need not do again: the generation in force, and what has changed in the record since it was built."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from archive.batches import batches
from archive.errors import IndexStateError
from archive.model import Article
from archive.store import RecordStore
from index.embedder import Embedder
from index.generation import Formats, Generation, current_name, generations_folder, open_generation
from index.passages import SPLITTER
from index.vectors import Ordinals

_SHARE = 4
"""Where more than one in so many articles changed, or rows would be dead, everything is built anew."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Base:
    """A generation to build on, the ids of the articles that changed since, and the rows that this leaves dead.

    `newly_dead` are rows that live in the generation, ascending, and `dead` all that do not live in the next.
    """

    folder: Path
    generation: Generation
    changed: tuple[str, ...]
    newly_dead: Ordinals
    dead: Ordinals

    def articles(self, store: RecordStore) -> Iterator[Article]:
        """What the record now has of the articles that changed, in order of arrival."""
        for some in batches(self.changed, _BATCH):
            yield from store.articles(some).values()

    @property
    def part_sizes(self) -> tuple[int, ...]:
        """How many rows each part has."""
        return self.generation.passages.part_sizes


def base_of(store: RecordStore, data: Path, embedder: Embedder, formats: Formats) -> Base | None:
    """The generation in force with what changed since; `None` where everything is to be built anew.

    So it is where there is none that is whole, where it was made with another model or of another record, and where
    much has changed.
    """
    try:
        folder = generations_folder(data) / current_name(data)
        generation = open_generation(folder, formats)
    except IndexStateError:
        return None
    manifest = generation.manifest
    changed = store.changed_since(manifest.record)
    if changed is None or (manifest.model, manifest.splitter) != (embedder.identity, SPLITTER):
        return None
    base = _with_dead(folder, generation, changed)
    few = len(changed) * _SHARE <= manifest.articles and len(base.dead) * _SHARE <= generation.passages.rows.count
    return base if few else None


def _with_dead(folder: Path, generation: Generation, changed: tuple[str, ...]) -> Base:
    passages = generation.passages
    ordinals = np.fromiter(chain.from_iterable(map(passages.of_article, changed)), dtype=np.int64)
    newly_dead = np.sort(passages.rows.of(ordinals))
    return Base(folder, generation, changed, newly_dead, np.union1d(passages.rows.dead, newly_dead))

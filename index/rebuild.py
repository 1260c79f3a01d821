"""The record in, a generation out: cut, embed what is new, write, seal, put in force.

What did not change since the generation in force was built is taken over from it.
"""

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.clock import timestamp
from archive.errors import IndexStateError
from archive.storage import writing
from archive.store import RecordStore
from index.base import Base, base_of
from index.embedder import Embedder, StoredVectors
from index.embedding_cache import EmbeddingCache
from index.generation import (
    SCHEMA,
    Formats,
    Manifest,
    building,
    generations_folder,
    new_name,
    part_folder,
    put_in_force,
    seal,
)
from index.keeping import remove_old
from index.material import Material, material_of
from index.meanings import meanings
from index.passage_file import PassageFile
from index.passages import SPLITTER
from index.stories import tell_stories
from index.story_file import StoryFile, Told
from index.writing import seals_of, write_onto, write_whole

_BATCH = 64
"""Texts embedded between two writes to the cache: what a killed rebuild has to do again at most."""

_PROBE = 8
"""Texts embedded to tell how long the others will take."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a rebuild is going to do: `seconds` is an estimate for embedding, measured on the first texts."""

    articles: int
    passages: int
    to_embed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild came to: the generation in force and what it holds. `seconds` are by stage.

    `written` passages are those of articles that were new or had changed; the others were taken over. `embedded` texts
    were new, the vectors of the others were kept from before.
    """

    generation: str
    articles: int
    passages: int
    written: int
    embedded: int
    seconds: dict[str, float]


class Progress:
    """Told how a rebuild goes on; this one keeps quiet."""

    def cost(self, cost: Cost) -> None:
        """What is going to be done, before it is."""

    def embedded(self, done: int, total: int) -> None:
        """How many of the new texts have been embedded."""


def rebuild(
    store: RecordStore,
    data: Path,
    embedder: Embedder,
    formats: Formats,
    progress: Progress | None = None,
    *,
    whole: bool = False,
) -> RebuildReport:
    """Build a generation of all current articles in a new folder and put it in force, unless nothing has changed.

    It holds every version that may be shown at some time, with the time in which it was the article. With `whole`,
    nothing is taken over from the generation before but vectors.

    Readers keep the generation they have until they ask again; a rebuild that is killed leaves the one in force as it
    was and its embeddings for the next.

    Raises:
        IndexStateError: the record is empty, or another rebuild is running.
        StorageError: something cannot be written; the generation in force is as it was, and what was embedded is kept.
    """
    clock = _Clock()
    with writing("the index", data), building(data):
        remove_old(data)  # what a killed rebuild left takes room that this one may need
        mark = store.mark()  # before anything is read: what changes meanwhile is for the next rebuild
        base = None if whole else base_of(store, data, embedder, formats)
        if base is not None and not base.changed:
            return _as_it_is(base, clock)
        articles = store.current_articles() if base is None else base.articles(store)
        material = material_of(articles, store, embedder, data)
        if not material.passages and (base is None or len(base.dead) == sum(base.part_sizes)):
            raise IndexStateError(f"there are no articles in {data} to index; run 'newsarchive ingest PATH' first")
        clock.lap("cut")
        embedded, vectors = _embed(material, data, embedder, progress or Progress())
        clock.lap("embed")
        tell_stories(store.copies, data, meanings(material, vectors, base), anew=base is None)
        clock.lap("copies")
        told = store.copies.told()
        with _new_folder(data) as folder:
            parts = _write(folder, base, material, vectors, told, formats)
            clock.lap("write")
            manifest = _manifest(folder, base, material, parts, mark, embedder)
            seal(folder, manifest)
        put_in_force(data, manifest.name)
        remove_old(data)
        clock.lap("seal")
    return RebuildReport(
        manifest.name, manifest.articles, manifest.passages, len(material.passages), embedded, clock.laps
    )


@contextmanager
def _new_folder(data: Path) -> Iterator[Path]:
    """A folder for a generation, which is gone again where none comes of it."""
    folder = generations_folder(data) / new_name()
    folder.mkdir(parents=True)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _as_it_is(base: Base, clock: "_Clock") -> RebuildReport:
    clock.lap("look")
    manifest = base.generation.manifest
    return RebuildReport(manifest.name, manifest.articles, manifest.passages, 0, 0, clock.laps)


def _embed(material: Material, data: Path, embedder: Embedder, progress: Progress) -> tuple[int, StoredVectors]:
    """How many texts were new, and the vectors of all, in order."""
    texts = material.texts
    cache = EmbeddingCache(data / "embeddings", embedder.identity, SPLITTER)
    missing = cache.places_missing(texts)

    def embed(places: Sequence[int]) -> None:
        batch = [texts[place] for place in places]
        cache.add(batch, embedder.embed_passages(batch))

    probe = _Clock()
    if missing:
        embed(missing[:_PROBE])
    estimate = probe.lap("probe") / _PROBE * len(missing)
    progress.cost(Cost(len(material.articles), len(texts), len(missing), estimate))
    for first in range(_PROBE, len(missing), _BATCH):
        progress.embedded(first, len(missing))
        embed(missing[first : first + _BATCH])
    progress.embedded(len(missing), len(missing))
    return len(missing), cache.stored(texts)


def _write(
    folder: Path,
    base: Base | None,
    material: Material,
    vectors: StoredVectors,
    told: Mapping[str, str],
    formats: Formats,
) -> int:
    """Write the files of the generation, given the stories that copies tell, by article; how many parts it has."""
    if base is None:
        StoryFile.of(material, told).write(folder)
        return write_whole(folder, material, vectors, formats)
    parts = write_onto(base, folder, material, vectors, formats)
    passages = PassageFile([part_folder(folder, number) for number in range(parts)], base.dead)
    before = Told(base.generation.passages, base.generation.stories)
    StoryFile.onto(before, passages, told).write(folder)
    return parts


def _manifest(
    folder: Path, base: Base | None, material: Material, parts: int, mark: str, embedder: Embedder
) -> Manifest:
    articles, passages = len(material.articles), len(material.passages)
    if base is not None:
        before = base.generation
        taken_over = before.passages.article_numbers(before.passages.rows.ordinals(base.newly_dead))
        articles += before.manifest.articles - len(set(taken_over.tolist()))
        passages += before.manifest.passages - len(base.newly_dead)
    return Manifest(
        schema_version=SCHEMA,
        name=folder.name,
        created=timestamp(),
        model=embedder.identity,
        splitter=SPLITTER,
        record=mark,
        articles=articles,
        passages=passages,
        parts=parts,
        files=seals_of(folder, base),
    )


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, stage: str) -> float:
        now = time.perf_counter()
        self.laps[stage] = now - self._since
        self._since = now
        return self.laps[stage]

"""An archive in, what ails it out: each complaint with the command that mends it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from archive.errors import NewsArchiveError
from archive.settings import Settings
from archive.store import RecordStore
from cli.compose import open_store
from index.embedder import Embedder
from index.generation import Generation, current_name, generations_folder, open_generation
from index.keeping import standings
from index.models import default_formats, load_embedder, load_reranker

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that is not as it should be; `wrong` is false where the archive works all the same."""

    message: str
    wrong: bool = True


def examine(settings: Settings) -> list[Complaint]:
    """Look at the record, the index, the models and the disk, quickly; `newsarchive verify` looks at every byte."""
    complaints: list[Complaint] = []
    embedder = _tried(lambda: load_embedder(settings.embedder), complaints)
    _tried(load_reranker, complaints)
    _tried(lambda: complaints.extend(_archive(settings, embedder)), complaints)
    return complaints


def _tried(look: Callable[[], Found], complaints: list[Complaint]) -> Found | None:
    """What a look finds; where there is nothing to be found, that is a complaint."""
    try:
        return look()
    except NewsArchiveError as error:
        complaints.append(Complaint(str(error)))
        return None


def _archive(settings: Settings, embedder: Embedder | None) -> Iterator[Complaint]:
    with open_store(settings) as store:
        yield from _record(store)
        yield from _index(settings, store, embedder)


def _record(store: RecordStore) -> Iterator[Complaint]:
    yield from map(Complaint, store.check())
    counts = store.counts()
    if counts.failed_files:
        message = f"{counts.failed_files} files could not be read whole; 'newsarchive failures' says why"
        yield Complaint(message, wrong=False)


def _index(settings: Settings, store: RecordStore, embedder: Embedder | None) -> Iterator[Complaint]:
    name = current_name(settings.data)
    there = {each.name: each for each in standings(settings.data)}
    standing = there.get(name)
    if standing is None or standing.problem is not None:
        message = f"the generation in force, {name}, is missing or damaged; run 'newsarchive rollback'"
        yield Complaint(f"{message}, or 'newsarchive rebuild'")
        return
    generation = open_generation(generations_folder(settings.data) / name, default_formats())
    if embedder is not None:
        yield from _model_of(generation, embedder)
    yield from _pending(generation, store)
    leftovers = [each.name for each in there.values() if each.problem is not None]
    if leftovers:
        message = f"{len(leftovers)} folders beside the index are no whole generation ({', '.join(leftovers)})"
        yield Complaint(f"{message}; run 'newsarchive gc'", wrong=False)
    free = shutil.disk_usage(settings.data).free
    if free < standing.size:
        message = f"{free >> 20} MiB are free where the next generation takes about {standing.size >> 20} MiB"
        yield Complaint(f"{message}; make room, or run 'newsarchive gc --keep 1'")


def _model_of(generation: Generation, embedder: Embedder) -> Iterator[Complaint]:
    made_with, named = generation.manifest.model, embedder.identity
    if made_with != named:
        message = (
            f"the index was made with {made_with.name} and the settings name {named.name}; run 'newsarchive rebuild'"
        )
        yield Complaint(f"{message}, or set NEWSARCHIVE_EMBEDDER back")


def _pending(generation: Generation, store: RecordStore) -> Iterator[Complaint]:
    indexed = {(each.article_id, each.version) for each in generation.passages}
    pending = sum((each.article_id, each.number) not in indexed for each in store.current_versions())
    if pending:
        message = f"{pending} articles are new or changed since the index was built; run 'newsarchive rebuild'"
        yield Complaint(message, wrong=False)

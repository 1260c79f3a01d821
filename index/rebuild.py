"""The record in, a generation out: cut, embed what is new, write, seal, put in force."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.bylines import authors_of
from archive.dates import DateField, dates_of
from archive.errors import IndexStateError
from archive.model import Kind, Version
from archive.standing import history
from archive.store import RecordStore
from index.bundled import sha256_of
from index.columns import ARTICLE, OTHER_DAYS, STOOD, WORDS, Columns, minute_of
from index.embedder import Embedder, Vectors
from index.embedding_cache import EmbeddingCache
from index.generation import (
    KEYWORDS,
    SCHEMA,
    VECTORS,
    FileSeal,
    Formats,
    Manifest,
    building,
    generations_folder,
    new_name,
    put_in_force,
    seal,
)
from index.hits import FOREVER, Passage
from index.keeping import remove_old
from index.keywords import Entry
from index.passage_file import write_passages
from index.passages import SPLITTER, Cut, cut
from index.stories import MeaningOf, direction, tell_stories
from index.story_file import StoryFile

_BATCH = 64
"""Texts embedded between two writes to the cache: what a killed rebuild has to do again at most."""

_ENOUGH_AFTER = 500
"""Characters after a passage that are kept for phrases which run on into them."""

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
    """What a rebuild did. `seconds` are by stage; `embedded` texts were new, the others were kept from before."""

    generation: str
    articles: int
    passages: int
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
) -> RebuildReport:
    """Build a generation of all current articles in a new folder and put it in force.

    It holds every version that may be shown at some time, with the time in which it was the article.

    Readers keep the generation they have until they ask again; a rebuild that is killed leaves the one in force as it
    was and its embeddings for the next.

    Raises:
        IndexStateError: the record is empty, or another rebuild is running.
    """
    progress = progress or Progress()
    clock = _Clock()
    with building(data):
        passages, texts = _cut_all(store, embedder)
        if not passages:
            raise IndexStateError(f"there are no articles in {data} to index; run 'newsarchive ingest PATH' first")
        clock.lap("cut")
        embedded, vectors = _embed(texts, data, embedder, progress, articles=_count_articles(passages))
        clock.lap("embed")
        tell_stories(store.copies, data, meanings(passages, vectors))
        clock.lap("copies")
        name = new_name()
        folder = generations_folder(data) / name
        told = {each.article_id: each.story_id for each in store.copies.members().values()}
        _write(folder, passages, texts, vectors, StoryFile.of(passages, told), formats)
        clock.lap("write")
        seal(folder, _manifest(folder, name, passages, embedder))
        put_in_force(data, name)
        remove_old(data)
        clock.lap("seal")
    return RebuildReport(name, _count_articles(passages), len(passages), embedded, clock.laps)


def _cut_all(store: RecordStore, embedder: Embedder) -> tuple[list[Passage], list[str]]:
    """Every passage of the archive, older versions' too, and, in the same order, what is embedded for it."""
    passages, texts = [], []
    for held in (held for article in store.current_articles() for held in history(article)):
        since, until = minute_of(held.since), FOREVER if held.until is None else minute_of(held.until)
        files = _files(store, held.version.article_id)
        for piece in cut(held.version, embedder.count_tokens, embedder.capacity):
            passages.append(replace(passage_of(held.version, piece), since=since, until=until, files=files))
            texts.append(piece.embedded)
    return passages, texts


def _files(store: RecordStore, article_id: str) -> str | None:
    """The paths of the files that hold an article, a line each."""
    return "\n".join(dict.fromkeys(each.path for each in store.appearances(article_id))) or None


def passage_of(version: Version, piece: Cut) -> Passage:
    """The passage that a cut of a version becomes."""
    metadata = version.metadata
    return Passage(
        passage_id=f"{version.article_id}.{version.number}.{piece.start}",
        article_id=version.article_id,
        version=version.number,
        kind=piece.kind,
        start=piece.start,
        end=piece.end,
        text=version.text[piece.start : piece.end],
        headline=version.headline,
        source=metadata.source,
        section=metadata.section,
        byline=metadata.byline,
        published=metadata.published.iso if metadata.published else None,
        language=metadata.language,
        photo_id=piece.photo_id,
        pages=version.pages_of(piece.start, piece.end),
        authors=authors_of(version, piece.photo_id),
        dates=tuple(
            (each.field.value, each.date.iso)
            for each in dates_of(version, piece.photo_id)
            if each.field is not DateField.PUBLISHED
        ),
    )


def _count_articles(passages: Sequence[Passage]) -> int:
    return len({passage.article_id for passage in passages})


def _embed(
    texts: Sequence[str], data: Path, embedder: Embedder, progress: Progress, *, articles: int
) -> tuple[int, Vectors]:
    """How many texts were new, and the vectors of all, in order."""
    cache = EmbeddingCache(data / "embeddings", embedder.identity, SPLITTER)
    missing = cache.missing(texts)

    def embed(batch: Sequence[str]) -> None:
        cache.add(batch, embedder.embed_passages(batch))

    probe = _Clock()
    embed(missing[:_PROBE])
    estimate = probe.lap("probe") / _PROBE * len(missing) if missing else 0.0
    progress.cost(Cost(articles, len(texts), len(missing), estimate))
    for first in range(_PROBE, len(missing), _BATCH):
        progress.embedded(first, len(missing))
        embed(missing[first : first + _BATCH])
    progress.embedded(len(missing), len(missing))
    return len(missing), cache.vectors(texts)


def meanings(passages: Sequence[Passage], vectors: Vectors) -> MeaningOf:
    """From an article's id to the direction in which the vectors of its latest body lie on the whole, of length 1."""
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        if passage.kind is Kind.BODY and passage.until == FOREVER:
            rows.setdefault(passage.article_id, []).append(row)

    def meaning(article_id: str) -> Vectors | None:
        if article_id not in rows:
            return None
        return direction(vectors[rows[article_id]])

    return meaning


def _write(
    folder: Path,
    passages: Sequence[Passage],
    texts: Sequence[str],
    vectors: Vectors,
    stories: StoryFile,
    formats: Formats,
) -> None:
    folder.mkdir(parents=True)
    write_passages(passages, folder)
    stories.write(folder)
    columns = Columns.of(passages)
    columns.write(folder)
    formats.vectors.build(vectors, folder / VECTORS)
    formats.keywords.build(_entries(passages, texts, columns), folder / KEYWORDS)


def _entries(passages: Sequence[Passage], texts: Sequence[str], columns: Columns) -> Iterator[Entry]:
    for ordinal, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        codes = {name: int(columns.codes[name][ordinal]) for name in (*WORDS, *OTHER_DAYS, ARTICLE, *STOOD)}
        day, after = int(columns.codes["day"][ordinal]), _what_follows(passages, ordinal)
        yield Entry(text, passage.text, codes, day, passage.headline, after)


def _what_follows(passages: Sequence[Passage], ordinal: int) -> str:
    """The beginning of what follows a passage in the same part of its article, over passages that are short."""
    part, after = _part_of(passages[ordinal]), ""
    for place in range(ordinal + 1, len(passages)):
        if _part_of(passages[place]) != part or _ends_note(passages[place - 1]) or len(after) >= _ENOUGH_AFTER:
            break
        after += passages[place].text
    return after


def _ends_note(passage: Passage) -> bool:
    """Notes are paragraphs, each a part of its own, though nothing but the blank line tells one from the next."""
    return passage.kind is Kind.NOTE and passage.text.endswith("\n\n")


def _part_of(passage: Passage) -> tuple[str, int, Kind, str | None]:
    return passage.article_id, passage.version, passage.kind, passage.photo_id


def _manifest(folder: Path, name: str, passages: Sequence[Passage], embedder: Embedder) -> Manifest:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    seals = {
        path.relative_to(folder).as_posix(): FileSeal(size=path.stat().st_size, sha256=sha256_of(path))
        for path in files
    }
    return Manifest(
        schema_version=SCHEMA,
        name=name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=embedder.identity,
        splitter=SPLITTER,
        articles=_count_articles(passages),
        passages=len(passages),
        files=seals,
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

"""A generation in, what is wrong with it out: its files, its counts, the record it was made from, and its vectors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from archive.errors import NotFoundError
from archive.model import Version
from archive.standing import history
from archive.store import RecordStore
from index.bundled import sha256_of
from index.columns import ARTICLE, Columns
from index.embedder import Embedder, Vectors
from index.generation import Formats, Generation, current_name, generations_folder, has_index, open_generation
from index.hits import Passage
from index.passages import Cut, cut
from index.takedown import remains_of
from index.vectors import Ordinals

SAMPLE = 64
"""Passages embedded again unless told otherwise."""

_ALIKE = 0.9999
"""The cosine from which two vectors are of the same text by the same model: arithmetic may differ between machines."""

_SHOWN = 5
"""Places that one finding names at most."""

_REMEDY = "run 'newsarchive rebuild --whole'"
"""A rebuild that takes over what did not change would take over what is wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, or with `wrong` false merely worth knowing."""

    check: str
    message: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked of a generation: its counts, how many passages were embedded again, and what was found.

    `generation` is `None` where nothing was built.
    """

    generation: str | None
    articles: int
    passages: int
    embedded_again: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not any(finding.wrong for finding in self.findings)


def verify(
    store: RecordStore, data: Path, embedder: Embedder, formats: Formats, *, sample: int = SAMPLE, seed: int = 0
) -> Verified:
    """Check the generation in force against its manifest, itself, the record and the model.

    `sample` passages, drawn by `seed`, are embedded again. Nothing is changed.

    Where nothing was built, only the record is checked, and that nothing is left of what was taken down.

    Raises:
        IndexStateError: the generation cannot be opened at all.
    """
    of_record = [*(Finding("record", problem) for problem in store.check()), *_taken_down(store, data)]
    if not has_index(data):
        return Verified(None, 0, 0, 0, (*_nothing_built(store, data), *of_record))
    name = current_name(data)
    folder = generations_folder(data) / name
    generation = open_generation(folder, formats)
    versions = _Versions(store)
    same_model = embedder.identity == generation.manifest.model
    drawn = _draw(generation, sample if same_model else 0, seed)
    findings = [
        *_files(folder, generation),
        *_counts(generation),
        *_passages(generation, versions),
        *_columns(generation),
        *_against_record(generation, store),
        *(_vectors(generation, versions, embedder, drawn) if same_model else _another_model(generation, embedder)),
        *of_record,
    ]
    return Verified(name, generation.manifest.articles, len(generation.passages), len(drawn), tuple(findings))


def _nothing_built(store: RecordStore, data: Path) -> Iterator[Finding]:
    """That there is no index is wrong where there is something to index."""
    wrong = any(history(article) for article in store.current_articles())
    yield Finding("index", f"there is no index in {data}; run 'newsarchive rebuild'", wrong)


class _Versions:
    """Versions of the record, the last one remembered: passages of a version follow each other."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._last: Version | None = None

    def of(self, passage: Passage) -> Version | None:
        last = self._last
        if last is None or (last.article_id, last.number) != (passage.article_id, passage.version):
            try:
                self._last = self._store.version(passage.article_id, passage.version)
            except NotFoundError:
                return None
        return self._last


def _files(folder: Path, generation: Generation) -> Iterator[Finding]:
    """Every byte is as it was written."""
    for name, sealed in generation.manifest.files.items():
        if sha256_of(folder / name) != sealed.sha256:
            yield Finding("files", f"{folder / name} is not as it was written; {_REMEDY}")


def _counts(generation: Generation) -> Iterator[Finding]:
    """All parts of the generation hold as many passages as the manifest says."""
    said = generation.manifest.passages
    counts = {
        "passages": len(generation.passages),
        "vectors": len(generation.vectors),
        "keywords": len(generation.keywords),
        "filter columns": len(generation.columns.codes["day"]),
    }
    for part, count in counts.items():
        if count != said:
            yield Finding("counts", f"the {part} are {count} where the manifest says {said}; {_REMEDY}")
    if generation.passages.article_count() != generation.manifest.articles:
        yield Finding(
            "counts",
            f"the passages are of {generation.passages.article_count()} articles where the manifest says "
            f"{generation.manifest.articles}; {_REMEDY}",
        )


def _passages(generation: Generation, versions: _Versions) -> Iterator[Finding]:
    """Law 1: a passage is the text between its offsets, and the passages of a version tile its text in order."""
    unlike: list[str] = []
    loose: list[str] = []
    for _, group in groupby(generation.passages, key=lambda each: (each.article_id, each.version)):
        end, version = 0, None
        for passage in group:
            version = versions.of(passage)
            if version is None or version.text[passage.start : passage.end] != passage.text:
                unlike.append(passage.passage_id)
            if passage.start != end:
                loose.append(passage.passage_id)
            end = passage.end
        if version is not None and end != len(version.text):
            loose.append(f"the end of {version.article_id}.{version.number}")
    yield from _finding("passages", unlike, "do not stand in the record where they say")
    yield from _finding("passages", loose, "do not follow the passage before")


def _columns(generation: Generation) -> Iterator[Finding]:
    """The filter columns say what the passages say."""
    made = Columns.of(generation.passages, generation.columns.words)
    firsts = generation.passages.rows.of(made.codes[ARTICLE].astype(np.int64)).astype(np.int32)
    for name, codes in (made.codes | {ARTICLE: firsts}).items():
        if not np.array_equal(codes, generation.columns.codes[name]):
            yield Finding("columns", f"the filter column '{name}' differs from the passages; {_REMEDY}")


def _against_record(generation: Generation, store: RecordStore) -> Iterator[Finding]:
    """Which articles the index does not show as the record has them now."""
    indexed = {(passage.article_id, passage.version) for passage in generation.passages}
    in_force = {
        (held.version.article_id, held.version.number)
        for article in store.current_articles()
        for held in history(article)
        if held.version.parts
    }
    for message, pairs in (
        ("are in the record and not yet in the index", in_force - indexed),
        ("are in the index and no longer in force in the record", indexed - in_force),
    ):
        places = (f"{article} version {number}" for article, number in sorted(pairs))
        yield from _finding("record against index", places, message, wrong=False)


def _vectors(generation: Generation, versions: _Versions, embedder: Embedder, drawn: Ordinals) -> Iterator[Finding]:
    """Some passages, embedded again, give the vectors that are stored."""
    cuts = _Cuts(embedder)
    unlike: list[str] = []
    for ordinal in drawn.tolist():
        passage = generation.passages[ordinal]
        version = versions.of(passage)
        piece = None if version is None else cuts.of(version).get(passage.start)
        if piece is None or not _same(generation, ordinal, embedder.embed_passages([piece.embedded])[0]):
            unlike.append(passage.passage_id)
    yield from _finding("vectors", unlike, "have another vector than the model gives")


def _another_model(generation: Generation, embedder: Embedder) -> Iterator[Finding]:
    made_with, named = generation.manifest.model.name, embedder.identity.name
    message = f"made with {made_with}, and the settings name {named}; nothing was embedded again"
    yield Finding("vectors", message, wrong=False)


class _Cuts:
    """How versions are cut, the last one remembered."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._key: tuple[str, int] | None = None
        self._pieces: dict[int, Cut] = {}

    def of(self, version: Version) -> dict[int, Cut]:
        """The pieces of a version by where they start."""
        if self._key != (version.article_id, version.number):
            pieces = cut(version, self._embedder.count_tokens, self._embedder.capacity)
            self._key = (version.article_id, version.number)
            self._pieces = {piece.start: piece for piece in pieces}
        return self._pieces


def _taken_down(store: RecordStore, data: Path) -> Iterator[Finding]:
    """No byte of what was taken down is left in the data folder."""
    remains, shared = remains_of(store, data)
    for place in remains[:_SHOWN]:
        message = f"words of what was taken down stand in {place}; run 'newsarchive takedown' again for what is listed"
        yield Finding("taken down", message)
    for article in shared[:_SHOWN]:
        message = f"article {article} holds words that stood in what was taken down as well; see whether it is a copy"
        yield Finding("taken down", message, wrong=False)


def _finding(check: str, places: Iterable[str], message: str, *, wrong: bool = True) -> Iterator[Finding]:
    """One finding for all the places where the same is so, the first of them by name; none where there are none."""
    named = list(places)
    if named:
        more = ", …" if len(named) > _SHOWN else ""
        shown = ", ".join(named[:_SHOWN]) + more
        remedy = _REMEDY if wrong else "run 'newsarchive rebuild'"
        yield Finding(check, f"{len(named)} {message} ({shown}); {remedy}", wrong)


def _draw(generation: Generation, sample: int, seed: int) -> Ordinals:
    """Ordinals drawn without repeats, ascending."""
    count = len(generation.passages)
    return np.sort(np.random.default_rng(seed).choice(count, size=min(sample, count), replace=False))


def _same(generation: Generation, ordinal: int, vector: Vectors) -> bool:
    stored = generation.vectors.vectors(np.array([ordinal]))[0]
    return float(stored @ vector) >= _ALIKE

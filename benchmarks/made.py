"""Large archives out of a small real one: its sentences and their vectors, recombined.

A made article has eight paragraphs. Each is a passage of the real archive of which up to two sentences are exchanged
for sentences of passages that are near to it in meaning; the paragraphs of an article are near to each other as well.
The vector of a made passage is the mean of the vectors that its sentences have in the real archive (each that of the
passage it stands in), which lies between real ones and near the first. One article in twenty is a copy of the one
before without its last paragraph. As a command it makes one archive with its index and says what that took.
"""

import argparse
import json
import math
import re
import resource
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from archive.model import Draft, Kind, Metadata, NewsDate
from archive.sql_store import SqlStore
from index.embedder import Embedder, Vectors
from index.generation import current_name, generations_folder, open_generation
from index.models import default_formats, load_embedder
from index.rebuild import rebuild
from ingest.compose import compose
from ingest.identity import article_id

PARAGRAPHS = 8
_NEAR = 32
_EXCHANGED = 2
_COPIED = 20
_AT_ONCE = 2000
_ARRIVED = "2024-06-08T06:00:00+00:00"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PAPERS, _SECTIONS, _REPORTERS, _DAYS = 40, 12, 700, 9000
_STEP = 3571
"""Days from an article to the next, so that those of a small archive lie all over the years as well."""


class Source:
    """The passages of a real archive, cut into sentences, with their vectors and what is near to each."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Take the texts of passages and their vectors, shape `(passages, dimension)`."""
        self.sentences = [_sentences(text) for text in texts]
        self.vectors = vectors
        self.near = np.concatenate([_nearest(vectors, rows) for rows in np.array_split(np.arange(len(texts)), 16)])
        self.place = {sentence: row for row, some in enumerate(self.sentences) for sentence in some}

    @classmethod
    def of(cls, data: Path) -> "Source":
        """The passages of article bodies of the index in force there, those of two sentences and more."""
        generation = open_generation(generations_folder(data) / current_name(data), default_formats())
        passages = enumerate(generation.passages)
        kept = [(row, each.text) for row, each in passages if each.kind is Kind.BODY and len(_sentences(each.text)) > 1]
        rows = np.array([row for row, _ in kept], dtype=np.int64)
        return cls([text for _, text in kept], generation.vectors.vectors(rows))

    def paragraphs(self, chance: np.random.Generator) -> list[str]:
        """The paragraphs of a made article."""
        first = int(chance.integers(len(self.sentences)))
        rows = [first, *chance.choice(self.near[first], PARAGRAPHS - 1, replace=False).tolist()]
        return [self._paragraph(chance, row) for row in rows]

    def _paragraph(self, chance: np.random.Generator, row: int) -> str:
        sentences = list(self.sentences[row])
        for other in chance.choice(self.near[row], _EXCHANGED).tolist():
            sentences[chance.integers(len(sentences))] = str(chance.choice(self.sentences[other]))
        return " ".join(sentences)


def _sentences(text: str) -> list[str]:
    return [" ".join(each.split()) for each in _SENTENCE_END.split(text.strip())]


def _nearest(vectors: Vectors, rows: np.ndarray) -> np.ndarray:
    order = np.argpartition(-(vectors[rows] @ vectors.T), _NEAR + 1, axis=1)[:, : _NEAR + 1]
    return np.stack([some[some != row][:_NEAR] for row, some in zip(rows, order, strict=True)])


class Recombined:
    """Stands in for a model, under its name: tokens are guessed from letters, vectors are means of the source's."""

    def __init__(self, real: Embedder, source: Source) -> None:
        self.identity, self.capacity = real.identity, real.capacity
        self._source = source

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [math.ceil(len(text) / 4) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.stack([self._mean(text) for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def _mean(self, text: str) -> Vectors:
        places = [place for each in _sentences(text) if (place := self._source.place.get(each)) is not None]
        # A headline or half a sentence is in no passage: it stands where its length puts it.
        return self._source.vectors[places or [len(text) % len(self._source.vectors)]].mean(axis=0)


def fill(data: Path, articles: int, source: Source, first: int = 0) -> None:
    """Put so many made articles into the record, numbered from `first`; the same ones each time."""
    chance, store = np.random.default_rng(first), SqlStore.at(data / "record.sqlite")
    paragraphs: list[str] = []
    for begin in range(first, first + articles, _AT_ONCE):
        with store.transaction():
            for number in range(begin, min(begin + _AT_ONCE, first + articles)):
                copied = number % _COPIED == _COPIED - 1 and paragraphs
                paragraphs = paragraphs[:-1] if copied else source.paragraphs(chance)
                identity = f"urn:made:{number}"
                version = compose(draft(paragraphs, number)).as_version(article_id(identity), 1, _ARRIVED)
                store.add_version(version, identity=identity)
    store.close()


def build(data: Path, source: Source) -> dict[str, Any]:
    """Index the record; what that took and how large it is."""
    store, embedder = SqlStore.at(data / "record.sqlite"), Recombined(load_embedder("bge-small"), source)
    started, processor = time.perf_counter(), time.process_time()
    report = rebuild(store, data, embedder, default_formats())
    store.close()
    folder = generations_folder(data) / report.generation
    return {
        "articles": report.articles,
        "passages": report.passages,
        "build, s": round(time.perf_counter() - started, 1),
        "build, processor s": round(time.process_time() - processor, 1),
        **{f"build: {stage}, s": round(seconds, 1) for stage, seconds in report.seconds.items()},
        "index on disk, MiB": round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20),
        "record on disk, MiB": round(sum(path.stat().st_size for path in data.glob("record.sqlite*")) / 2**20),
    }


def draft(paragraphs: Sequence[str], number: int) -> Draft:
    """An article of these paragraphs, whose paper, section, reporter and day follow from its number."""
    metadata = Metadata(
        source=f"Paper {number % _PAPERS}",
        section=f"Section {number % _SECTIONS}",
        byline=f"Reporter {number % _REPORTERS}",
        published=NewsDate((date(2000, 1, 1) + timedelta(days=number * _STEP % _DAYS)).isoformat()),
    )
    return Draft(headline=paragraphs[0][:80], body="\n\n".join(paragraphs), metadata=metadata)


def main() -> None:
    """Make an archive and print what its index took, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", type=Path, help="the data folder of a real archive with an index")
    parser.add_argument("data", type=Path, help="the data folder to make")
    parser.add_argument("--articles", type=int, default=1_000, help="ten passages each")
    given = parser.parse_args()
    source = Source.of(given.real)
    given.data.mkdir(parents=True)
    fill(given.data, given.articles, source)
    filled = _memory()
    print(
        json.dumps(
            build(given.data, source) | {"memory before the build, MiB": filled, "memory of the build, MiB": _memory()}
        )
    )


def _memory() -> int:
    """The most memory that this process has had so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

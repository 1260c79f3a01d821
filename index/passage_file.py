"""Passages on disk: one JSON line each, found by ordinal without reading the others."""

import json
import mmap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from archive.model import Kind
from index.hits import Passage
from index.vectors import Ordinals

_LINES = "passages.jsonl"
_STARTS = "passage_starts.npy"
_ARTICLES = "articles.json"


def write_passages(passages: Iterable[Passage], folder: Path) -> list[Path]:
    """Write passages, those of an article together and in it those of a version; the files written."""
    starts = [0]
    articles: dict[str, dict[int, list[int]]] = {}
    with (folder / _LINES).open("wb") as file:
        for ordinal, passage in enumerate(passages):
            starts.append(starts[-1] + file.write(json.dumps(asdict(passage), ensure_ascii=False).encode() + b"\n"))
            versions = articles.setdefault(passage.article_id, {})
            versions.setdefault(passage.version, [ordinal, ordinal])[1] = ordinal + 1
    np.save(folder / _STARTS, np.array(starts, dtype=np.int64), allow_pickle=False)
    (folder / _ARTICLES).write_text(json.dumps(articles), encoding="utf-8")
    return [folder / _LINES, folder / _STARTS, folder / _ARTICLES]


class PassageFile:
    """The passages of one generation, by ordinal. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._starts = np.load(folder / _STARTS, mmap_mode="r", allow_pickle=False)
        self._articles: dict[str, dict[str, list[int]]] = json.loads((folder / _ARTICLES).read_text(encoding="utf-8"))
        self._numbers = {article_id: number for number, article_id in enumerate(self._articles)}
        self._first = np.array([self.of_article(each).start for each in self._articles], dtype=np.int64)
        with (folder / _LINES).open("rb") as file:
            # An empty file cannot be mapped.
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, ordinal: int) -> Passage:
        start, end = int(self._starts[ordinal]), int(self._starts[ordinal + 1])
        values = json.loads(self._lines[start:end])
        lists = {name: tuple(values[name]) for name in ("pages", "authors")}
        dates = tuple((field, iso) for field, iso in values["dates"])
        return Passage(**(values | lists | {"kind": Kind(values["kind"]), "dates": dates}))

    def __iter__(self) -> Iterator[Passage]:
        """Every passage, by ordinal."""
        return map(self.__getitem__, range(len(self)))

    def article_numbers(self, ordinals: Ordinals) -> Ordinals:
        """Which article each passage is of, as numbers from 0 in order of the file."""
        return np.asarray(np.searchsorted(self._first, ordinals, side="right") - 1, dtype=np.int64)

    def numbers_of(self, article_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of those of the articles that have passages here, ascending."""
        return tuple(sorted(self._numbers[each] for each in article_ids if each in self._numbers))

    def article_count(self) -> int:
        """How many articles have passages here."""
        return len(self._articles)

    def of_article(self, article_id: str) -> range:
        """The ordinals of an article's passages, by version and in order of its text; empty for one not in here."""
        spans = list(self._articles.get(article_id, {}).values())
        return range(spans[0][0], spans[-1][1]) if spans else range(0)

    def of_version(self, article_id: str, version: int) -> range:
        """The ordinals of a version's passages, in order of its text; empty for one not in here."""
        return range(*self._articles.get(article_id, {}).get(str(version), (0, 0)))

    def versions(self) -> Iterator[tuple[str, int, int]]:
        """Every version here: its article, its number, and the ordinal of its first passage."""
        for article_id, spans in self._articles.items():
            yield from ((article_id, int(number), first) for number, (first, _) in spans.items())

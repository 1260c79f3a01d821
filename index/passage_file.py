"""Passages on disk: one JSON line each, found by ordinal or by article without reading the others.

An article is found by a hash of its id, in a table sorted by those hashes: opening a file reads none of its entries.
"""

import hashlib
import json
import mmap
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from archive.model import Kind
from index.hits import Passage
from index.rows import Rows
from index.vectors import Ordinals

_LINES = "passages.jsonl"
_STARTS = "passage_starts.npy"
_SPANS = "versions.npy"
_FIRSTS = "article_firsts.npy"

_FIELDS = tuple(field.name for field in fields(Passage))

_SPAN = np.dtype([("article", "<u8"), ("version", "<i4"), ("first", "<i8"), ("end", "<i8")])
"""The rows `[first, end)` of a version, and the hash of its article's id."""


def written(passages: Iterable[Passage], folder: Path) -> Iterator[Passage]:
    """The passages, those of an article together and in it those of a version, each written as it is handed on.

    They are all written when there are no more. Made so that the same look at them serves something else as well.

    An article may come again: what was there of it before is dead then.
    """
    starts = array("q", [0])
    firsts: list[int] = []
    spans: list[list[int]] = []
    before: Passage | None = None
    with (folder / _LINES).open("wb") as file:
        for row, passage in enumerate(passages):
            starts.append(starts[-1] + file.write(json.dumps(_values(passage), ensure_ascii=False).encode() + b"\n"))
            if before is None or passage.article_id != before.article_id:
                firsts.append(row)
            if before is not None and _goes_on(before, passage):
                spans[-1][-1] = row + 1
            else:
                spans.append([_hash(passage.article_id), passage.version, row, row + 1])
            before = passage
            yield passage
    table = np.array([tuple(span) for span in spans], dtype=_SPAN)
    np.save(folder / _STARTS, np.array(starts, dtype=np.int64), allow_pickle=False)
    np.save(folder / _SPANS, table[np.lexsort((table["first"], table["article"]))], allow_pickle=False)
    np.save(folder / _FIRSTS, np.array(firsts, dtype=np.int64), allow_pickle=False)


def _values(passage: Passage) -> dict[str, object]:
    """The passage as JSON has it; `asdict` would copy every value, at ten times the cost."""
    return {name: getattr(passage, name) for name in _FIELDS}


def _goes_on(before: Passage, passage: Passage) -> bool:
    same = (passage.article_id, passage.version) == (before.article_id, before.version)
    return same and passage.start > before.start


class _Part:
    """The passages of one folder, by row."""

    def __init__(self, folder: Path) -> None:
        self._starts = np.load(folder / _STARTS, mmap_mode="r", allow_pickle=False)
        self._spans = np.load(folder / _SPANS, mmap_mode="r", allow_pickle=False)
        self.firsts: Ordinals = np.load(folder / _FIRSTS, mmap_mode="r", allow_pickle=False)
        with (folder / _LINES).open("rb") as file:
            # An empty file cannot be mapped.
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, row: int) -> Passage:
        start, end = int(self._starts[row]), int(self._starts[row + 1])
        values = json.loads(self._lines[start:end])
        lists = {name: tuple(values[name]) for name in ("pages", "authors")}
        dates = tuple((field, iso) for field, iso in values["dates"])
        return Passage(**(values | lists | {"kind": Kind(values["kind"]), "dates": dates}))

    @property
    def first_rows(self) -> tuple[npt.NDArray[np.uint64], Ordinals]:
        """Of every version, the hash of its article's id and its first row, ascending."""
        return self._articles, np.array(self._spans["first"])

    @cached_property
    def _articles(self) -> npt.NDArray[np.uint64]:
        """The hashes of the spans' articles, beside each other: a search among them reads no more than it has to."""
        return np.array(self._spans["article"])

    @property
    def version_firsts(self) -> Ordinals:
        """The first row of every version, ascending."""
        return np.sort(self._spans["first"])

    def spans(self, article_id: str) -> npt.NDArray[np.void]:
        """The spans of an article's versions, in order, dead ones too; none for one not in here."""
        wanted = _hash(article_id)
        first, end = (np.searchsorted(self._articles, np.uint64(wanted), side=side) for side in ("left", "right"))
        found = self._spans[first:end]
        # Two ids may have one hash.
        of_it = [self[int(span["first"])].article_id == article_id for span in found]
        return np.asarray(found[of_it])


class PassageFile:
    """The passages of one generation, by ordinal. Safe to share between threads.

    They lie in one folder or in several, one after the other. Of what they hold of an article, only what came last may
    live.
    """

    def __init__(self, folders: Sequence[Path], dead: Ordinals) -> None:
        """Open the files of the folders, without the dead rows."""
        self._parts = [_Part(folder) for folder in folders]
        self._offsets = [0, *accumulate(map(len, self._parts))]
        self.rows = Rows.without(self._offsets[-1], dead)
        firsts = [part.firsts + offset for part, offset in zip(self._parts, self._offsets, strict=False)]
        self._firsts = firsts[0] if len(firsts) == 1 else np.concatenate(firsts)

    @property
    def part_sizes(self) -> tuple[int, ...]:
        """How many rows each folder has, dead ones too."""
        return tuple(map(len, self._parts))

    @property
    def runs(self) -> int:
        """How many numbers of articles there are; one that came again has several, of which one is in use."""
        return len(self._firsts)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, ordinal: int) -> Passage:
        return self._at(int(self.rows.of(np.array(ordinal))))

    def _at(self, row: int) -> Passage:
        part = bisect_right(self._offsets, row) - 1
        return self._parts[part][row - self._offsets[part]]

    def __iter__(self) -> Iterator[Passage]:
        """Every passage, by ordinal."""
        return map(self.__getitem__, range(len(self)))

    def part(self, number: int) -> Iterator[Passage]:
        """Every passage of one folder in order of its rows, dead ones too."""
        return map(self._parts[number].__getitem__, range(len(self._parts[number])))

    def article_numbers(self, ordinals: Ordinals) -> Ordinals:
        """Which article each passage is of, as numbers that ascend in order of the file."""
        rows = self.rows.of(ordinals)
        return np.asarray(np.searchsorted(self._firsts, rows, side="right") - 1, dtype=np.int64)

    def numbers_of(self, article_ids: Iterable[str]) -> tuple[int, ...]:
        """What the column of articles has for those of the articles that have passages here, ascending."""
        starts = [found.start for found in map(self.of_article, article_ids) if found]
        return tuple(sorted(self.rows.of(np.array(starts, dtype=np.int64)).tolist()))

    def article_count(self) -> int:
        """How many articles have passages here."""
        return len(np.unique(self.article_numbers(np.arange(len(self)))))

    def of_article(self, article_id: str) -> range:
        """The ordinals of an article's passages, by version and in order of its text; empty for one not in here."""
        spans = self._spans(article_id)
        return range(spans[0][1], spans[-1][2]) if spans else range(0)

    def starts_of(self, article_ids: Sequence[str]) -> Ordinals:
        """The ordinal of the first passage of each article, -1 where it has none; hashes of their ids alone tell.

        Made for many: for one it takes as long.
        """
        wanted = np.array([_hash(each) for each in article_ids], dtype=np.uint64)
        found = np.full(len(wanted), -1, dtype=np.int64)
        for part, offset in zip(self._parts, self._offsets, strict=False):
            hashes, firsts = part.first_rows
            living = self.rows.living(offset + firsts)
            hashes, firsts = hashes[living], firsts[living]
            places = np.searchsorted(hashes, wanted)
            here = places < len(hashes)
            here[here] = hashes[places[here]] == wanted[here]
            found[here] = self.rows.ordinals(offset + firsts[places[here]])
        return found

    def holds(self, article_id: str) -> bool:
        """Whether any row is of the article, be it dead."""
        return any(len(part.spans(article_id)) for part in self._parts)

    def of_version(self, article_id: str, version: int) -> range:
        """The ordinals of a version's passages, in order of its text; empty for one not in here."""
        for number, first, end in self._spans(article_id):
            if number == version:
                return range(first, end)
        return range(0)

    def versions(self) -> Iterator[tuple[str, int, int]]:
        """Every version here: its article, its number, and the ordinal of its first passage."""
        for part, offset in zip(self._parts, self._offsets, strict=False):
            for row in map(int, part.version_firsts):
                if self.rows.lives(offset + row):
                    passage = part[row]
                    yield passage.article_id, passage.version, int(self.rows.ordinals(np.array(offset + row)))

    def _spans(self, article_id: str) -> list[tuple[int, int, int]]:
        """Number, first ordinal and end of an article's versions, in order."""
        for part, offset in zip(reversed(self._parts), reversed(self._offsets[:-1]), strict=True):
            found = part.spans(article_id)
            found = found[[self.rows.lives(offset + first) for first in found["first"].tolist()]]
            if len(found):
                firsts = self.rows.ordinals(offset + found["first"])
                ends = firsts + (found["end"] - found["first"])
                return list(zip(found["version"].tolist(), firsts.tolist(), ends.tolist(), strict=True))
        return []


def _hash(article_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(article_id.encode(), digest_size=8).digest(), "little")

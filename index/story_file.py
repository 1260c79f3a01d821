"""Which articles of a generation tell one story, and which of their passages others of the story print too."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from index.hits import FOREVER, Passage
from index.material import Material
from index.passage_file import PassageFile
from index.shingles import Hashes, run_hashes
from index.vectors import Mask, Ordinals

_NUMBERS = "stories.npy"
_SHARED = "shared.npy"

_LEAST_RUNS = 20
"""A passage with fewer runs of words is no text of a paper's own: headlines, bylines and short paragraphs."""

_SHARE = 0.5
"""The share of a passage's runs that the copies print, from which it is theirs as well."""


class StoryFile:
    """The stories of one generation.

    `numbers` has the number of its story for each article, by the article's number in the file of passages; an article
    without copies has one of its own. `shared` says of each passage whether it stands in another article of the story
    as well.
    """

    def __init__(self, numbers: npt.NDArray[np.int32], shared: Mask) -> None:
        self.numbers = numbers
        self.shared = shared

    @classmethod
    def of(cls, material: Material, story_ids: Mapping[str, str]) -> "StoryFile":
        """The stories of the passages, given the stories that copies tell, by article."""
        told = {each: story_ids.get(each, each) for each in material.articles}
        number = {story: place for place, story in enumerate(dict.fromkeys(told.values()))}
        shared = np.zeros(len(material.passages), dtype=np.bool_)
        stories: dict[str, list[int]] = {}
        for article_id, places in material.articles.items():
            if article_id in story_ids:
                stories.setdefault(told[article_id], []).extend(places)
        for ordinals in stories.values():
            shared[ordinals] = _shared([material.passages[each] for each in ordinals])
        return cls(np.array([number[each] for each in told.values()], dtype=np.int32), shared)

    @classmethod
    def onto(cls, base: "Told", passages: PassageFile, story_ids: Mapping[str, str]) -> Self:
        """The same as `of`, of passages whose first rows are those of the base, as far as they live.

        Only of stories that are not as they were there are passages read.
        """
        ids = list(story_ids)
        starts = passages.starts_of(ids)
        here = np.flatnonzero(starts >= 0)
        known, codes = np.unique([story_ids[ids[place]] for place in here], return_inverse=True)
        runs = passages.article_numbers(starts[here])
        numbers = np.arange(passages.runs, dtype=np.int32)
        first = np.full(len(known), passages.runs, dtype=np.int32)
        np.minimum.at(first, codes, runs)
        numbers[runs] = first[codes]
        same = base.tells(passages.rows.of(starts[here]), codes, len(known))
        shared = base.shared(passages, runs[same[codes]])
        others: dict[int, list[str]] = {}
        for place, code in zip(here.tolist(), codes.tolist(), strict=True):
            if not same[code]:
                others.setdefault(code, []).append(ids[place])
        for told in others.values():
            ordinals = list(chain.from_iterable(map(passages.of_article, told)))
            shared[ordinals] = _shared([passages[each] for each in ordinals])
        return cls(numbers, shared)

    def write(self, folder: Path) -> None:
        """Write the stories into a folder."""
        np.save(folder / _NUMBERS, self.numbers, allow_pickle=False)
        np.save(folder / _SHARED, self.shared, allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> "StoryFile":
        """The stories written into a folder, mapped rather than read into memory."""
        numbers, shared = (np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in (_NUMBERS, _SHARED))
        return cls(numbers, shared)

    def of_articles(self, articles: Ordinals) -> npt.NDArray[np.int32]:
        """The numbers of the stories of articles, given theirs."""
        return np.asarray(self.numbers[articles])


class Told:
    """The stories of a generation, and its passages, by row."""

    def __init__(self, passages: PassageFile, stories: StoryFile) -> None:
        self._passages = passages
        self._stories = stories
        articles = np.unique(passages.article_numbers(np.arange(len(passages))))
        self._sizes = np.bincount(stories.of_articles(articles))

    def tells(self, rows: Ordinals, stories: Ordinals, count: int) -> Mask:
        """Of so many stories, which were told here by the same articles.

        `rows` has the first living row of each article and `stories` the number of the story that it tells now.
        """
        here = rows < self._passages.rows.count
        before = np.full(len(rows), -1, dtype=np.int64)
        before[here] = self._stories.of_articles(
            self._passages.article_numbers(self._passages.rows.ordinals(rows[here]))
        )
        least, most = np.full(count, len(self._sizes), dtype=np.int64), np.full(count, -1, dtype=np.int64)
        np.minimum.at(least, stories, before)
        np.maximum.at(most, stories, before)
        sizes = np.bincount(stories, minlength=count)
        return np.asarray((least == most) & (least >= 0) & (sizes == self._sizes[np.maximum(least, 0)]))

    def shared(self, passages: PassageFile, articles: Ordinals) -> Mask:
        """Of passages on the same rows, which stand in another article of the story too, those of these articles."""
        rows = passages.rows.of(np.arange(len(passages)))
        known = np.zeros(passages.runs, dtype=np.bool_)
        known[articles] = True
        wanted = known[passages.article_numbers(np.arange(len(passages)))] & (rows < self._passages.rows.count)
        found = np.zeros(len(passages), dtype=np.bool_)
        found[wanted] = self._stories.shared[self._passages.rows.ordinals(rows[wanted])]
        return found


def _shared(passages: Sequence[Passage]) -> list[bool]:
    """Of each passage of one story, whether most of it stands in an article other than its own, as that is now."""
    runs = [run_hashes(passage.text) for passage in passages]
    printed: dict[str, list[Hashes]] = {}
    for passage, own in zip(passages, runs, strict=True):
        pieces = printed.setdefault(passage.article_id, [])
        if passage.until == FOREVER:
            pieces.append(own)
    articles = {key: np.unique(_joined(pieces)) for key, pieces in printed.items()}
    known, counts = np.unique(_joined(articles.values()), return_counts=True)
    return [_is_shared(own, articles[each.article_id], known, counts) for each, own in zip(passages, runs, strict=True)]


def _is_shared(runs: Hashes, article: Hashes, known: Hashes, counts: npt.NDArray[np.intp]) -> bool:
    if len(runs) < _LEAST_RUNS:
        return True
    if not len(known):
        return False
    places = np.minimum(np.searchsorted(known, runs), len(known) - 1)
    articles = np.where(known[places] == runs, counts[places], 0) - np.isin(runs, article)
    return bool((articles > 0).sum() >= _SHARE * len(runs))


def _joined(pieces: Iterable[Hashes]) -> Hashes:
    return np.concatenate([np.empty(0, dtype=np.uint32), *pieces])

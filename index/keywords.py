"""The seam to keyword indexes: words, phrases and conditions in; ordinals scored by BM25 out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.columns import Condition
from index.embedder import Vectors
from index.rows import Rows
from index.vectors import Mask, Ordinals


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a passage holds, one after the other, without regard to case, accents and punctuation.

    With `near`, two different words stand in either order with at most so many others between them; with `prefix`, one
    word begins so. With `headline`, they stand in the headline of the passage's article instead.
    """

    text: str
    near: int | None = None
    prefix: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class KeywordQuery:
    """What a passage is ranked by and what it must and must not hold.

    `words` is free text that ranks; each of `phrases` must stand in the passage, none of `excluded` may. A string
    there is the `Wording` of that text, word for word.
    """

    words: str
    phrases: tuple[str | Wording, ...] = ()
    excluded: tuple[str | Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage for the index: `ranked` is searched for words, `text` for phrases.

    `codes` are its filter codes, its other days and the times in which it stood, by column, and `day` its day of
    publication (see `index.columns`). `after` is what follows the passage in its article: a phrase that runs on into
    it stands in the passage where it begins.
    """

    ranked: str
    text: str
    codes: dict[str, int]
    day: int
    headline: str = ""
    after: str = ""


class KeywordIndex(Protocol):
    """Finds passages by words. Ordinals are positions at build among those that live, from 0."""

    def search(
        self, query: KeywordQuery, limit: int, conditions: tuple[Condition, ...] = ()
    ) -> tuple[Ordinals, Vectors]:
        """The `limit` best passages that hold any of the words and meet everything required: ordinals and scores.

        Scores are BM25 with the statistics of the whole index, so a filter never changes a score. Best first, the
        lower ordinal first among equals. A query without words finds nothing.
        """

    def scores(self, query: KeywordQuery, ordinals: Ordinals) -> Vectors:
        """The scores that `search` would give those passages, in order; 0 where none of the words stands.

        `ordinals` are ascending, each once; what the query requires is not asked of them.
        """

    def matching(self, query: KeywordQuery) -> Mask:
        """Which passages hold every phrase and nothing excluded, whatever the words: one entry a passage."""

    def holding(self, words: str) -> Mask:
        """Which passages hold every one of the words that rank; none where there are no such words."""

    def __len__(self) -> int:
        """How many passages there are."""


class KeywordIndexFormat(Protocol):
    """Builds and opens keyword indexes of one kind."""

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write an index of the entries, in order, into the new folder `folder`.

        Raises:
            StorageError: the system refused it.
        """

    def extend(self, old: Path, folder: Path, entries: Iterable[Entry], *, first: int, dead: Iterable[int]) -> None:
        """Write an index of what is in `old`, entries by rows from `first` on, without dead rows, into a new folder.

        What did not change is shared with `old`, which stays as it is. Until the engine merges what it has, dead rows
        count in the statistics by which words are weighed.

        Raises:
            StorageError: the system refused it.
        """

    def open(self, folder: Path, rows: Rows | None = None) -> KeywordIndex:
        """Open a written index; where rows of it are dead, `rows` says which live.

        Raises:
            IndexStateError: the folder is missing or damaged.
        """

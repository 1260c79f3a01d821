"""Standing questions and what they noticed: values, and the seam to the store that keeps them beside the record.

A notice points to words of the record and holds none itself: what is taken down there leaves no word here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Matching(StrEnum):
    """What a new passage must do to be noticed: hold all the words, or be about what they mean."""

    WORDS = "words"
    MEANING = "meaning"


class Noticed(StrEnum):
    """Why there is a notice; the first two are of a query, the others of what an answer cites."""

    NEW = "new"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    DISAGREES = "disagrees"
    CITED = "cited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing question: a query with filters, or with an `answer_id` the question of an answer that was given.

    `seen` is the number of the last arrival it was asked of. `known` is what it knows of an answer's citations.
    `filters` are as JSON. `created_at` is ISO 8601 in UTC.
    """

    watch_id: str
    created_at: str
    query: str
    matching: Matching = Matching.MEANING
    filters: Mapping[str, Any] = field(default_factory=dict)
    answer_id: str | None = None
    seen: int = 0
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a watch noticed: the words `[start, end)` of a version, none where both are 0.

    `copies` are ids of other articles that print the story. `citation` is the number of the citation that it is of, in
    the answer watched. `serial` is given by the store.
    """

    kind: Noticed
    article_id: str
    version: int
    start: int = 0
    end: int = 0
    copies: tuple[str, ...] = ()
    citation: int | None = None
    watch_id: str = ""
    noticed_at: str = ""
    read: bool = False
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version that came into searches; `serial` counts arrivals."""

    serial: int
    article_id: str
    version: int


class WatchStore(Protocol):
    """Keeps watches, their notices and what has arrived. Safe to share between threads."""

    def add(self, watch: Watch) -> None:
        """Keep a watch."""

    def watch(self, watch_id: str) -> Watch:
        """The watch with that id.

        Raises:
            NotFoundError: no such watch.
        """

    def watches(self) -> tuple[Watch, ...]:
        """All watches, in the order in which they were added."""

    def remove(self, watch_id: str) -> None:
        """Forget a watch and its notices.

        Raises:
            NotFoundError: no such watch.
        """

    def arrived(self, versions: Collection[tuple[str, int]]) -> int:
        """Count those of the versions, by article and number, that were not there before; the last arrival's serial."""

    def arrivals(self, after: int) -> tuple[Arrival, ...]:
        """What arrived after the arrival with that serial, in order."""

    def settle(
        self,
        before: Watch,
        *,
        seen: int,
        known: Sequence[str],
        notices: Sequence[Notice],
        copies: Mapping[int, Sequence[str]],
    ) -> bool:
        """Keep, all at once, what a watch found out: how far it looked, its notices, and more copies of earlier ones.

        Nothing is kept, and the answer is false, where somebody else has settled or removed the watch meanwhile.
        """

    def notices(self, watch_id: str | None = None, *, limit: int = 100) -> tuple[Notice, ...]:
        """The latest notices, of one watch or of all, newest first."""

    def unread(self) -> Mapping[str, int]:
        """How many notices of each watch were not marked as read; watches without any are left out."""

    def mark_read(self, watch_id: str, through: int | None = None) -> int:
        """Mark a watch's notices as read, up to that serial or all; how many were not.

        Raises:
            NotFoundError: no such watch.
        """

"""Copies in the record: signatures of texts, pairs found alike, who tells one story, and how each differs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from archive.model import Version

SURE = 0.5
"""The share of the shorter text that stands in the longer from which two texts are copies of one."""

MAYBE = 0.35
"""From here on they are copies where they mean the same as well, by their vectors; below, they only share words."""

SAME_MEANING = 0.985
"""The cosine of two texts' vectors from which they mean the same: reports printed from one form reached 0.979."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is kept of the text of an article's version in force.

    `numbers` are those of its MinHash signature, 32 bits each, the low byte first; empty for a text too short to be
    compared. `runs` is how many runs of words it has, `minute` when it was published,
    counted from 1970 in UTC; a day without a time begins with its midnight.
    """

    article_id: str
    version: int
    minute: int | None
    runs: int
    numbers: bytes


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that were found alike, `one < other`.

    `share` is how much of the shorter text stands in the longer; `cosine` compares their vectors, where that decides
    and they have some.
    """

    one: str
    other: str
    share: float
    cosine: float | None = None

    @property
    def are_copies(self) -> bool:
        """Whether one is a copy of the other."""
        return self.share >= SURE or (self.cosine is not None and self.cosine >= SAME_MEANING)


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Byline(StrEnum):
    """What became of a byline in a copy."""

    SAME = "same"
    REPLACED = "replaced"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a copy stands to the article that it is told of: the first of its story, or the most alike that led to it.

    `kept` is the share of that article's words that stand in the copy, `own` the share of the copy's that stand there.
    `cut` counts the paragraphs left out and `added` the copy's own; `moved` says that their order has changed.
    """

    article_id: str
    version: int
    kept: float
    own: float
    cut: int
    added: int
    moved: bool
    headline_changed: bool
    byline: Byline

    def told(self, label: str) -> str:
        """In a sentence, with a name for the other article: "92% of AP 0417, headline changed, two paragraphs cut"."""
        whole = min(self.kept, self.own) >= 1
        said = [f"the words of {label}" if whole else f"{int(self.kept * 100)}% of {label}"]
        if self.headline_changed:
            said.append("headline changed")
        if self.byline is not Byline.SAME:
            said.append(f"byline {self.byline}")
        said += [f"{_paragraphs(count)} {deed}" for count, deed in ((self.cut, "cut"), (self.added, "added")) if count]
        if self.moved:
            said.append("order changed")
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Member:
    """An article, as version `version`, that tells a story; `story_id` is the id of the first article of the story.

    `likeness` is to another of the story, `None` for the first itself.
    """

    article_id: str
    version: int
    story_id: str
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Articles to be looked at, each once, and the `serial` up to which that is all."""

    serial: int
    article_ids: tuple[str, ...]


class CopyRecord(Protocol):
    """Keeps what is known of copies. Only current articles have signatures, pairs and stories.

    It remembers what is to be done: articles whose text may be another than the one that was compared, and then those
    whose stories may be others than those told.
    """

    def due(self, *, compared: bool) -> Due:
        """The articles that are to be compared with others, or those that were and are to be told, in order of id."""

    def compared(self, serial: int) -> None:
        """What was due to be compared, up to that serial, is due to be told."""

    def outdated(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Those of the articles whose signature is of a version not in force, or that are not current."""

    def unsigned(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Those of the articles that are current and have no signature, in order of arrival."""

    def versions(self, article_ids: Collection[str]) -> dict[str, Version]:
        """The versions in force of those of the articles that are current, by id, without their photographs."""

    def signatures(self, article_ids: Collection[str] | None = None) -> Iterator[Signature]:
        """Every signature, or those of the articles; by the article's id."""

    def near(self, signed: Sequence[Signature], minutes: int) -> Iterator[Signature]:
        """The signatures with a band, two neighbouring numbers, of one of these, published so near to it or undated.

        All that are kept may be among them: where that is quicker, no band is looked up.
        """

    def pairs(self, article_ids: Collection[str] | None = None) -> tuple[Pair, ...]:
        """Every pair that was found alike, or those that an article of these is one of; in order."""

    def doubtful(self) -> tuple[Pair, ...]:
        """The pairs that words leave undecided, in order."""

    def drop(self, article_ids: Collection[str]) -> None:
        """Forget the signatures, pairs and stories of articles; what told a story with one is due to be told."""

    def keep(self, signatures: Iterable[Signature], pairs: Iterable[Pair]) -> None:
        """Keep new signatures, and pairs in the place of what was known of them; what is in these is due to be told."""

    def members(self) -> dict[str, Member]:
        """Everything that tells a story which another article tells as well, by its id."""

    def told(self) -> dict[str, str]:
        """The ids of the stories of these articles, by the articles' ids."""

    def tell(self, members: Iterable[Member], gone: Collection[str], serial: int = 0) -> None:
        """Put these in the place of what was known of their articles; those gone tell a story alone.

        What was due to be told, up to the serial, is so no longer.
        """

    def stories(self, article_ids: Collection[str]) -> Mapping[str, tuple[Member, ...]]:
        """Of those of the articles that are copies, by id: everything that tells the same story, the first first."""

    def count(self) -> int:
        """How many stories are told by more than one article."""


def story_ids(record: CopyRecord, article_ids: Collection[str]) -> dict[str, str]:
    """The id of the story that each of these articles tells: its own id, where no other article tells it."""
    told = record.stories(article_ids)
    return {each: told[each][0].story_id if each in told else each for each in article_ids}


def _paragraphs(count: int) -> str:
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else count} paragraph{'' if count == 1 else 's'}"

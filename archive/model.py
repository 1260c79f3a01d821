"""The words of the house: articles, their versions, the parts of a version's text, photographs, files.

All values are frozen and know nothing of storage. Offsets count Unicode code points (Python `str` indices) into
`Version.text`, the one text that passages and citations are cut from.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of a version's text is."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    NOTE = "note"
    """A correction, clarification or update note that the paper printed with the article."""


@dataclass(frozen=True, slots=True)
class NewsDate:
    """A date as the paper gave it, to the precision it gave, and where it was read from.

    `iso` is ISO 8601: `2020-02-11`, or `2020-02-11T09:30:00+01:00` with the zone kept when one was given.
    """

    iso: str
    read_from: str = ""

    def __post_init__(self) -> None:
        datetime.fromisoformat(self.iso)

    @property
    def day(self) -> date:
        """The calendar day in the date's own time zone: the day the paper would print."""
        return datetime.fromisoformat(self.iso).date()

    @property
    def moment(self) -> datetime:
        """The moment in UTC; a day begins with its midnight, and what has no zone is taken to be in UTC."""
        found = datetime.fromisoformat(self.iso)
        try:
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except OverflowError:  # within a zone's hours of the first or the last day of the calendar
            return found.replace(tzinfo=UTC)

    def certainly_before(self, other: "NewsDate") -> bool:
        """Whether this is before the other: to the second where both give time and zone, else by day."""
        first, second = datetime.fromisoformat(self.iso), datetime.fromisoformat(other.iso)
        if first.tzinfo is not None and second.tzinfo is not None:
            return first < second
        return self.day < other.day

    def __str__(self) -> str:
        return self.iso


class PubStatus(StrEnum):
    """What a publisher allows to be done with an item, in IPTC's words; a killed one is `CANCELED`."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Signal(StrEnum):
    """Why a publisher sent a version, as the item itself says."""

    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True)
class Link:
    """Another item that this one names: how it is related, its identity or address, and its title where given.

    `relation` is the format's own word: `package`, `related`, `translationof`, `seealso`.
    """

    relation: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch `[start, end)` of a version's text and what it is; a caption names its photograph."""

    kind: Kind
    start: int
    end: int
    photo_id: str | None = None


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The stretch `[start, end)` of a version's text that stood on page `number` (from 1) of its file.

    `ocr` is how sure text recognition was of it, from 0 to 1, 0 where it does not say, `None` where the file itself
    holds the text; `quality` how much of it reads like writing, from 0 to 1, `None` where there is too little to tell.
    """

    number: int
    start: int
    end: int
    ocr: float | None = None
    quality: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photograph as it appears with one version: its caption is `version.text[start:end]`.

    `photo_id` is the same wherever the same caption appears, so one photograph can have several appearances.
    `path` is the picture file that was there at ingest; of one inside an archive, `wires.zip!2024/quay.jpg`.
    """

    photo_id: str
    article_id: str
    version: int
    start: int
    end: int
    caption: str
    headline: str | None = None
    byline: str | None = None
    credit: str | None = None
    rights: str | None = None
    place: str | None = None
    city: str | None = None
    country: str | None = None
    taken: NewsDate | None = None
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a paper says about an article beside its text; `None` or empty where it does not say.

    `subheads` stand in the body as well. `embargo` is the time before which the item may not be published,
    `version_label` the publisher's own number of this version, `urgency` from 1 (most urgent) to 9. `subjects` are
    names or codes of a publisher's own list; `keywords` are free words.
    """

    subheads: tuple[str, ...] = ()
    byline: str | None = None
    source: str | None = None
    section: str | None = None
    dateline: str | None = None
    published: NewsDate | None = None
    updated: NewsDate | None = None
    created: NewsDate | None = None
    embargo: NewsDate | None = None
    language: str | None = None
    url: str | None = None
    rights: str | None = None
    pub_status: PubStatus | None = None
    signals: tuple[Signal, ...] = ()
    version_label: str | None = None
    urgency: int | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article, as ingested; never changed afterwards.

    `parts` are in order, do not overlap, and leave only white space between them. `number` counts from 1 in order
    of arrival. `digest` identifies text and metadata together.
    """

    article_id: str
    number: int
    text: str
    parts: tuple[Part, ...]
    metadata: Metadata
    digest: str
    ingested_at: str
    photos: tuple[Photo, ...] = ()
    pages: tuple[PageSpan, ...] = ()

    @property
    def headline(self) -> str:
        """The headline, or the first words of the text where the paper printed none."""
        for part in self.parts:
            if part.kind is Kind.HEADLINE:
                return self.text[part.start : part.end]
        opening = self.text.split("\n", 1)[0]
        return opening if len(opening) <= 80 else opening[:79].rsplit(" ", 1)[0] + "…"

    def pages_of(self, start: int, end: int) -> tuple[int, ...]:
        """The page numbers that `[start, end)` touches, ascending; empty for a text without pages."""
        return tuple(page.number for page in self.pages if page.start < end and start < page.end)

    def ocr_of(self, start: int, end: int) -> float | None:
        """The lowest confidence of recognised pages that `[start, end)` touches; `None` where none was recognised."""
        touched = [page.ocr for page in self.pages if page.start < end and start < page.end]
        return min((each for each in touched if each is not None), default=None)


class Status(StrEnum):
    """Whether an article is in the archive's searches; one that is not still resolves old citations.

    A withdrawn one stands in no file any more, a killed one was taken back by its publisher, and a withheld one may
    not be shown at all until its publisher releases it.
    """

    CURRENT = "current"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Article:
    """An article and all its versions, ascending by number; `current` is the number of the one in force."""

    article_id: str
    identity: str
    status: Status
    current: int
    versions: tuple[Version, ...]

    @property
    def in_force(self) -> Version:
        """The version in force."""
        return next(version for version in self.versions if version.number == self.current)

    def version(self, number: int | None = None) -> Version | None:
        """The version with that number, or the one in force; `None` where there is no such version."""
        wanted = self.current if number is None else number
        return next((version for version in self.versions if version.number == wanted), None)


class Outcome(StrEnum):
    """How a file ended: as articles, with some parts unread, as other files, unread, or of a type that is not read."""

    READ = "read"
    PARTLY_READ = "partly read"
    OPENED = "opened"
    """It holds no article itself; the files inside it are files of their own."""
    FAILED = "failed"
    SKIPPED = "skipped"


class Weight(StrEnum):
    """What a problem means for its file: something in it was lost, was no news, or is only to be known."""

    LOSS = "loss"
    NO_NEWS = "no news"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be said of how a file was read: the reason in a sentence, where known the place, and what it means.

    Only a loss makes a file fail or be partly read.
    """

    reason: str
    where: str | None = None
    weight: Weight = Weight.LOSS

    @property
    def is_loss(self) -> bool:
        """Whether something could not be read."""
        return self.weight is Weight.LOSS


@dataclass(frozen=True, slots=True)
class Appearance:
    """The record at `position` (from 0) of the file at `path` is version `number` of the article."""

    path: str
    position: int
    article_id: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file that was given to ingest and how it ended; `sha256` is of its bytes."""

    path: str
    sha256: str
    size: int
    reader: str | None
    outcome: Outcome
    ingested_at: str
    problems: tuple[Problem, ...] = ()
    appearances: tuple[Appearance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPhoto:
    """A photograph as a reader found it: the caption text and what stood with it."""

    caption: str
    headline: str | None = None
    byline: str | None = None
    credit: str | None = None
    rights: str | None = None
    place: str | None = None
    city: str | None = None
    country: str | None = None
    taken: NewsDate | None = None
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """How well page `number` could be read: `ocr` and `quality` as in `PageSpan`."""

    number: int
    ocr: float | None = None
    quality: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader found in a file: one article or picture, not yet compared with the record.

    `identity` is the format's own mark of identity (a guid, a canonical URL), or `None` when the file gives none;
    `evolved_from` are identities of items that this one continues under a new identity.
    `page_starts` maps page numbers to offsets into `body`: `((1, 0), (2, 1873), …)`, ascending.
    """

    headline: str = ""
    body: str = ""
    notes: tuple[str, ...] = ()
    photos: tuple[DraftPhoto, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    identity: str | None = None
    evolved_from: tuple[str, ...] = ()
    page_starts: tuple[tuple[int, int], ...] = ()
    page_readings: tuple[PageReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the record holds."""

    articles: int
    versions: int
    photos: int
    files: int
    failed_files: int


def text_of_kind(version: Version, kinds: Iterable[Kind]) -> str:
    """The version's parts of those kinds, in order, joined by blank lines."""
    wanted = set(kinds)
    return "\n\n".join(version.text[part.start : part.end] for part in version.parts if part.kind in wanted)

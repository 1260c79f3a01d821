"""An article in, how its versions stand out: what came after each, when it held, what the paper said of it since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.errors import NotFoundError
from archive.model import Article, NewsDate, PubStatus, Signal, Status, Version
from archive.notices import Notice, notices_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader of a version should know: the version that replaced it, a kill, and what the paper said of it.

    `notices` are those of this version and of all later ones, in order; corrections and retractions of the story
    stand there even where the later version is the one that prints them.
    """

    superseded_by: int | None = None
    killed: bool = False
    notices: tuple[Notice, ...] = ()


PLAIN = Standing()
"""The standing of a version that is in force and of which nothing was said."""


@dataclass(frozen=True, slots=True)
class Held:
    """A version and the time `[since, until)` in which it was the article; `until` is `None` for the last."""

    version: Version
    since: datetime
    until: datetime | None


def later(one: Version, other: Version) -> bool:
    """Whether one version is certainly later than the other, by the publisher's number of it or else its dates."""
    mine, theirs = _label(one), _label(other)
    if mine is not None and theirs is not None and mine != theirs:
        return mine > theirs
    first, second = stamp(one), stamp(other)
    return first is not None and second is not None and second.certainly_before(first)


def stamp(version: Version) -> NewsDate | None:
    """The date that the publisher gave for the version: of its update, else of publication."""
    return version.metadata.updated or version.metadata.published


def in_order(article: Article) -> tuple[Version, ...]:
    """The versions from the oldest to the one in force: by the publisher's signals, by arrival where it has none."""
    ordered: list[Version] = []
    for version in article.versions:
        place = len(ordered)
        while place and later(ordered[place - 1], version):
            place -= 1
        ordered.insert(place, version)
    # What stands in the files in force may be dated before what it replaced.
    return tuple(sorted(ordered, key=lambda version: version.number == article.current))


def status_of(version: Version) -> Status:
    """How an article stands whose version in force this is, going by what its publisher allows.

    A version withheld until a given time is held back by that time, not for good.
    """
    said = version.metadata
    if said.pub_status is PubStatus.CANCELED or Signal.RETRACTION in said.signals:
        return Status.KILLED
    return Status.WITHHELD if said.pub_status is PubStatus.WITHHELD and said.embargo is None else Status.CURRENT


def history(article: Article) -> tuple[Held, ...]:
    """When each version was the article, in order and without overlap; empty where its publisher allows none.

    A version begins at the time its publisher dates it: the update, for the oldest the publication. Where there is no
    such date, and where that is later than its arrival here, it begins with its arrival. Never before its embargo.
    At any time the article is the latest version that has begun. What was killed or is withheld never was, nor was
    anything that a kill took back.
    """
    if article.status is not Status.CURRENT:
        return ()
    found: list[Held] = []
    until: datetime | None = None
    versions = _allowed(in_order(article))
    for version in reversed(versions):
        begins = _begins(version, first=version is versions[0])
        if until is None or begins < until:
            found.append(Held(version, begins, until))
            until = begins
    return tuple(reversed(found))


def standing(article: Article, number: int) -> Standing:
    """How version `number` of the article stands."""
    ordered = in_order(article)
    place = next((place for place, version in enumerate(ordered) if version.number == number), len(ordered))
    notices = _each_once(notice for version in ordered[place:] for notice in notices_of(version))
    killed = article.status is Status.KILLED or any(status_of(version) is Status.KILLED for version in ordered[place:])
    return Standing(None if number == article.current else article.current, killed, notices)


def _each_once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Those that say the same in the same words only where they stand first: a later version prints them again."""
    found: dict[object, Notice] = {}
    for each in notices:
        found.setdefault((each.kind, " ".join(each.text.split())) if each.text else each, each)
    return tuple(found.values())


def released(article: Article, now: datetime) -> Article:
    """The article as it may be shown: without versions that are withheld or under embargo at that time.

    Raises:
        NotFoundError: no version may be shown yet.
    """
    if article.status is Status.WITHHELD:
        raise NotFoundError(f"article {article.article_id} is withheld by its publisher; ask again when it is released")
    shown = tuple(version for version in in_order(article) if not _is_held_back(version, now))
    if not shown:
        until = min(str(version.metadata.embargo) for version in article.versions)
        raise NotFoundError(f"article {article.article_id} is under embargo; ask again after {until}")
    by_number = tuple(sorted(shown, key=lambda version: version.number))
    return Article(article.article_id, article.identity, article.status, shown[-1].number, by_number)


def _is_held_back(version: Version, now: datetime) -> bool:
    embargo = version.metadata.embargo
    return status_of(version) is Status.WITHHELD or (embargo is not None and embargo.moment > now)


def _allowed(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Those after the last kill, without those that are withheld."""
    killed = [place for place, version in enumerate(versions) if status_of(version) is Status.KILLED]
    rest = versions[killed[-1] + 1 :] if killed else versions
    return tuple(version for version in rest if status_of(version) is Status.CURRENT)


def _begins(version: Version, *, first: bool) -> datetime:
    arrived = NewsDate(version.ingested_at).moment
    dated = version.metadata.updated or (version.metadata.published if first else None)
    begins = arrived if dated is None else min(dated.moment, arrived)
    embargo = version.metadata.embargo
    return begins if embargo is None else max(begins, embargo.moment)


def _label(version: Version) -> tuple[int, ...] | None:
    """The publisher's number of a version, as numbers: `3`, `2.10`; `None` for a label that is no number."""
    pieces = list(_pieces(version.metadata.version_label or ""))
    return tuple(map(int, pieces)) if pieces and all(piece.isdecimal() for piece in pieces) else None


def _pieces(label: str) -> Iterator[str]:
    yield from (label.strip().split(".") if label.strip() else ())

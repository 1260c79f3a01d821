"""Small archives for the tests of the index: versions in, a generation out, and what filters mean in plain Python."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from archive.bylines import authors_of
from archive.copies import SURE, CopyRecord, Due, Member, Pair, Signature
from archive.dates import DateField, dateline_date
from archive.folding import person_key
from archive.model import Appearance, Article, Draft, Kind, Metadata, NewsDate, Status, Version
from archive.store import RecordStore
from index.embedder import Embedder
from index.faiss_vectors import FaissFormat
from index.filters import Filters
from index.generation import Formats, Generation, generations_folder, open_generation
from index.rebuild import Progress, RebuildReport, rebuild
from index.tantivy_keywords import TantivyFormat
from ingest.compose import compose

FORMATS = Formats(vectors=FaissFormat(), keywords=TantivyFormat())
ARRIVED = "2024-06-08T06:00:00+00:00"


class ShelfCopies:
    """As much of what a record knows of copies as a rebuild asks for: all articles are new, and none ever changes."""

    def __init__(self, in_force: dict[str, Version]) -> None:
        self._in_force = in_force
        self._signatures: dict[str, Signature] = {}
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._members: dict[str, Member] = {}
        self._untold = True

    def due(self, *, compared: bool) -> Due:
        return Due(1, tuple(sorted(self._in_force))) if self._untold else Due(0, ())

    def compared(self, serial: int) -> None:
        pass

    def outdated(self, article_ids: Collection[str]) -> tuple[str, ...]:
        return ()

    def unsigned(self, article_ids: Collection[str]) -> tuple[str, ...]:
        return tuple(each for each in article_ids if each not in self._signatures)

    def versions(self, article_ids: Collection[str]) -> dict[str, Version]:
        return {each: self._in_force[each] for each in article_ids}

    def signatures(self, article_ids: Collection[str] | None = None) -> Iterator[Signature]:
        return iter(sorted(self._signatures.values(), key=lambda each: each.article_id))

    def near(self, signed: Sequence[Signature], minutes: int) -> Iterator[Signature]:
        return self.signatures()

    def pairs(self, article_ids: Collection[str] | None = None) -> tuple[Pair, ...]:
        return tuple(self._pairs[key] for key in sorted(self._pairs))

    def doubtful(self) -> tuple[Pair, ...]:
        return tuple(each for each in self.pairs() if each.share < SURE)

    def drop(self, article_ids: Collection[str]) -> None:
        assert not article_ids

    def keep(self, signatures: Iterable[Signature], pairs: Iterable[Pair]) -> None:
        self._signatures |= {each.article_id: each for each in signatures}
        self._pairs |= {(each.one, each.other): each for each in pairs}

    def members(self) -> dict[str, Member]:
        return dict(self._members)

    def told(self) -> dict[str, str]:
        return {key: each.story_id for key, each in self._members.items()}

    def count(self) -> int:
        return len(set(self.told().values()))

    def tell(self, members: Iterable[Member], gone: Collection[str], serial: int = 0) -> None:
        self._untold = False
        self._members = {key: each for key, each in self._members.items() if key not in gone}
        self._members |= {each.article_id: each for each in members}

    def stories(self, article_ids: Collection[str]) -> Mapping[str, tuple[Member, ...]]:
        asked = {each: self._members[each].story_id for each in article_ids if each in self._members}
        return {
            key: tuple(each for each in self._members.values() if each.story_id == story)
            for key, story in asked.items()
        }


class Shelf:
    """As much of a record as a rebuild reads: articles in order of their first versions, the last one in force."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self.versions = list(versions)
        self.copies: CopyRecord = ShelfCopies({each.article_id: each for each in self.versions})

    def mark(self) -> str:
        return "of no record"

    def changed_since(self, mark: str) -> None:
        """Each shelf is another record: what is built from it is built whole."""

    def current_articles(self) -> Iterator[Article]:
        of: dict[str, list[Version]] = {}
        for version in self.versions:
            of.setdefault(version.article_id, []).append(version)
        for name, found in of.items():
            yield Article(name, name, Status.CURRENT, found[-1].number, tuple(found))

    def appearances(self, article_id: str) -> tuple[Appearance, ...]:
        """Each article lies in a file of its own, the third of every three in two."""
        number = next(each.number for each in self.versions if each.article_id == article_id)
        return tuple(Appearance(path, 0, article_id, number, "") for path in files_of(article_id))


def files_of(article_id: str) -> tuple[str, ...]:
    """Where an article lies: a folder by its id's last sign, and for some a second file."""
    first = f"/press/{article_id[-1]}/{article_id}.md"
    return (first, f"/wire/Été/{article_id}.xml") if article_id[-1] in "258" else (first,)


def article(
    article_id: str,
    body: str = "",
    *,
    number: int = 1,
    headline: str = "",
    published: str | None = None,
    **metadata: str,
) -> Version:
    """A version made as ingest makes them."""
    dates = {name: NewsDate(metadata.pop(name)) for name in ("updated", "created", "embargo") if name in metadata}
    date = NewsDate(published) if published else None
    draft = Draft(headline=headline, body=body, metadata=Metadata(published=date, **metadata, **dates))
    return compose(draft).as_version(article_id, number, ARRIVED)


def built(
    versions: Iterable[Version], data: Path, embedder: Embedder, progress: Progress | None = None
) -> RebuildReport:
    """Rebuild the index of a data folder from these versions."""
    return rebuild(cast(RecordStore, Shelf(versions)), data, embedder, FORMATS, progress)


def opened(data: Path, report: RebuildReport) -> Generation:
    return open_generation(generations_folder(data) / report.generation, FORMATS)


def meets(version: Version, kind: Kind, filters: Filters, photo_id: str | None = None) -> bool:
    """Whether a passage of that kind, of a caption that of the photograph, meets the filters."""
    metadata = version.metadata
    day = day_of(version, photo_id, filters.date_field)
    return (
        _named(metadata.source, filters.sources)
        and _named(metadata.section, filters.sections)
        and _whole(metadata.language, filters.languages)
        and (not filters.kinds or kind in filters.kinds)
        and (
            not filters.files
            or any(_lies_in(path, each) for path in files_of(version.article_id) for each in filters.files)
        )
        and (not filters.bylines or any(_written_by(version, value) for value in filters.bylines))
        and (filters.date_from is None or (day is not None and day >= filters.date_from))
        and (filters.date_to is None or (day is not None and day <= filters.date_to))
        and not (filters.undated and day is not None)
    )


def day_of(version: Version, photo_id: str | None, field: DateField) -> date | None:
    """The day of that date of a passage, in the zone that it was given in."""
    said = version.metadata
    found = {
        DateField.PUBLISHED: said.published,
        DateField.UPDATED: said.updated,
        DateField.CREATED: said.created,
        DateField.TAKEN: next((photo.taken for photo in version.photos if photo.photo_id == photo_id), None),
        DateField.DATELINE: dateline_date(said.dateline, said.published),
        DateField.INGESTED: NewsDate(version.ingested_at),
    }[field]
    return date.fromisoformat(found.iso[:10]) if found else None


def standing_at(versions: Iterable[Version], as_of: date | None) -> set[tuple[str, int]]:
    """Article and number of each version that is the article at the end of that day, or now: the last that has begun.

    The versions of an article are given in their order.
    """
    now = datetime.now(UTC)
    moment = now if as_of is None else min(now, datetime(as_of.year, as_of.month, as_of.day, 23, 59, tzinfo=UTC))
    return set({version.article_id: version.number for version in versions if _begins(version) <= moment}.items())


def indexed(versions: Iterable[Version]) -> list[Version]:
    """The versions that are the article at some time: not those that a later one overtook before they began."""
    found = list(versions)
    return [
        each
        for each in found
        if not any(
            other.article_id == each.article_id and other.number > each.number and _begins(other) <= _begins(each)
            for other in found
        )
    ]


def _begins(version: Version) -> datetime:
    said = version.metadata
    dated = said.updated or (said.published if version.number == 1 else None)
    arrived = _moment(version.ingested_at)
    begins = min(_moment(dated.iso), arrived) if dated else arrived
    return max(begins, _moment(said.embargo.iso)) if said.embargo else begins


def _moment(iso: str) -> datetime:
    found = datetime.fromisoformat(iso)
    if found.year in (1, 9999):  # no zone can be taken off the ends of the calendar
        return found.replace(tzinfo=UTC)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _written_by(version: Version, wanted: str) -> bool:
    """Whether the byline, or the name of somebody who wrote it, holds the words, also with the last name first."""
    lines = [version.metadata.byline or "", *authors_of(version)]
    last, comma, first = wanted.partition(",")
    asked = [wanted, *([f"{first} {last}"] if comma else [])]
    return any(
        _runs(line, each) or _runs(person_key(line), person_key(each) or "?") for line in lines for each in asked
    )


def _whole(value: str | None, wanted: Iterable[str]) -> bool:
    wanted = list(wanted)
    return not wanted or (value is not None and _plain(value) in [_plain(each) for each in wanted])


def _named(value: str | None, wanted: Iterable[str]) -> bool:
    """Whether the letters and digits are those of one that is wanted, without "The" before them."""
    wanted = list(wanted)
    return not wanted or (value is not None and _letters(value) in [_letters(each) for each in wanted])


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, _plain(name).removeprefix("the ").replace("&", " and ")))


def _lies_in(path: str, wanted: str) -> bool:
    """Whether the steps wanted are steps of the path, one after the other."""
    steps, run = _plain(path).strip("/").split("/"), _plain(wanted).strip("/").split("/")
    return any(steps[start : start + len(run)] == run for start in range(len(steps)))


def _runs(byline: str, wanted: str) -> bool:
    """Whether the words wanted stand in the byline, one after the other."""
    words, run = _words(byline), _words(wanted)
    return bool(run) and any(words[start : start + len(run)] == run for start in range(len(words)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return " ".join("".join(each for each in decomposed if unicodedata.category(each) != "Mn").split())


def _words(text: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in _plain(text)).split()

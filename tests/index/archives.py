"""Small archives for the tests of the index: versions in, a generation out, and what filters mean in plain Python."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from archive.model import Draft, Kind, Metadata, NewsDate, Version
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


class Shelf:
    """As much of a record as a rebuild reads: versions in order."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self.versions = list(versions)

    def current_versions(self) -> Iterator[Version]:
        yield from self.versions


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
    date = NewsDate(published) if published else None
    draft = Draft(headline=headline, body=body, metadata=Metadata(published=date, **metadata))
    return compose(draft).as_version(article_id, number, ARRIVED)


def built(
    versions: Iterable[Version], data: Path, embedder: Embedder, progress: Progress | None = None
) -> RebuildReport:
    """Rebuild the index of a data folder from these versions."""
    return rebuild(cast(RecordStore, Shelf(versions)), data, embedder, FORMATS, progress)


def opened(data: Path, report: RebuildReport) -> Generation:
    return open_generation(generations_folder(data) / report.generation, FORMATS)


def meets(version: Version, kind: Kind, filters: Filters) -> bool:
    """Whether a passage of that kind meets the filters."""
    metadata = version.metadata
    day = metadata.published.day if metadata.published else None
    return (
        _whole(metadata.source, filters.sources)
        and _whole(metadata.section, filters.sections)
        and _whole(metadata.language, filters.languages)
        and (not filters.kinds or kind in filters.kinds)
        and (not filters.bylines or any(_runs(metadata.byline or "", value) for value in filters.bylines))
        and (filters.date_from is None or (day is not None and day >= filters.date_from))
        and (filters.date_to is None or (day is not None and day <= filters.date_to))
    )


def _whole(value: str | None, wanted: Iterable[str]) -> bool:
    wanted = list(wanted)
    return not wanted or (value is not None and _plain(value) in [_plain(each) for each in wanted])


def _runs(byline: str, wanted: str) -> bool:
    """Whether the words wanted stand in the byline, one after the other."""
    words, run = _words(byline), _words(wanted)
    return bool(run) and any(words[start : start + len(run)] == run for start in range(len(words)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return " ".join("".join(each for each in decomposed if unicodedata.category(each) != "Mn").split())


def _words(text: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in _plain(text)).split()

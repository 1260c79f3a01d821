"""A small archive of our own making for the tests of answering."""

from collections.abc import Iterable
from pathlib import Path

from archive.model import Draft, DraftPhoto, Metadata, NewsDate, Version
from archive.sql_store import SqlStore
from index import material
from index.embedder import HashEmbedder
from index.generation import Formats
from index.hits import Passage
from index.passages import Cut
from index.rebuild import rebuild
from ingest.compose import compose
from tests.records import record_at

FERRY = Draft(
    headline="Ferry company halts crossings after storm",
    body=(
        "The Marlow ferry company stopped all crossings on Friday after waves damaged its pier.\n\n"
        "“We will not sail until the pier is safe,” said Dana Whitlock, the company's director. “That is "
        "my promise to every passenger. I will not break it.”\n\n"
        "More than 240 passengers were stranded on Isle Brand. Repairs will cost 1.8 million crowns.\n\n"
        "The mayor, Otto Lind, had no comment. She laughed."
    ),
    notes=("Correction: An earlier version said 420 passengers were stranded. It was 240.",),
    photos=(DraftPhoto(caption="Waves strike the Marlow pier on March 3, 2021. IDA ROSS/Coast Press"),),
    metadata=Metadata(source="Coast Press", published=NewsDate("2021-03-05"), byline="Ida Ross"),
)
PIER = Draft(
    headline="Pier to reopen in May",
    body=(
        "The pier at Marlow will reopen on May 14, 2021, the harbour board said.\n\n"
        "Ferry tickets will cost 12 crowns, the Inland Herald reported. A new ramp is planned."
    ),
    metadata=Metadata(source="Inland Herald", published=NewsDate("2021-04-20")),
)


def version_of(draft: Draft, article_id: str) -> Version:
    return compose(draft).as_version(article_id, 1, "2024-01-01T00:00:00+00:00")


def store_with(folder: Path, drafts: Iterable[tuple[str, Draft]]) -> SqlStore:
    store = record_at(folder / "record.sqlite")
    for article_id, draft in drafts:
        store.add_version(version_of(draft, article_id), identity=article_id)
    return store


def build(store: SqlStore, folder: Path, formats: Formats) -> None:
    rebuild(store, folder, HashEmbedder(), formats)


def passage_of(version: Version, words: str) -> Passage:
    """A passage of the body that is exactly these words."""
    start = version.text.index(words)
    part = next(part for part in version.parts if part.start <= start < part.end)
    return material.passage_of(version, Cut(part.kind, start, start + len(words), part.photo_id, embedded=words))

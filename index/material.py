"""Articles in, what a part of an index is made of out: passages and, for each, the text that is embedded for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.bylines import authors_of
from archive.dates import DateField, dates_of
from archive.model import Article, Version
from archive.standing import history
from archive.store import RecordStore
from index.columns import minute_of
from index.embedder import Embedder
from index.hits import FOREVER, Passage
from index.passages import Cut, cut


@dataclass(frozen=True, slots=True)
class Material:
    """Passages, those of an article together and in order, and their texts in the same order."""

    passages: list[Passage]
    texts: list[str]

    @property
    def articles(self) -> int:
        """How many articles the passages are of."""
        return len({passage.article_id for passage in self.passages})


def material_of(articles: Iterable[Article], store: RecordStore, embedder: Embedder) -> Material:
    """Every passage of every version that may be shown at some time, with the time in which it was the article."""
    passages, texts = [], []
    for held in (held for article in articles for held in history(article)):
        since, until = minute_of(held.since), FOREVER if held.until is None else minute_of(held.until)
        files = _files(store, held.version.article_id)
        for piece in cut(held.version, embedder.count_tokens, embedder.capacity):
            passages.append(replace(passage_of(held.version, piece), since=since, until=until, files=files))
            texts.append(piece.embedded)
    return Material(passages, texts)


def _files(store: RecordStore, article_id: str) -> str | None:
    """The paths of the files that hold an article, a line each."""
    return "\n".join(dict.fromkeys(each.path for each in store.appearances(article_id))) or None


def passage_of(version: Version, piece: Cut) -> Passage:
    """The passage that a cut of a version becomes."""
    metadata = version.metadata
    return Passage(
        passage_id=f"{version.article_id}.{version.number}.{piece.start}",
        article_id=version.article_id,
        version=version.number,
        kind=piece.kind,
        start=piece.start,
        end=piece.end,
        text=version.text[piece.start : piece.end],
        headline=version.headline,
        source=metadata.source,
        section=metadata.section,
        byline=metadata.byline,
        published=metadata.published.iso if metadata.published else None,
        language=metadata.language,
        photo_id=piece.photo_id,
        pages=version.pages_of(piece.start, piece.end),
        authors=authors_of(version, piece.photo_id),
        dates=tuple(
            (each.field.value, each.date.iso)
            for each in dates_of(version, piece.photo_id)
            if each.field is not DateField.PUBLISHED
        ),
    )

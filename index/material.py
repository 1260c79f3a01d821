"""Articles in, what a part of an index is made of out: passages and, for each, the text that is embedded for it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from archive.bylines import authors_of
from archive.dates import DateField, dates_of
from archive.model import Article, Kind, Version
from archive.standing import history
from archive.store import RecordStore
from index.columns import minute_of
from index.embedder import Embedder
from index.hits import FOREVER, Passage
from index.passages import Cut, cut
from index.spool import Spool, Spooled

_FIELDS = tuple(field.name for field in fields(Passage) if field.name != "text")


@dataclass(frozen=True, slots=True)
class Material:
    """Passages, those of an article together and in order, and their texts in the same order.

    `articles` has the places of each article's passages. Passages and texts lie on the disk, and are read when they
    are asked for: those of a million passages would take gigabytes of memory.
    """

    passages: Sequence[Passage]
    texts: Sequence[str]
    articles: Mapping[str, range]


def material_of(
    articles: Iterable[Article], store: RecordStore, embedder: Embedder, folder: Path | None = None
) -> Material:
    """Every passage of every version that may be shown at some time, with the time in which it was the article.

    They are put aside on the disk of the folder.
    """
    spool, places = Spool(folder), dict[str, range]()
    for number, (passage, text) in enumerate(_pieces(articles, store, embedder)):
        first = places.get(passage.article_id, range(number, number)).start
        places[passage.article_id] = range(first, number + 1)
        spool.add(_bytes_of(passage))
        spool.add(text.encode())
    spool.write()
    return Material(Spooled(spool, 0, 2, _passage_in), Spooled(spool, 1, 2, bytes.decode), places)


def _pieces(articles: Iterable[Article], store: RecordStore, embedder: Embedder) -> Iterator[tuple[Passage, str]]:
    for held in (held for article in articles for held in history(article)):
        since, until = minute_of(held.since), FOREVER if held.until is None else minute_of(held.until)
        files = _files(store, held.version.article_id)
        for piece in cut(held.version, embedder.count_tokens, embedder.capacity):
            passage = replace(passage_of(held.version, piece), since=since, until=until, files=files)
            yield passage, piece.embedded


def _bytes_of(passage: Passage) -> bytes:
    """A passage for the spool: all but its text in JSON, which takes ten times as long for a text as to copy it."""
    said = json.dumps([getattr(passage, name) for name in _FIELDS], ensure_ascii=False)
    return said.encode() + b"\n" + passage.text.encode()


def _passage_in(content: bytes) -> Passage:
    said, _, text = content.partition(b"\n")
    values = dict(zip(_FIELDS, json.loads(said), strict=True))
    values |= {name: tuple(values[name]) for name in ("pages", "authors")}
    dates = tuple((field, iso) for field, iso in values["dates"])
    return Passage(**(values | {"kind": Kind(values["kind"]), "dates": dates, "text": text.decode()}))


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

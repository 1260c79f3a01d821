"""An article's id in, nothing of its words left in the data folder: record, receipts, vectors, every generation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.clock import timestamp
from archive.errors import InputError
from archive.model import Article
from archive.standing import history
from archive.storage import writing
from archive.store import RecordStore
from archive.tombstones import stone_for
from archive.traces import Found, as_text, find
from index.embedder import Embedder
from index.embedding_cache import EmbeddingCache
from index.generation import Formats, building, forget_all, generations_folder
from index.keeping import collect
from index.passages import SPLITTER, cut
from index.rebuild import rebuild


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What a takedown came to: how many receipts lost words, and where words of what was taken down still stand.

    `remains` are places in files of the data folder; `shared` are articles that hold the same words themselves.
    """

    article_id: str
    receipts: int
    remains: tuple[str, ...]
    shared: tuple[str, ...]


def take_down(
    store: RecordStore,
    data: Path,
    embedder: Embedder,
    formats: Formats,
    redact: Callable[[str], int],
    article_id: str,
    *,
    reason: str,
    by: str,
) -> TakenDown:
    """Take an article out for good, rebuild the index without it, and look whether anything of it is left.

    `redact` takes its words out of receipts and says out of how many. The record lets go of it first: from then on no
    search finds it, whatever becomes of the rest, and running it again finishes what was interrupted.

    Raises:
        InputError: no reason was given.
        NotFoundError: there is no such article.
        IndexStateError: a rebuild is running; nothing was changed.
        StorageError: something cannot be written; doing the same again finishes it.
    """
    if not reason.strip() or not by.strip():
        raise InputError("a takedown is kept with its reason and who did it; give both")
    with writing("the archive", data):
        with building(data):
            texts = None if _is_down(store, article_id) else _lay_down(store, embedder, article_id, reason, by)
        redacted = redact(article_id)
        if texts is None:
            keep_vectors(data, embedder, store)
        else:
            forget_vectors(data, embedder, texts)
        _rebuild_without(store, data, embedder, formats)
        store.erase()
    remains, shared = remains_of(store, data)
    return TakenDown(article_id, redacted, remains, shared)


def remains_of(store: RecordStore, data: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where words of what was taken down still stand in the data folder, and the ids of articles that hold the same.

    Words that stand in another article are that article's as well, and no remains.
    """
    traces = {trace for stone in store.tombstones() for trace in stone.traces}
    remains: list[str] = []
    shared: dict[bytes, str | None] = {}
    for found in _all_found(data, traces):
        if found.content not in shared:
            shared[found.content] = store.article_holding(as_text(found.content))
        if shared[found.content] is None:
            remains.append(f"{found.path.relative_to(data)} at byte {found.offset}")
    return tuple(remains), tuple(sorted({each for each in shared.values() if each is not None}))


def _is_down(store: RecordStore, article_id: str) -> bool:
    return any(stone.article_id == article_id for stone in store.tombstones())


def _lay_down(store: RecordStore, embedder: Embedder, article_id: str, reason: str, by: str) -> list[str]:
    """Exchange the article for its tombstone; the texts that were embedded for it."""
    article, identities = store.article(article_id), store.identities_of(article_id)
    texts = texts_of(article, embedder)
    now = timestamp()
    store.take_down(stone_for(article, identities, taken_down_at=now, by=by.strip(), reason=reason.strip()))
    return texts


def texts_of(article: Article, embedder: Embedder) -> list[str]:
    """What is embedded for an article, in all its versions."""
    pieces = (piece for each in article.versions for piece in cut(each, embedder.count_tokens, embedder.capacity))
    return [piece.embedded for piece in pieces]


def forget_vectors(data: Path, embedder: Embedder, texts: list[str]) -> None:
    """Drop the vectors of the texts, and all that other models made."""
    _only_this_models(data, embedder).forget(texts)


def keep_vectors(data: Path, embedder: Embedder, store: RecordStore) -> None:
    """Drop all vectors but those of the record's articles: which texts a takedown before has let go of, nobody knows.

    What other models made is dropped too.
    """
    of_all = (text for article in store.current_articles() for text in texts_of(article, embedder))
    _only_this_models(data, embedder).keep(of_all)


def _only_this_models(data: Path, embedder: Embedder) -> EmbeddingCache:
    """The vectors of this model, those of all others deleted: what they cut a text into is not known."""
    cache = EmbeddingCache(data / "embeddings", embedder.identity, SPLITTER)
    for path in cache.path.parent.iterdir():
        if path != cache.path:
            path.unlink()
    return cache


def _rebuild_without(store: RecordStore, data: Path, embedder: Embedder, formats: Formats) -> None:
    """A new generation where there was one, and none of the older ones."""
    if not generations_folder(data).is_dir():
        return
    if any(history(article) for article in store.current_articles()):
        rebuild(store, data, embedder, formats, whole=True)
        collect(data, keep=1)
    else:
        with building(data):
            forget_all(data)


def _all_found(data: Path, traces: set[str]) -> Iterator[Found]:
    for path in sorted(each for each in data.rglob("*") if each.is_file()):
        yield from find(path, traces) if traces else ()

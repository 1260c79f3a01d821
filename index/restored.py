"""What was taken down stays out of what is restored: a backup's files and tombstones in, what had to go out.

A backup made before a takedown holds the article still. It goes out of the copy before anything is put in place.
"""

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from archive.errors import IndexStateError
from archive.model import Article
from archive.store import RecordStore
from archive.tombstones import Tombstone, joined, stone_for
from index.backup import EMBEDDINGS
from index.embedder import Embedder
from index.generation import check_sizes, generations_folder, open_passages, read_manifest
from index.takedown import forget_vectors, texts_of


def take_down_again(
    record: RecordStore, stones: Sequence[Tombstone], present: RecordStore | None
) -> tuple[Article, ...]:
    """Lay in the restored record the stones that it lacks; the articles that it held under them.

    An article is known again by its id, its identities and its texts, as ingest knows it. One that only shares a text
    with what was taken down, and that the present archive holds, stays.
    """
    known = {stone.article_id for stone in record.tombstones()}
    laid = {stone.article_id: stone for stone in stones if stone.article_id not in known}
    of_mark = {mark: stone for stone in stones for mark in stone.marks}
    marked = set(record.articles_with_marks(of_mark.keys()))
    kept = set(present.articles(marked)) if present else set()
    found = record.articles({*laid, *(marked - kept)})
    for article_id, article in found.items():
        record.take_down(_stone(article, record.identities_of(article_id), laid.pop(article_id, None), of_mark))
    for stone in laid.values():
        record.take_down(stone)
    if found:
        record.erase()
    return tuple(found.values())


def _stone(
    article: Article, identities: Sequence[str], own: Tombstone | None, of_mark: Mapping[str, Tombstone]
) -> Tombstone:
    """The article's own stone, with what is known of the version in the backup; else one like that with its mark."""
    made = stone_for(article, identities, taken_down_at="", by="", reason="")
    if own is not None:
        return joined(own, made)
    like = next(of_mark[mark] for mark in made.marks if mark in of_mark)
    return stone_for(article, identities, taken_down_at=like.taken_down_at, by=like.by, reason=like.reason)


def sound_generation(staging: Path, name: str | None, down: Collection[str]) -> tuple[str | None, frozenset[str]]:
    """The generation's name, where this release reads it and it holds nothing that is down; the ids that it does hold.

    One that cannot be used is removed.
    """
    if name is None:
        return None, frozenset()
    folder = generations_folder(staging) / name
    try:
        manifest = read_manifest(folder)
        check_sizes(folder, manifest)
    except IndexStateError:
        shutil.rmtree(folder)
        return None, frozenset()
    passages = open_passages(folder, manifest)
    held = frozenset(filter(passages.holds, down))
    if held:
        shutil.rmtree(folder)
    return (None if held else name), held


def forget_again(
    staging: Path, embedder: Callable[[], Embedder], taken: Sequence[Article], held: Collection[str]
) -> None:
    """Drop the vectors of what was taken out, or all, where the generation held what the record had let go of already.

    Such a backup was made while a takedown was half done: its vectors may be of texts that nobody has any more.
    """
    if not (staging / EMBEDDINGS).exists():
        return
    if set(held) - {article.article_id for article in taken}:
        shutil.rmtree(staging / EMBEDDINGS)
    elif taken:
        model = embedder()
        forget_vectors(staging, model, [text for article in taken for text in texts_of(article, model)])

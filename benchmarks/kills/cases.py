"""What is interrupted, and what must be so afterwards: whole states only, nothing lost, nothing embedded twice.

An archive of a few dozen small articles, read from files by `ingest`, with an index; then files that are new, changed
and gone. Each case starts from a copy of it.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.sql_receipts import SqlReceipts
from benchmarks.kills.jobs import FORMATS, opened, run_ingest, run_rebuild, run_takedown
from index.embedder import HashEmbedder
from index.embedding_cache import EmbeddingCache
from index.generation import Generation, current_name, generations_folder, open_generation
from index.hits import SearchRequest
from index.keeping import KEPT
from index.live import LiveIndex
from index.material import Material, material_of
from index.passages import SPLITTER
from index.rebuild import rebuild
from index.reranker import OverlapReranker
from index.takedown import remains_of
from index.verify import verify

_ARTICLES = 40
_SAMPLE = 8
_LIBEL = "Mara Ellin of Lamp Street was wrongly named in the harbour inquiry as the informer"

State = frozenset[tuple[str, str, int]]
"""What a reader may see: article, text of a passage, where it begins."""


@dataclass(frozen=True, slots=True)
class Case:
    """Where a job starts: a copy of what it finds at `place`, where alone it may be, as a record holds paths.

    `check` looks at what must hold there after the job was interrupted.

    Raises:
        Wrong: something does not hold that must; from `check`.
    """

    kept: Path
    place: Path
    check: Callable[[Path], None]

    def lay(self) -> Path:
        """Put the place in order; the place."""
        shutil.rmtree(self.place, ignore_errors=True)
        return Path(shutil.copytree(self.kept, self.place))


class Wrong(Exception):
    """Something does not hold that must."""


def _must(held: bool, message: str) -> None:
    if not held:
        raise Wrong(message)


def cases(scratch: Path) -> dict[str, Case]:
    """The cases by job, prepared in a scratch folder."""
    place = scratch / "case"
    place.mkdir()
    _write_news(place / "news")
    run_ingest(place)
    run_rebuild(place)
    before = _indexed(place)
    _change_news(place / "news")
    to_ingest = shutil.copytree(place, scratch / "to ingest")
    run_ingest(place)
    written, after = _written(place), _recorded(place)
    to_rebuild = shutil.copytree(place, scratch / "to rebuild")
    run_rebuild(place)
    (place / "down").write_text(_article_holding(place, _LIBEL), encoding="ascii")
    to_take_down = shutil.copytree(place, scratch / "to take down")
    return {
        "rebuild": Case(to_rebuild, place, lambda folder: _check_rebuilt(folder, before, after)),
        "rebuild whole": Case(to_rebuild, place, lambda folder: _check_rebuilt(folder, before, after)),
        "ingest": Case(to_ingest, place, lambda folder: _check_ingested(folder, before, written)),
        "takedown": Case(to_take_down, place, lambda folder: _check_taken_down(folder, after)),
    }


def _write_news(news: Path) -> None:
    news.mkdir()
    for number in range(_ARTICLES):
        text = f"The river rose at place {number}. " * (1 + number % 3)
        (news / f"{number}.txt").write_text(f"Flood {number}\n\n{text}\n", encoding="utf-8")
    (news / "libel.txt").write_text(f"Informer named\n\n{_LIBEL}.\n", encoding="utf-8")
    rows = [{"title": f"Row {each}", "text": f"A ferry crossed {each} times."} for each in range(6)]
    (news / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def _change_news(news: Path) -> None:
    for number in (3, 4):
        (news / f"{number}.txt").write_text(f"Flood {number}\n\nThe river fell at place {number}.\n", encoding="utf-8")
    for number in range(5):
        (news / f"new{number}.txt").write_text(f"Storm {number}\n\nA storm closed bridge {number}.\n", encoding="utf-8")
    (news / "7.txt").unlink()
    (news / "8.txt").rename(news / "moved.txt")
    (news / "broken.pdf").write_bytes(b"%PDF-1.4 no more than this")


def _article_holding(folder: Path, words: str) -> str:
    store = opened(folder)
    found = store.article_holding(words)
    store.close()
    if found is None:
        raise Wrong(f"no article holds {words!r}")
    return found


def _state(material: Material) -> State:
    return frozenset((each.article_id, each.text, each.start) for each in material.passages)


def _recorded(folder: Path) -> State:
    """What an index of the record as it is must hold."""
    store = opened(folder)
    found = _state(material_of(store.current_articles(), store, HashEmbedder()))
    store.close()
    return found


def _generation(folder: Path) -> Generation:
    data = folder / "data"
    return open_generation(generations_folder(data) / current_name(data), FORMATS)


def _indexed(folder: Path) -> State:
    return frozenset((each.article_id, each.text, each.start) for each in _generation(folder).passages)


def _written(folder: Path) -> dict[str, Any]:
    """What the record holds, without the times at which it came."""
    store = opened(folder)
    texts = {
        article.article_id: [(each.number, each.text, each.digest) for each in article.versions]
        for article in store.current_articles()
    }
    files = {
        each.path: (each.outcome, [(at.article_id, at.number) for at in each.appearances]) for each in store.files()
    }
    counts = store.counts()
    store.close()
    return {"articles": texts, "files": files, "counts": counts}


def _check_reader(folder: Path, *states: State) -> None:
    """A server that starts now answers, from one of the whole states."""
    data, store = folder / "data", opened(folder)
    searcher = LiveIndex(data, HashEmbedder(), FORMATS, OverlapReranker(), store.held_back).searcher()
    indexed = _indexed(folder)
    _must(indexed in states, "the index is of no whole state")
    for query in ("river", "storm bridge", '"ferry crossed"'):
        hits = searcher.search(SearchRequest(query=query, limit=100)).hits
        _must(bool(hits) or query == "storm bridge", f"nothing was found for {query!r}")
        seen = {(each.passage.article_id, each.passage.text, each.passage.start) for each in hits}
        _must(seen <= indexed, f"{query!r} found what is not in the index")
    verified = verify(store, data, HashEmbedder(), FORMATS, sample=_SAMPLE)
    _must(verified.whole, "; ".join(each.message for each in verified.findings if each.wrong))
    store.close()


def _check_next_rebuild(folder: Path) -> None:
    """It ends, shows the record as it is, embeds what is not kept and nothing else, and clears up."""
    data, store, embedder = folder / "data", opened(folder), HashEmbedder()
    texts = material_of(store.current_articles(), store, embedder).texts
    missing = EmbeddingCache(data / "embeddings", embedder.identity, SPLITTER).missing(texts)
    rebuild(store, data, embedder, FORMATS)
    _must(sorted(embedder.embedded) == sorted(missing), "the next rebuild embedded other texts than were missing")
    _must(_indexed(folder) == _recorded(folder), "the next rebuild does not show the record as it is")
    there = list(generations_folder(data).iterdir())
    _must(len(there) <= KEPT, f"{len(there)} generations are left")
    verified = verify(store, data, HashEmbedder(), FORMATS, sample=_SAMPLE)
    _must(not verified.findings, "; ".join(each.message for each in verified.findings))
    store.close()


def _check_rebuilt(folder: Path, before: State, after: State) -> None:
    _check_reader(folder, before, after)
    _check_next_rebuild(folder)


def _check_ingested(folder: Path, before: State, written: dict[str, Any]) -> None:
    """The index is as it was; the files that were not read are read by the next ingest, and nothing twice."""
    _check_reader(folder, before)
    run_ingest(folder)
    _must(_written(folder) == written, "the next ingest comes to another record")
    _check_next_rebuild(folder)


def _check_taken_down(folder: Path, after: State) -> None:
    """Until the record lets go, nothing has happened; from then on nothing finds it, and a second try ends it."""
    data, gone = folder / "data", (folder / "down").read_text(encoding="ascii")
    without = frozenset(each for each in after if each[0] != gone)
    store = opened(folder)
    down = {each.article_id for each in store.tombstones()}
    if current := _in_force(data):
        searcher = LiveIndex(data, HashEmbedder(), FORMATS, OverlapReranker(), store.held_back).searcher()
        found = {each.passage.article_id for each in searcher.search(SearchRequest(query="informer inquiry")).hits}
        _must((gone in found) == (gone not in down), f"{current} finds what was taken down, or does not find what is")
        _must(_indexed(folder) in (after, without), "the index is of no whole state")
    SqlReceipts.at(data / "receipts.sqlite").close()
    store.close()
    run_takedown(folder)
    store = opened(folder)
    _must(remains_of(store, data) == ((), ()), "words are left of what was taken down")
    verified = verify(store, data, HashEmbedder(), FORMATS, sample=_SAMPLE)
    _must(not verified.findings, "; ".join(each.message for each in verified.findings))
    store.close()
    _must(_indexed(folder) == without, "the takedown took more than one article")


def _in_force(data: Path) -> str | None:
    return current_name(data) if (data / "CURRENT").exists() else None

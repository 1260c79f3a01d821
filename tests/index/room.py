"""A folder of news with an archive of it and receipts, for tests of what happens to whole archives."""

from pathlib import Path

from answer.desk import Desk
from answer.receipts import Receipts
from answer.refusal import RefusalModel
from index.embedder import HashEmbedder
from index.hits import SearchRequest
from index.live import LiveIndex
from index.rebuild import rebuild
from index.reranker import OverlapReranker, Reranker
from index.takedown import take_down
from ingest.run import ingest
from tests.index.archives import FORMATS
from tests.records import receipts_at, record_at


class Room:
    """A folder of news, an archive of it, and receipts."""

    def __init__(self, tmp_path: Path, reranker: Reranker | None = None, refusal: RefusalModel | None = None) -> None:
        reranker = reranker or OverlapReranker()
        self.news, self.data = tmp_path / "news", tmp_path / "data"
        self.news.mkdir(parents=True)
        self.data.mkdir()
        self.store = record_at(self.data / "record.sqlite")
        self.receipts = receipts_at(self.data / "receipts.sqlite")
        self.live = LiveIndex(
            self.data,
            HashEmbedder(),
            FORMATS,
            reranker,
            self.store.held_back,
            self.store.collections.memberships,
        )
        self.desk = Desk(
            self.store,
            self.live,
            reranker,
            refusal=refusal,
            receipts=Receipts(self.receipts),
            watches=self.store.watches(),
        )

    def write(self, name: str, headline: str, body: str) -> None:
        (self.news / name).write_text(f"{headline}\n\n{body}\n")

    def bring_up(self, *, reread: bool = False):
        report = ingest([self.news], self.store, reread=reread)
        rebuild(self.store, self.data, HashEmbedder(), FORMATS)
        return report

    def found(self, query: str) -> list[str]:
        return [hit.passage.article_id for hit in self.desk.search(SearchRequest(query=query)).hits]

    def take_down(self, article_id: str, reason: str = "court order 17", by: str = "legal desk"):
        redact = self.receipts.redact
        return take_down(self.store, self.data, HashEmbedder(), FORMATS, redact, article_id, reason=reason, by=by)

    def close(self) -> None:
        self.store.close()
        self.receipts.close()

    def holding(self, words: str) -> list[str]:
        return [
            path.relative_to(self.data).as_posix()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and words.encode() in path.read_bytes()
        ]

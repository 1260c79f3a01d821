"""The reference desk: everything a reader may ask of the archive, for HTTP and command line alike."""

from answer.model import Answer, AskRequest
from archive.model import Article, Photo
from archive.store import RecordStore
from index.hits import Passage, SearchRequest, SearchResult
from index.live import LiveIndex
from index.reranker import Reranker


class Desk:
    """Search, ask and look up, over one record and the generation in force. Safe to share between threads."""

    def __init__(self, store: RecordStore, live: LiveIndex, reranker: Reranker) -> None:
        self._store = store
        self._live = live
        self._reranker = reranker

    def search(self, request: SearchRequest) -> SearchResult:
        """The passages or articles that match.

        Raises:
            InputError: the query is empty or the limit out of range.
            IndexStateError: there is no generation yet.
        """
        return self._live.searcher().search(request)

    def ask(self, request: AskRequest) -> Answer:
        """The archive's answer, every citation checked against the record, or a refusal.

        Raises:
            InputError: the question is empty.
            IndexStateError: there is no generation yet.
        """
        raise NotImplementedError

    def article(self, article_id: str) -> Article:
        """The article with all its versions.

        Raises:
            NotFoundError: no such article.
        """
        return self._store.article(article_id)

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The article's passages in the generation in force, in order of the text; none where it is not in it."""
        return self._live.searcher().passages_of(article_id)

    def photo(self, photo_id: str) -> tuple[Photo, ...]:
        """Every appearance of the photograph.

        Raises:
            NotFoundError: no such photograph.
        """
        return self._store.photo(photo_id)

    def generation(self) -> tuple[str, int, int]:
        """The generation in force: its name, and how many articles and passages it holds.

        Raises:
            IndexStateError: there is no generation yet.
        """
        searcher = self._live.searcher()
        return searcher.generation, searcher.articles, searcher.passages

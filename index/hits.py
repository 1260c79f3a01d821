"""What search takes and gives: the request, the hit, the result. Values only."""

from dataclasses import dataclass, field
from enum import StrEnum

from archive.model import Kind
from index.filters import NO_FILTERS, Filters


class Mode(StrEnum):
    """How much work a search may do: both legs fused, or a reranker over the head of that as well."""

    FAST = "fast"
    BEST = "best"


class Group(StrEnum):
    """Whether hits are passages, or articles shown by their best passage."""

    PASSAGE = "passage"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. `limit` is the number of hits wanted, at most 100.

    In a question, what stands in quotation marks is preferred; in any other query it is required, word for word.
    """

    query: str
    question: bool = False
    limit: int = 10
    group: Group = Group.PASSAGE
    mode: Mode = Mode.FAST
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a generation: `text == version.text[start:end]` of that article's version (law 1)."""

    passage_id: str
    article_id: str
    version: int
    kind: Kind
    start: int
    end: int
    text: str
    headline: str
    source: str | None
    section: str | None
    byline: str | None
    published: str | None
    language: str | None
    photo_id: str | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that search found. `score` orders hits of one search and means nothing across searches.

    `more` holds the other passages of the article that were found, best first, when hits are grouped by article.
    """

    passage: Passage
    score: float
    more: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Hits, best first, from one generation; `understood` says in words how the query was read.

    `timings` are milliseconds by stage.
    """

    hits: tuple[Hit, ...]
    generation: str
    understood: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

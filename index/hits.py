"""What search takes and gives: the request, the hit, the result. Values only."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from archive.dates import DateField
from archive.model import Kind
from archive.standing import PLAIN, Standing
from index.filters import NO_FILTERS, Filters

ALWAYS, FOREVER = -(2**31), 2**31 - 1
"""The ends of time in minutes since 1970, as far as 32 bits reach: some four thousand years either way."""


class Mode(StrEnum):
    """How much work a search may do: both legs fused, or a reranker over the head of that as well."""

    FAST = "fast"
    BEST = "best"


class Group(StrEnum):
    """Whether hits are passages, or articles shown by their best passage."""

    PASSAGE = "passage"
    ARTICLE = "article"


class Order(StrEnum):
    """How hits are ordered: best first, newest first, the first report first, or nearest to a day first."""

    RELEVANCE = "relevance"
    LATEST = "latest"
    OLDEST = "oldest"
    AROUND = "around"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. `limit` is the number of hits wanted, at most 100.

    In a question, what stands in quotation marks is preferred; in any other query it is required, word for word.
    `around` is the day that `Order.AROUND` starts from. With `condense`, hits are at most five passages an article
    (the others in its `more`), and copies of one story are one hit (the others in its `copies`). `cursor` is the
    `next` of the page before. `today` is what "yesterday" is reckoned from.
    """

    query: str
    question: bool = False
    limit: int = 10
    group: Group = Group.PASSAGE
    mode: Mode = Mode.FAST
    filters: Filters = NO_FILTERS
    order: Order = Order.RELEVANCE
    around: date | None = None
    condense: bool = False
    facets: bool = False
    cursor: str | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a generation: `text == version.text[start:end]` of that article's version (law 1).

    `byline` is as printed, `authors` are the people that it, who signed the text and the credit of the photograph name.
    Its version was the article in `[since, until)`, in minutes since 1970 in UTC. `files` are the paths of the files
    that hold the article, a line each; they stay in the house. `dates` are its other dates, each with its field.
    """

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
    since: int = ALWAYS
    until: int = FOREVER
    files: str | None = None
    authors: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()

    def date(self, field: DateField) -> str | None:
        """That date of the passage, as the paper gave it in ISO 8601."""
        return self.published if field is DateField.PUBLISHED else dict(self.dates).get(field.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another article that prints the story of a hit; `told`, filled in from the record, says how it differs."""

    article_id: str
    headline: str
    source: str | None
    published: str | None
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that search found. `score` orders the hits of a search by relevance, and means nothing across searches.

    Scores are 0 in an order of time. `more` holds other passages of the article that were found, in the same order;
    `copies` the articles that print the same story, in the order in which they were found. `standing` is filled in from
    the record, which may know of more than the generation, and so are the `collections` that its article is in.
    """

    passage: Passage
    score: float
    more: tuple[Passage, ...] = ()
    copies: tuple[Copy, ...] = ()
    standing: Standing = PLAIN
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """How many hits a field's values have: the most frequent first, then by name; `None` counts those without one.

    Spellings of one name are one value. Where `several`, a hit has as many values as people are named and counts for
    each; otherwise the counts add up to the total.
    """

    field: str
    counts: tuple[tuple[str | None, int], ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Histogram:
    """Hits over time: a count for each `unit` ("day", "month" or "year") from the first hit's to the last's, in order.

    A bucket is named "2020", "2020-02" or "2020-02-11". Undated hits are counted by themselves.
    """

    unit: str
    counts: tuple[tuple[str, int], ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """A filter that the query seems to ask for and that was not applied: days named by `text`, both ends included."""

    text: str
    date_from: date
    date_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Hits, in the order asked for, from one generation; `understood` says in words how the query was read.

    `total` is the number of hits on all pages; they are of so many `articles`, copies among them, which tell so many
    `stories`. `next` is the cursor of the next page, `None` on the last. Facets and histogram count all of these hits,
    and are given where they are asked for. `date_field` is the date that filters, orders of time, years and histogram
    go by. `timings` are milliseconds by stage.
    """

    hits: tuple[Hit, ...]
    generation: str
    understood: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    total: int = 0
    articles: int = 0
    stories: int = 0
    undated: int = 0
    next: str | None = None
    facets: tuple[Facet, ...] = ()
    histogram: Histogram | None = None
    suggested: tuple[Suggested, ...] = ()
    date_field: DateField = DateField.PUBLISHED

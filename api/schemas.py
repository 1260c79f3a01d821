"""The wire format, the same over HTTP and from the command line's `--json`. Knows nothing of the house."""

from typing import Annotated, Literal

from pydantic import Field

from api.base_schemas import Day, Name, Offset, Recognised
from api.base_schemas import Wire as Wire
from api.collection_schemas import Collection as Collection
from api.collection_schemas import Collections as Collections
from api.copy_schemas import Copies as Copies
from api.copy_schemas import Copy as Copy
from api.count_schemas import Count as Count
from api.count_schemas import Facet as Facet
from api.count_schemas import Histogram as Histogram
from api.count_schemas import Suggested as Suggested
from api.date_schemas import Date as Date
from api.date_schemas import DateField as DateField
from api.filter_schemas import SINGLE as SINGLE
from api.filter_schemas import Filters as Filters
from api.filter_schemas import Kind as Kind
from api.version_schemas import Comparison as Comparison
from api.version_schemas import Standing as Standing

Group = Literal["passage", "article"]
Mode = Literal["fast", "best"]
Order = Literal["relevance", "latest", "oldest", "around"]
Writer = Literal["extractive", "model"]
Unverified = Literal["drop", "show"]


class SearchQuery(Filters):
    """The parameters of a search."""

    q: str = Field(
        min_length=1,
        max_length=2000,
        description='words or a question; "exact phrase" and -word mean what they say',
        examples=["lighthouse keeper retires"],
    )
    limit: int = Field(default=10, ge=1, le=100, description="most hits to answer with")
    group: Group = Field(default="passage", description="hits are passages, or articles shown by their best passage")
    mode: Mode = Field(default="fast", description="'best' also reranks the head of the list, which takes longer")
    order: Order = Field(
        default="relevance", description="best first, newest first, the first report first, or nearest to a day first"
    )
    around: Day | None = Field(default=None, description="the day to order by nearness to, year-month-day")
    condense: bool = Field(default=True, description="at most five passages an article; copies of a story as one hit")
    facets: bool = Field(default=False, description="also count all hits by field and over time")
    cursor: Annotated[str, Field(max_length=500)] | None = Field(default=None, description="the last page's `next`")


class Passage(Wire):
    """A stretch of an article version's text: `text` is exactly what stands at `start` to `end`."""

    passage_id: str
    article_id: str
    version: int
    kind: Kind
    start: int = Offset
    end: int = Offset
    text: str
    headline: str
    source: str | None = None
    section: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    photo_id: str | None = None
    pages: list[int] = []
    authors: list[str] = Field(default=[], description="the people it is by, each name in one spelling")
    dates: dict[str, str] = Field(default={}, description="its other dates, by name")


class Hit(Passage):
    """A passage that search found; `score` orders hits by relevance and means nothing across searches."""

    score: float
    more: list[Passage] = []
    copies: list[Copy] = []
    standing: Standing = Standing()
    collections: list[str] = []


class SearchResult(Wire):
    """Hits in the order asked for, from one generation of the index; `total` counts those of all pages."""

    query: str
    hits: list[Hit]
    generation: str
    understood: list[str] = []
    total: int = 0
    articles: int = Field(default=0, description="articles that the hits are of, copies among them")
    stories: int = Field(default=0, description="stories that these articles tell; copies tell one")
    undated: int = Field(default=0, description="hits without a date, which come last in an order of time")
    next: str | None = Field(default=None, description="the cursor of the next page; null on the last")
    facets: list[Facet] = []
    histogram: Histogram | None = None
    suggested: list[Suggested] = []
    date_field: DateField = Field(
        default="published", description="the date that days, years and orders of time are of"
    )
    timings: dict[str, float] = Field(default={}, description="milliseconds by stage")


class Related(Wire):
    """Articles that belong beside one article, each by the passage that does so best."""

    article_id: str
    hits: list[Hit]
    generation: str
    timings: dict[str, float] = Field(default={}, description="milliseconds by stage")


class Question(Wire):
    """A question to the archive."""

    question: str = Field(min_length=1, max_length=2000)
    filters: Filters | None = Field(default=None, description="where absent, those of the answer followed, if any")
    follow: Name | None = Field(default=None, description="the answer, by its id, that this question follows up")
    receipt: bool = Field(default=True, description="whether a receipt of the answer may be kept")
    writer: Writer | None = Field(
        default=None, description="who composes the answer; the model where one was set up, if not given"
    )
    unverified: Unverified = Field(
        default="drop", description="'show' also gives the sentences that failed verification, marked as such"
    )


class Opening(Wire):
    """How to open what is cited: an address under the pages and one under the API, a command, the paper's own page."""

    page: str
    api: str
    command: str
    url: str | None = None


class Citation(Wire):
    """Where the words of an answer stand: `quote` is exactly what stands at `start` to `end` of that version."""

    number: int
    article_id: str
    version: int
    passage_id: str
    kind: Kind
    start: int = Offset
    end: int = Offset
    quote: str
    headline: str
    byline: str | None = None
    source: str | None = None
    published: str | None = None
    photo_id: str | None = None
    pages: list[int] = []
    ocr: float | None = Recognised
    verified: bool
    open: Opening
    standing: Standing = Standing()


class AnswerSentence(Wire):
    """A sentence of an answer, with the numbers of its citations; `doubt` says why it is not verified."""

    text: str
    citations: list[int]
    verified: bool
    doubt: str | None = None


class ShortAnswer(Wire):
    """The name, date or number that answers, and the citation it was read from."""

    text: str
    citation: int


class Story(Wire):
    """One independent source: its citations, and every article found that prints it; a wire story counts once."""

    citations: list[int]
    summary: str = Field(description='"4 outlets, 1 story (AP)"; empty where one article stands alone')
    agency: str | None
    outlets: list[str]
    printed: list[Copy]


class Side(Wire):
    """What one source gives for the thing asked."""

    text: str
    citation: int
    source: str | None
    published: str | None


class Caveat(Wire):
    """Something to know of an article cited; a note's text is the version's at `start` to `end`."""

    kind: Literal["note", "updated", "corrected", "later version", "withdrawn"]
    citation: int
    text: str
    version: int | None
    start: int | None
    end: int | None


class CitedArticle(Wire):
    """An article that an answer cited."""

    article_id: str
    headline: str


class Following(Wire):
    """How a question was read after an earlier answer: in full, and which articles were looked in first."""

    answer_id: str
    text: str
    first: list[CitedArticle] = []


class Answer(Wire):
    """An answer, or a refusal that says what is missing; `answer_id` is that of its receipt, where one was kept."""

    answer_id: str | None = None
    status: Literal["answered", "refused"]
    question: str
    short: ShortAnswer | None = None
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    stories: list[Story] = []
    disagreement: list[Side] = Field(default=[], description="the sides, where sources contradict one another")
    caveats: list[Caveat] = []
    reason: str | None = None
    nearest: list[Hit] = []
    understood: list[str] = []
    date_field: DateField = Field(default="published", description="the date that the filters' days are of")
    following: Following | None = None
    writer: Writer = Field(default="extractive", description="who composed the sentences that are given")
    model: str | None = Field(default=None, description="the language model that was asked, if one was")
    note: str | None = Field(default=None, description="why the model's answer is not the one that is given")
    generation: str
    timings: dict[str, float] = Field(default={}, description="milliseconds by stage")


class Draft(Wire):
    """The next words of an answer in the making, not verified; `withdrawn` takes back all that was drafted before."""

    text: str
    withdrawn: bool = False


class Part(Wire):
    """A stretch of a version's text and what it is."""

    kind: Kind
    start: int = Offset
    end: int = Offset
    photo_id: str | None = None


class Photo(Wire):
    """A photograph as it appears with one article: its caption is the version's text at `start` to `end`."""

    photo_id: str
    article_id: str
    version: int
    start: int = Offset
    end: int = Offset
    caption: str
    headline: str | None = None
    byline: str | None = None
    credit: str | None = None
    rights: str | None = None
    place: str | None = None
    city: str | None = None
    country: str | None = None
    taken: str | None = None
    people: list[str] = []
    keywords: list[str] = []
    image: str | None = Field(
        default=None, description="path of the picture under the API, where the record names a file"
    )


class Photograph(Wire):
    """A photograph and everywhere it appears."""

    photo_id: str
    appearances: list[Photo]


class PageSpan(Wire):
    """The stretch of a version's text that stood on page `number` (from 1) of its file."""

    number: int
    start: int = Offset
    end: int = Offset
    ocr: float | None = Recognised
    quality: float | None = Field(default=None, description="how much of the page reads like writing, 0 to 1")


class Version(Wire):
    """One version of an article; citations and passages point into `text`."""

    number: int
    headline: str
    text: str
    parts: list[Part]
    photos: list[Photo] = []
    pages: list[PageSpan] = []
    byline: str | None = None
    authors: list[str] = Field(default=[], description="the people that the byline and the text's end name")
    source: str | None = None
    section: str | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    dates: list[Date] = Field(default=[], description="every date, where it was read and how far to trust it")
    language: str | None = None
    url: str | None = None
    rights: str | None = None
    keywords: list[str] = []
    ingested_at: str
    standing: Standing = Standing()


class Article(Wire):
    """An article with all its versions, ascending; `passages` are those of the generation in force.

    `copies` are the other articles that print its story, the first one first; `told` is how this one differs.
    """

    article_id: str
    status: Literal["current", "withdrawn", "killed", "withheld"]
    current: int
    collections: list[str] = []
    versions: list[Version]
    passages: list[Passage] = []
    told: str = ""
    copies: list[Copy] = []


class Ready(Wire):
    """The server can answer, from this generation."""

    status: Literal["ready"] = "ready"
    generation: str
    articles: int
    passages: int
    model: str | None = Field(default=None, description="the language model that writes answers, where one was set up")


class Live(Wire):
    """The server is up."""

    status: Literal["live"] = "live"


class Problem(Wire):
    """An error, after RFC 9457 (`application/problem+json`)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str | None = None

"""The wire format of receipts, of what has changed since, and of what is asked of an export."""

from typing import Literal

from pydantic import Field

from api.schemas import Answer, Citation, Filters, SearchQuery, Wire

Standing = Literal["in force", "superseded", "killed", "withdrawn", "gone", "redacted"]


class SearchExportQuery(SearchQuery):
    """The parameters of a search that is exported."""

    format: Literal["ris", "bibtex", "csl-json", "csv", "markdown"] = Field(
        description="what kind of file", examples=["ris"]
    )


class Models(Wire):
    """Who found and who wrote."""

    embedder: str
    reranker: str
    writer: str


class Retrieved(Wire):
    """A passage that the answer was sought in, and its score in the search that found it.

    The score is 0 where it is of an article found, and was read to say who somebody in the answer is.
    """

    passage_id: str
    article_id: str
    version: int
    score: float


class Receipt(Wire):
    """An answer as it was given, and what it was given from; its citations resolve to the versions they quote.

    The standing of each citation and the caveats are those of today.
    """

    answer_id: str
    asked_at: str = Field(description="when, in UTC")
    product: str = Field(description="the version of newsarchive that answered")
    models: Models
    filters: Filters
    answer: Answer
    retrieved: list[Retrieved] = Field(default=[])
    redacted: list[str] = Field(default=[], description="articles whose words were taken out since")


class CitationNow(Wire):
    """A citation of the receipt as it stands today; `again` where the new answer quotes the same words."""

    citation: Citation
    standing: Standing
    verbatim: bool
    current: int | None = None
    again: bool


class Replay(Wire):
    """A receipt and the answer of today to the same question: what is gone, what is new, and what became of it."""

    receipt: Receipt
    answer: Answer
    models: Models
    product: str
    same_answer: bool
    same_generation: bool
    same_models: bool
    gone: list[str] = Field(default=[])
    new: list[str] = Field(default=[])
    citations: list[CitationNow] = Field(default=[])

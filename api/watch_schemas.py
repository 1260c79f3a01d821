"""The wire format of standing questions and of what they noticed."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.base_schemas import Offset, Wire
from api.schemas import Filters

Kind = Literal["new", "changed", "superseded", "corrected", "retracted", "withdrawn", "gone", "disagrees", "cited"]


class NewWatch(Wire):
    """A standing question to be kept: a query with filters, or an answer that was given."""

    query: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] | None = Field(
        default=None, description="what to be told of, as a search takes it"
    )
    matching: Literal["words", "meaning"] = Field(
        default="meaning", description="told of what holds all the words, or of what is about their meaning"
    )
    filters: Filters | None = Field(default=None, description="what must hold for every notice")
    answer_id: str | None = Field(default=None, description="instead of a query, an answer to be kept up with")


class Watch(Wire):
    """A standing question."""

    watch_id: str
    created_at: str = Field(description="when, in UTC")
    query: str = Field(description="the query, or the question of the answer")
    matching: Literal["words", "meaning"]
    filters: Filters
    answer_id: str | None = Field(default=None, description="the answer that is kept up with, where it is one")
    unread: int = Field(description="how many of its notices are not marked as read")


class Watches(Wire):
    """All standing questions, in the order in which they were added."""

    watches: list[Watch] = []


class Notice(Wire):
    """Something noticed: the words of a version, as the record has them, empty where they may not be shown."""

    serial: int
    watch_id: str
    kind: Kind
    said: str = Field(description="what happened, in a sentence")
    article_id: str
    version: int
    start: int = Offset
    end: int = Offset
    text: str
    headline: str
    source: str | None = None
    published: str | None = None
    copies: list[str] = Field(default=[], description="other articles that print the story")
    citation: int | None = Field(default=None, description="the citation of the answer that it is of")
    noticed_at: str = Field(description="when, in UTC")
    read: bool


class Notices(Wire):
    """Notices, the newest first."""

    notices: list[Notice] = []


class Run(Wire):
    """What came of asking a standing question: how many notices are new, or why it could not be asked."""

    watch: Watch
    notices: int
    problem: str | None = None


class Runs(Wire):
    """What came of asking the standing questions."""

    runs: list[Run] = []


class Marked(Wire):
    """How many notices were marked as read."""

    marked: int


class Read(Wire):
    """Which notices were read: all of the standing question, or those up to a serial."""

    through: int | None = None

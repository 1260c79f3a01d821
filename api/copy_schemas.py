"""Of the wire format, what is said of copies: the articles that print one story, and how each differs."""

from pydantic import Field

from api.base_schemas import Wire


class Copy(Wire):
    """Another article that prints the same story."""

    article_id: str
    headline: str
    source: str | None = None
    published: str | None = None
    told: str = Field(default="", description='how it differs: "92% of Coastwire 0417ac, headline changed"')


class Copies(Wire):
    """Where a story is printed: how the article asked for differs, and the other articles, the first one first."""

    article_id: str
    told: str = ""
    copies: list[Copy] = []

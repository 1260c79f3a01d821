"""Of the wire format, what is said of collections."""

from pydantic import Field

from api.base_schemas import Wire


class Collection(Wire):
    """A paper, a project or a matter that articles belong to."""

    name: str
    articles: int = Field(description="how many articles in searches belong to it")
    created_at: str


class Collections(Wire):
    """Every collection, by name."""

    collections: list[Collection]

"""Of the wire format, what is said of versions: what became of one, and what changed between two."""

from typing import Literal

from pydantic import Field

from api.base_schemas import Offset, Wire


class Notice(Wire):
    """What a paper says of an article it printed, word for word; without text where only the format said so."""

    kind: Literal["update", "correction", "clarification", "retraction"]
    version: int = Field(description="the version that says it")
    start: int = Offset
    end: int = Offset
    text: str
    on: str | None = Field(default=None, description="the day the paper gave that version, where it gave one")


class Standing(Wire):
    """What became of a version: what replaced it, whether its publisher took it back, what was said of it since."""

    superseded_by: int | None = None
    killed: bool = False
    notices: list[Notice] = []


class Stretch(Wire):
    """A stretch of text: in both versions, only in the older, or only in the newer."""

    change: Literal["kept", "removed", "added"]
    text: str


class Comparison(Wire):
    """What changed from one version to another: kept and removed are the older text, kept and added the newer."""

    article_id: str
    older: int
    newer: int
    stretches: list[Stretch]

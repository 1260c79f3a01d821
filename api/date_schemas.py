"""Of the wire format, what is said of dates: which one it is, where it was read, and how far to trust it."""

from typing import Literal

from pydantic import Field

from api.base_schemas import Wire

DateField = Literal["published", "updated", "created", "taken", "dateline", "ingested"]


class Date(Wire):
    """A date as the paper gave it, in ISO 8601: a day, or a time with its zone."""

    field: DateField
    date: str
    read_from: str = Field(description="the field, or the place on the page, that gives it")
    confidence: Literal["high", "medium", "low"] = Field(
        description="high: a field meant for it; medium: printed, or a field that does not say which date it is; "
        "low: stands in for a date not given, or another date speaks against it"
    )
    doubt: str | None = Field(default=None, description="what speaks against it")

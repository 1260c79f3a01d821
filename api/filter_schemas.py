"""Of the wire format, what search and answer can be limited to."""

from typing import Literal

from pydantic import Field

from api.base_schemas import Day, Name, Wire
from api.date_schemas import DateField

Kind = Literal["headline", "body", "caption", "note"]


class Filters(Wire):
    """What search and answer are limited to; days are of the date that `date_field` names, both ends included."""

    date_from: Day | None = Field(default=None, description="first day, year-month-day")
    date_to: Day | None = Field(default=None, description="last day, year-month-day")
    date_field: DateField = Field(default="published", description="which date is meant by days and orders of time")
    undated: bool = Field(default=False, description="only what has no such date")
    source: list[Name] = Field(
        default=[], description="newspapers or agencies, whole names in any spelling; any of them"
    )
    section: list[Name] = Field(default=[], description="sections, whole names in any spelling; any of them")
    byline: list[Name] = Field(default=[], description="people, or words of a byline; any of them")
    language: list[Name] = Field(default=[], description="language codes as the articles give them; any of them")
    kind: list[Kind] = Field(default=[], description="what the passage is; any of them")
    as_of: Day | None = Field(
        default=None, description="the archive as it stood at the end of that day in UTC, year-month-day"
    )
    collection: list[Name] = Field(
        default=[], description="collections that articles are in, as of the day where one is given; any of them"
    )
    file: list[Name] = Field(default=[], description="files or folders it was read from, by the end of the path")


SINGLE = tuple(name for name, field in Filters.model_fields.items() if not isinstance(field.default, list))
"""The filters that have one value; the others may have several."""

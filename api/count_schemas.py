"""Of the wire format, what is said of all hits together: how many there are of what, and days that a query names."""

from typing import Literal

from pydantic import Field

from api.base_schemas import Day, Wire


class Count(Wire):
    """How many hits there are of one value; `null` counts those that have none."""

    value: str | None
    count: int


class Facet(Wire):
    """The hits counted by one field, all spellings of a name as one; the counts add up to the total."""

    field: str
    counts: list[Count]
    several: bool = Field(
        default=False, description="a hit counts under each of its values, as a byline names several people"
    )


class Histogram(Wire):
    """The hits counted over time, in order; with the undated they add up to the total."""

    unit: Literal["day", "month", "year"]
    counts: list[Count]
    undated: int


class Suggested(Wire):
    """Days that the query names, as a filter that was not applied."""

    text: str
    date_from: Day
    date_to: Day

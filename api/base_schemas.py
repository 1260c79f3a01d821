"""What every value of the wire format is."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# A pattern, because pydantic reads a bare number given for a date as seconds since 1970.
Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2016-04-12"])]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Offset = Field(ge=0, description="offset into the version's text, in Unicode code points")
Recognised = Field(default=None, description="confidence of text recognition, 0 to 1, 0 if unknown; null: not needed")


class Wire(BaseModel):
    """Every wire value: frozen, nothing unknown allowed in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

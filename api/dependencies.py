"""What the paths of the API are handed beside their parameters."""

from typing import Annotated, cast

from fastapi import Depends, Request

from answer.desk import Desk


async def _desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


DeskHere = Annotated[Desk, Depends(_desk)]

"""A wire value as a response, written where it was made.

FastAPI would hand it to another thread to be checked: it was checked when it was made, and its values are frozen.
"""

from fastapi import Response

from api.base_schemas import Wire


def written(value: Wire) -> Response:
    """The value in JSON."""
    return Response(value.model_dump_json(), media_type="application/json")

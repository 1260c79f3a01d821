"""An export as a response that a browser saves as a file."""

from typing import Annotated, Any

from fastapi import Query, Response

from answer.export.formats import FILE_KINDS, Format

AsFormat = Annotated[Format, Query(alias="format", description="what kind of file", examples=["ris"])]

FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {kind.media_type: {"schema": {"type": "string"}} for kind in FILE_KINDS.values()},
    }
}


def download(text: str, form: Format, name: str) -> Response:
    """The text as a file of that name, with the ending of its format."""
    kind = FILE_KINDS[form]
    headers = {"content-disposition": f'attachment; filename="{name}{kind.suffix}"'}
    return Response(text.encode(), media_type=f"{kind.media_type}; charset=utf-8", headers=headers)

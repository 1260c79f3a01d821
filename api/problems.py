"""Every error to its status, in one table, in one JSON shape (RFC 9457, `application/problem+json`)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.schemas import Problem
from archive.errors import (
    BackupError,
    EndpointError,
    IndexStateError,
    InputError,
    LimitError,
    ModelError,
    NewsArchiveError,
    NotFoundError,
    RecordError,
    SettingsError,
    StorageError,
    UndecidedError,
    UnreadableError,
)

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[NewsArchiveError], int] = {
    InputError: 422,
    NotFoundError: 404,
    IndexStateError: 503,
    ModelError: 503,
    RecordError: 503,
    StorageError: 507,
    BackupError: 500,
    EndpointError: 502,
    SettingsError: 500,
    UnreadableError: 500,
    LimitError: 500,
    UndecidedError: 500,
}


def install(app: FastAPI) -> None:
    """Make the app answer every error as a problem."""
    app.add_exception_handler(NewsArchiveError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def response(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response to the request."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, instance=request.url.path)
    # Said here too, because a 500 is answered outside the guard that adds the headers.
    safe = {"x-content-type-options": "nosniff", **(headers or {})}
    return Response(problem.model_dump_json(), status, safe, MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says of these statuses."""
    return {status: {"description": HTTPStatus(status).phrase, "content": _content(status)} for status in statuses}


def _content(status: int) -> dict[str, Any]:
    example = Problem(title=HTTPStatus(status).phrase, status=status, detail=_EXAMPLES[status], instance="/v1/…")
    return {MEDIA_TYPE: {"schema": Problem.model_json_schema(), "example": example.model_dump()}}


_EXAMPLES = {
    404: "no article 'a9f3'; look it up with a search",
    422: "unknown parameter 'sourc'; the parameters here are q, limit, source",
    500: "something went wrong in the server; its log says what",
    503: "there is no index yet; build one with `newsarchive rebuild`",
    507: "the receipts in … cannot be written (database or disk is full; 0.0 MiB are free there); make room there",
}


def _expected(request: Request, error: Exception) -> Response:
    status = next(STATUS[base] for base in type(error).__mro__ if base in STATUS)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise error
    return response(request, status, str(error))


def _invalid(request: Request, error: Exception) -> Response:
    errors = cast(RequestValidationError, error).errors()
    return response(request, 422, "; ".join(_sentence(each) for each in errors))


def _sentence(error: Mapping[str, Any]) -> str:
    message = str(error["msg"])
    reason = message[:1].lower() + message[1:]
    if error["type"] == "json_invalid":
        return f"the body is not JSON: {error['ctx']['error']}, at character {error['loc'][-1]}"
    name = _name(error["loc"])
    if error["type"] == "missing":
        return f"{name} is missing"
    if error["type"] == "extra_forbidden":
        return f"{name} is not known here"
    value = repr(error["input"])
    return f"{name} is {value if len(value) <= 80 else value[:79] + '…'}: {reason}"


def _name(place: Sequence[int | str]) -> str:
    """`filters.date_from` rather than `body, filters, date_from`."""
    return ".".join(str(step) for step in place[1:]) or f"the {place[0]}"


def _http(request: Request, error: Exception) -> Response:
    refused, path = cast(HTTPException, error), request.url.path
    details = {
        404: f"there is nothing at {path}; the paths are in /openapi.json",
        405: f"{request.method} is not answered at {path}; the methods are in /openapi.json",
        413: "the request's body is too long; ask a shorter question",
    }
    detail = details.get(refused.status_code, str(refused.detail))
    return response(request, refused.status_code, detail, refused.headers)


def _unexpected(request: Request, _: Exception) -> Response:
    return response(request, 500, _EXAMPLES[500])

"""From the wire's questions to the house's requests."""

from datetime import date
from functools import lru_cache
from typing import Any

from fastapi import FastAPI, Request

from answer.model import AskRequest, Unverified, WriterName
from api import schemas as wire
from archive.dates import DateField
from archive.errors import InputError
from archive.model import Kind
from index.filters import Filters
from index.hits import Group, Mode, Order, SearchRequest


def search_request(query: wire.SearchQuery) -> SearchRequest:
    """The search that the parameters ask for.

    Raises:
        InputError: a date is no calendar day, or the first is after the last.
    """
    return SearchRequest(
        query=query.q,
        limit=query.limit,
        group=Group(query.group),
        mode=Mode(query.mode),
        filters=filters(query),
        order=Order.AROUND if query.around and query.order == "relevance" else Order(query.order),
        around=_day("around", query.around),
        condense=query.condense,
        facets=query.facets,
        cursor=query.cursor,
    )


def ask_request(question: wire.Question) -> AskRequest:
    """The question, and what its evidence is limited to.

    Raises:
        InputError: a date is no calendar day, or the first is after the last.
    """
    return AskRequest(
        question=question.question,
        filters=filters(question.filters or wire.Filters()),
        receipt=question.receipt,
        writer=WriterName(question.writer) if question.writer else None,
        unverified=Unverified(question.unverified),
    )


def filters(given: wire.Filters) -> Filters:
    """The filters as the index takes them.

    Raises:
        InputError: a date is no calendar day, or the first is after the last.
    """
    return Filters(
        date_from=_day("date_from", given.date_from),
        date_to=_day("date_to", given.date_to),
        sources=tuple(given.source),
        sections=tuple(given.section),
        bylines=tuple(given.byline),
        languages=tuple(given.language),
        kinds=tuple(Kind(kind) for kind in given.kind),
        as_of=_day("as_of", given.as_of),
        files=tuple(given.file),
        date_field=DateField(given.date_field),
        undated=given.undated,
        collections=tuple(given.collection),
    )


def _day(name: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InputError(f"{name} is {given!r}, which is not in the calendar; give a day such as 2020-02-11") from error


async def refuse_unknown(request: Request) -> None:
    """Let only parameters pass that the OpenAPI document names for this path, single ones once.

    A misspelt filter that is silently ignored is a wrong result.

    Raises:
        InputError: a parameter is unknown, or given twice where one value counts.
    """
    known = _parameters(request.app, request.scope["route"].path, request.method)
    for name in request.query_params:
        if name not in known:
            listed = f"the parameters here are {', '.join(known)}" if known else "there are none here"
            raise InputError(f"unknown parameter {name!r}; {listed}")
        if known[name].get("type") != "array" and len(request.query_params.getlist(name)) > 1:
            raise InputError(f"the parameter {name!r} is given more than once; give it once")


@lru_cache(maxsize=200)
def _parameters(app: FastAPI, path: str, method: str) -> dict[str, dict[str, Any]]:
    """The schemas of the parameters that the OpenAPI document names, by their names."""
    named = app.openapi()["paths"][path][method.lower()].get("parameters", [])
    return {each["name"]: each["schema"] for each in named if each["in"] == "query"}

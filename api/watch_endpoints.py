"""The paths of standing questions. Each is three lines: parse, one call, shape."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from answer.desk import Desk
from api import atom, watch_examples, watch_shape
from api import watch_schemas as wire
from api.dependencies import DeskHere
from api.examples import of
from api.parameters import filters, refuse_unknown
from api.problems import described
from api.schemas import Filters
from archive.errors import InputError
from archive.watches import Matching

router = APIRouter(dependencies=[Depends(refuse_unknown)], tags=["standing questions"])

WatchId = Annotated[str, Path(description="as the list of standing questions gives it", examples=["1f0c9a2b"])]
Limit = Annotated[int, Query(ge=1, le=1000, description="most notices to answer with")]
_FEED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The feed", "content": {atom.MEDIA_TYPE: {"schema": {"type": "string"}}}}
}


@router.get("/v1/watches", responses=of(watch_examples.WATCHES) | described(404, 422, 500, 503))
def watches(desk: DeskHere) -> wire.Watches:
    """The standing questions, and how many notices of each are unread."""
    return watch_shape.watches(desk.watcher().kept)


@router.post("/v1/watches", responses=of(watch_examples.WATCH) | described(404, 422, 500, 503, 507))
def add_watch(asked: Annotated[wire.NewWatch, watch_examples.NEW], desk: DeskHere) -> wire.Watch:
    """Ask a query of everything that comes into the index from now on, or keep up with an answer."""
    if (asked.query is None) == (asked.answer_id is None):
        raise InputError("a standing question is either a query or the id of an answer; give one of them")
    watcher = desk.watcher()
    if asked.answer_id is not None:
        return watch_shape.watch(watcher.add_answer(asked.answer_id), unread=0)
    limits = filters(asked.filters or Filters())
    return watch_shape.watch(watcher.add(asked.query or "", Matching(asked.matching), limits), unread=0)


@router.delete("/v1/watches/{watch_id}", responses=of(watch_examples.WATCHES) | described(404, 422, 500, 507))
def remove_watch(watch_id: WatchId, desk: DeskHere) -> wire.Watches:
    """Forget a standing question and its notices; those that are left."""
    desk.watcher().kept.remove(watch_id)
    return watch_shape.watches(desk.watcher().kept)


@router.get("/v1/watches/feed.atom", response_class=Response, responses=_FEED | described(404, 422, 500))
def feed(request: Request, desk: DeskHere, limit: Limit = 100) -> Response:
    """What was noticed by any of them, as an Atom feed."""
    return _feed(request, desk, None, limit, "newsarchive: standing questions")


@router.get("/v1/watches/notices", responses=of(watch_examples.NOTICES) | described(404, 422, 500))
def all_notices(desk: DeskHere, limit: Limit = 100) -> wire.Notices:
    """What was noticed by any of them, the newest first."""
    return watch_shape.notices(desk.watcher().notices(None, limit))


@router.get("/v1/watches/{watch_id}/notices", responses=of(watch_examples.NOTICES) | described(404, 422, 500))
def notices(watch_id: WatchId, desk: DeskHere, limit: Limit = 100) -> wire.Notices:
    """What a standing question noticed, the newest first."""
    return watch_shape.notices(desk.watcher().notices(watch_id, limit))


@router.get("/v1/watches/{watch_id}/feed.atom", response_class=Response, responses=_FEED | described(404, 422, 500))
def watch_feed(watch_id: WatchId, request: Request, desk: DeskHere, limit: Limit = 100) -> Response:
    """What it noticed, as an Atom feed."""
    return _feed(request, desk, watch_id, limit, f"newsarchive: {desk.watcher().kept.watch(watch_id).query}")


@router.post("/v1/watches/{watch_id}/read", responses=of(watch_examples.MARKED) | described(404, 422, 500, 507))
def mark_read(watch_id: WatchId, read: Annotated[wire.Read, watch_examples.READ], desk: DeskHere) -> wire.Marked:
    """Mark its notices as read, all or those up to a serial."""
    return watch_shape.marked(desk.watcher().kept.mark_read(watch_id, read.through))


def _feed(request: Request, desk: Desk, watch_id: str | None, limit: int, title: str) -> Response:
    base, name = str(request.base_url).rstrip("/"), watch_id or "all"
    found = watch_shape.notices(desk.watcher().notices(watch_id, limit))
    return Response(atom.feed(title, name, str(request.url), base, found), media_type=atom.MEDIA_TYPE)

"""An answer in the making as server-sent events: `draft` for words that are not verified, then `answer`."""

from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

from anyio import CancelScope
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.responses import StreamingResponse

from answer.model import Answer, Draft
from api import examples, shape
from api.schemas import Problem, Wire
from archive.errors import NewsArchiveError

_MEDIA_TYPE = "text/event-stream"
_UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}

Steps = Generator[Draft | Answer, None, None]


class EventStream(StreamingResponse):
    """Server-sent events, each sent at once."""

    media_type = _MEDIA_TYPE


def stream(steps: Steps) -> EventStream:
    """The steps as events. What is wrong with the question is raised before anything is sent.

    Raises:
        NewsArchiveError: as `Desk.answering` does.
    """
    return EventStream(_events(next(steps), steps), headers=_UNBUFFERED)


async def _events(first: Draft | Answer, steps: Steps) -> AsyncIterator[str]:
    try:
        yield _step(first)
        async for event in iterate_in_threadpool(_rest(steps)):
            yield event
    finally:
        # A reader who leaves ends the model's work; the leaving must not cut that short.
        with CancelScope(shield=True):
            await run_in_threadpool(steps.close)


def _rest(steps: Steps) -> Iterator[str]:
    try:
        yield from map(_step, steps)
    except NewsArchiveError as error:
        yield _event("problem", Problem(title="The answer broke off", status=500, detail=str(error)))


def _step(step: Draft | Answer) -> str:
    return _event("answer", shape.answer(step)) if isinstance(step, Answer) else _event("draft", shape.draft(step))


def _event(name: str, value: Wire) -> str:
    return f"event: {name}\ndata: {value.model_dump_json()}\n\n"


DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events: `draft` with a Draft, any number; then `answer` with an Answer, or `problem`",
        "content": {
            _MEDIA_TYPE: {
                "schema": {"type": "string"},
                "example": _event("draft", examples.DRAFT) + _event("answer", examples.ANSWER),
            }
        },
    }
}

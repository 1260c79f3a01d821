"""The examples of standing questions in the OpenAPI document. Everything in them is invented."""

from fastapi import Body
from fastapi.openapi.models import Example

from api import watch_schemas as wire
from api.schemas import Filters

WATCH = wire.Watch(
    watch_id="1f0c9a2b",
    created_at="2024-06-08T09:00:00+00:00",
    query="lighthouse automation",
    matching="meaning",
    filters=Filters(source=["Gannet Gazette"]),
    unread=1,
)
WATCHES = wire.Watches(watches=[WATCH])
_TEXT = "Mara Ellin climbed the 212 steps of Gannet Point light for the last time on Friday."
NOTICES = wire.Notices(
    notices=[
        wire.Notice(
            serial=12,
            watch_id="1f0c9a2b",
            kind="new",
            said="new",
            article_id="art-31f0",
            version=1,
            start=42,
            end=42 + len(_TEXT),
            text=_TEXT,
            headline="Lighthouse keeper retires after 41 years",
            source="Gannet Gazette",
            published="2024-06-07",
            copies=["art-31f9"],
            noticed_at="2024-06-08T09:30:00+00:00",
            read=False,
        )
    ]
)
MARKED = wire.Marked(marked=1)
NEW = Body(
    openapi_examples={
        "a query": Example(value={"query": "lighthouse automation", "filters": {"source": ["Gannet Gazette"]}}),
        "all of some words": Example(value={"query": '"harbour board" successor', "matching": "words"}),
        "an answer": Example(value={"answer_id": "51c0ffee51c0ffee"}),
    }
)
READ = Body(openapi_examples={"all": Example(value={}), "up to a notice": Example(value={"through": 12})})

"""The examples in the OpenAPI document. Everything in them is invented; the offsets are true."""

from typing import Annotated, Any

from fastapi import Body, Path
from fastapi.openapi.models import Example

from api import receipt_schemas as receipts
from api import schemas as wire
from api.version_schemas import Stretch

ArticleId = Annotated[str, Path(description="as hits and citations give it", examples=["art-31f0"])]
AnswerId = Annotated[str, Path(description="as answers give it", examples=["51c0ffee51c0ffee"])]
PhotoId = Annotated[str, Path(description="as hits and captions give it", examples=["photo-77c2"])]

_HEADLINE = "Lighthouse keeper retires after 41 years"
_BODY = "Mara Ellin climbed the 212 steps of Gannet Point light for the last time on Friday."
_CAPTION = "Mara Ellin at the lamp of Gannet Point light."
_TEXT = f"{_HEADLINE}\n\n{_BODY}\n\n{_CAPTION}"
_GENERATION = "20240607T081500Z-4c1d"


def _span(part: str) -> dict[str, int]:
    start = _TEXT.index(part)
    return {"start": start, "end": start + len(part)}


_SAID = {"source": "Gannet Gazette", "byline": "Oda Brandt", "published": "2024-06-07"}
_PLACE = {"article_id": "art-31f0", "version": 1, "passage_id": "pas-90aa", "kind": "body", "headline": _HEADLINE}
_PASSAGE = wire.Passage.model_validate(
    {**_PLACE, **_SAID, **_span(_BODY), "text": _BODY, "section": "News", "language": "en"}
)
_HIT = wire.Hit(**dict(_PASSAGE), score=0.83)
_PHOTO = wire.Photo.model_validate(
    {"photo_id": "photo-77c2", "article_id": "art-31f0", "version": 1}
    | _span(_CAPTION)
    | {"caption": _CAPTION, "byline": "Jo Sandvik", "credit": "Gannet Gazette", "taken": "2024-06-07"}
    | {"image": "/v1/photos/photo-77c2/image"}
)

RESULT = wire.SearchResult(
    query="lighthouse keeper retires",
    hits=[_HIT],
    generation=_GENERATION,
    timings={"vector": 4.1, "keyword": 1.3},
)
RELATED = wire.Related(article_id="art-31f1", hits=[_HIT], generation=_GENERATION, timings={"total": 9.2})
_OPENING = {
    "page": f"/?article=art-31f0&version=1&start={_span(_BODY)['start']}&end={_span(_BODY)['end']}",
    "api": "/v1/articles/art-31f0",
    "command": "newsarchive show art-31f0 --version 1",
}
DRAFT = wire.Draft(text="Gannet Point light has ")
ANSWER = wire.Answer(
    answer_id="51c0ffee51c0ffee",
    status="answered",
    question="How many steps does Gannet Point light have?",
    short=wire.ShortAnswer(text="212", citation=1),
    sentences=[wire.AnswerSentence(text=_BODY, citations=[1], verified=True)],
    citations=[
        wire.Citation.model_validate(
            {**_PLACE, **_SAID, **_span(_BODY), "number": 1, "quote": _BODY, "verified": True, "open": _OPENING}
        )
    ],
    nearest=[_HIT],
    generation=_GENERATION,
    timings={"search": 6.0, "answer": 21.5},
)
RECEIPT = receipts.Receipt(
    answer_id="51c0ffee51c0ffee",
    asked_at="2024-06-09T10:15:00.000+00:00",
    product="0.1.0",
    models=receipts.Models(embedder="bge-small 0f3a1c9b2d4e", reranker="minilm-l12", writer="extractive"),
    filters=wire.Filters(source=["Gannet Gazette"]),
    answer=ANSWER,
    retrieved=[receipts.Retrieved(passage_id="pas-90aa", article_id="art-31f0", version=1, score=0.83)],
)
ARTICLE = wire.Article(
    article_id="art-31f0",
    status="current",
    current=1,
    versions=[
        wire.Version(
            number=1,
            headline=_HEADLINE,
            text=_TEXT,
            parts=[
                wire.Part.model_validate({"kind": "headline", **_span(_HEADLINE)}),
                wire.Part.model_validate({"kind": "body", **_span(_BODY)}),
                wire.Part.model_validate({"kind": "caption", "photo_id": "photo-77c2", **_span(_CAPTION)}),
            ],
            photos=[_PHOTO],
            source="Gannet Gazette",
            byline="Oda Brandt",
            section="News",
            published="2024-06-07",
            language="en",
            ingested_at="2024-06-08T06:00:00+00:00",
        )
    ],
    passages=[_PASSAGE],
)
COMPARISON = wire.Comparison(
    article_id="art-31f0",
    older=1,
    newer=2,
    stretches=[
        Stretch(change="kept", text="The light has"),
        Stretch(change="removed", text=" 211"),
        Stretch(change="added", text=" 212"),
        Stretch(change="kept", text=" steps."),
    ],
)
PHOTOGRAPH = wire.Photograph(photo_id="photo-77c2", appearances=[_PHOTO])
LIVE = wire.Live()
COLLECTIONS = wire.Collections(
    collections=[wire.Collection(name="Bridge inquiry", articles=41, created_at="2024-06-08T06:00:00+00:00")]
)
READY = wire.Ready(generation=_GENERATION, articles=1, passages=2)

QUESTION = Body(
    openapi_examples={
        "a question": Example(value={"question": "How many steps does Gannet Point light have?"}),
        "a question after another": Example(value={"question": "And who comes next?", "follow": "51c0ffee51c0ffee"}),
        "a question to one paper": Example(
            value={
                "question": "Who kept the lighthouse before Mara Ellin?",
                "filters": {"date_from": "1980-01-01", "date_to": "1989-12-31", "source": ["Gannet Gazette"]},
            }
        ),
    }
)


def of(example: wire.Wire) -> dict[int | str, dict[str, Any]]:
    """The example as the OpenAPI document takes it, for a path that answers 200."""
    return {200: {"content": {"application/json": {"example": example.model_dump(mode="json")}}}}

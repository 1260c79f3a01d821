"""The paths of the API. Each is three lines: parse, one call, shape."""

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response

from answer.desk import Desk
from answer.export.formats import Format
from answer.model import AskRequest
from api import examples, receipt_schemas, receipt_shape, schemas, shape, streams
from api.dependencies import DeskHere
from api.downloads import FILES, AsFormat, download
from api.parameters import ask_request, refuse_unknown, search_request
from api.pictures import SIGNATURES, FileInside, picture
from api.problems import described
from api.streams import EventStream
from api.written import written

router = APIRouter(dependencies=[Depends(refuse_unknown)])


async def _file_inside(request: Request) -> FileInside:
    return cast(FileInside, request.app.state.file_inside)


FileInsideHere = Annotated[FileInside, Depends(_file_inside)]
Limit = Annotated[int, Query(ge=1, le=100, description="most articles to answer with")]
VersionNumber = Annotated[int | None, Query(ge=1, description="a version's number")]
_PICTURES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture file",
        "content": {name: {"schema": {"type": "string", "format": "binary"}} for _, _, name in SIGNATURES},
    }
}


@router.post("/v1/ask", tags=["answers"], responses=examples.of(examples.ANSWER) | described(404, 422, 500, 503, 507))
def ask(question: Annotated[schemas.Question, examples.QUESTION], desk: DeskHere) -> schemas.Answer:
    """Answer a question from the archive, every word cited, or refuse and say what is missing."""
    return shape.answer(desk.ask(_in_conversation(question, desk)))


def _in_conversation(question: schemas.Question, desk: Desk) -> AskRequest:
    request = ask_request(question)
    return desk.after(request, question.follow, keep_filters=question.filters is None) if question.follow else request


@router.get(
    "/v1/answers/{answer_id}",
    tags=["answers"],
    responses=examples.of(examples.RECEIPT) | described(404, 422, 500),
)
def receipt(answer_id: examples.AnswerId, desk: DeskHere) -> receipt_schemas.Receipt:
    """An answer as it was given, with the versions, passages and models that it was given from."""
    return receipt_shape.receipt(desk.receipt(answer_id))


@router.post(
    "/v1/ask/stream",
    tags=["answers"],
    response_class=EventStream,
    responses=streams.DESCRIBED | described(404, 422, 500, 503, 507),
)
def ask_stream(question: Annotated[schemas.Question, examples.QUESTION], desk: DeskHere) -> Response:
    """Answer as `/v1/ask` does, as server-sent events: what a model drafts, unverified, then the answer."""
    return streams.stream(desk.answering(_in_conversation(question, desk)))


@router.get(
    "/v1/answers/{answer_id}/export",
    tags=["answers"],
    response_class=Response,
    responses=FILES | described(404, 422, 500),
)
def export(answer_id: examples.AnswerId, form: AsFormat, desk: DeskHere) -> Response:
    """An answer as a file for a reference manager, a spreadsheet or a fact-checker."""
    answer = desk.receipt(answer_id).answer
    return download(desk.export_answer(answer, form), form, f"answer-{answer_id}")


@router.get(
    "/v1/search/export", tags=["search"], response_class=Response, responses=FILES | described(404, 422, 500, 503)
)
def search_export(query: Annotated[receipt_schemas.SearchExportQuery, Query()], desk: DeskHere) -> Response:
    """The hits of a search as such a file."""
    form = Format(query.format)
    return download(desk.export_search(search_request(query), form), form, "search")


@router.get(
    "/v1/search",
    tags=["search"],
    response_model=schemas.SearchResult,
    responses=examples.of(examples.RESULT) | described(404, 422, 500, 503),
)
def search(query: Annotated[schemas.SearchQuery, Query()], desk: DeskHere) -> Response:
    """Find passages or articles, best first; every filter holds for every hit."""
    return written(shape.search_result(query.q, desk.search(search_request(query))))


@router.get(
    "/v1/articles/{article_id}",
    tags=["record"],
    responses=examples.of(examples.ARTICLE) | described(404, 422, 500, 503),
)
def article(article_id: examples.ArticleId, desk: DeskHere) -> schemas.Article:
    """An article with all its versions, captions, passages and copies; citations point into a version's text."""
    story, collections = desk.copies(article_id), desk.collections_of(article_id)
    return shape.article(desk.article(article_id), desk.passages(article_id), story, collections)


@router.get(
    "/v1/articles/{article_id}/similar",
    tags=["search"],
    responses=examples.of(examples.RELATED) | described(404, 422, 500, 503),
)
def similar(article_id: examples.ArticleId, desk: DeskHere, limit: Limit = 10) -> schemas.Related:
    """Articles like this one, best first, without itself and copies of it."""
    return shape.related(article_id, desk.similar(article_id, limit))


@router.get(
    "/v1/articles/{article_id}/background",
    tags=["search"],
    responses=examples.of(examples.RELATED) | described(404, 422, 500, 503),
)
def background(article_id: examples.ArticleId, desk: DeskHere, limit: Limit = 10) -> schemas.Related:
    """Articles of earlier days that explain this one, best first; none where it has no date."""
    return shape.related(article_id, desk.background(article_id, limit))


@router.get(
    "/v1/articles/{article_id}/diff",
    tags=["record"],
    responses=examples.of(examples.COMPARISON) | described(404, 422, 500, 503),
)
def diff(
    article_id: examples.ArticleId, desk: DeskHere, older: VersionNumber = None, newer: VersionNumber = None
) -> schemas.Comparison:
    """What changed between two versions, word by word; by default the latest and the one before it."""
    return shape.comparison(desk.compare(article_id, older, newer))


@router.get("/v1/collections", tags=["record"], responses=examples.of(examples.COLLECTIONS) | described(422, 500))
def collections(desk: DeskHere) -> schemas.Collections:
    """The collections that searches and questions can be limited to, and how many articles are in each."""
    return shape.collections(desk.collections())


@router.get(
    "/v1/photos/{photo_id}", tags=["record"], responses=examples.of(examples.PHOTOGRAPH) | described(404, 422, 500)
)
def photo(photo_id: examples.PhotoId, desk: DeskHere) -> schemas.Photograph:
    """A photograph and everywhere it appears."""
    return shape.photograph(photo_id, desk.photo(photo_id))


@router.get(
    "/v1/photos/{photo_id}/image",
    tags=["record"],
    response_class=Response,
    responses=_PICTURES | described(404, 422, 500),
)
def image(photo_id: examples.PhotoId, desk: DeskHere, file_inside: FileInsideHere) -> Response:
    """The picture file itself, as it lies on disk or in an archive."""
    content, media_type = picture(photo_id, desk.photo(photo_id), file_inside)
    return Response(content, media_type=media_type)


@router.get("/livez", tags=["health"], responses=examples.of(examples.LIVE) | described(422))
def livez() -> schemas.Live:
    """Whether the server is up."""
    return schemas.Live()


@router.get("/readyz", tags=["health"], responses=examples.of(examples.READY) | described(422, 500, 503))
def readyz(desk: DeskHere) -> schemas.Ready:
    """Whether there is an index to answer from, and which."""
    generation, articles, passages = desk.generation()
    return schemas.Ready(generation=generation, articles=articles, passages=passages, model=desk.model)

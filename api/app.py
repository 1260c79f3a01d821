"""`create_app`: the HTTP server over one `Desk`."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from answer.desk import Desk
from api import problems
from api.endpoints import router
from api.guard import Guard, names_answered
from api.pictures import FileInside
from api.watch_endpoints import router as watch_router


def closing_with(app: FastAPI, resources: ExitStack) -> FastAPI:
    """The app, which closes these when the server ends."""

    @asynccontextmanager
    async def closing(_: FastAPI) -> AsyncIterator[None]:
        with resources:
            yield

    app.router.lifespan_context = closing
    return app


def create_app(desk: Desk, *, host: str = "127.0.0.1", file_inside: FileInside = lambda _: None) -> FastAPI:
    """The API over `desk`, for a server bound to `host`; who opened the desk closes it.

    `file_inside` gets at pictures that lie in archives; without it they have a caption only.

    There is no /docs page: FastAPI's loads its scripts from elsewhere. /openapi.json has it all.
    """
    app = FastAPI(
        title="newsarchive",
        version=version("newsarchive"),
        description="A searchable news archive that answers questions with citations you can check.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.desk = desk
    app.state.file_inside = file_inside
    app.include_router(router)
    app.include_router(watch_router)
    app.add_middleware(Guard, names=names_answered(host))
    problems.install(app)
    app.openapi()  # every request looks into it, and two first ones at once would each make it and meet in the middle
    return app

"""The API as each of several workers opens it: settings come from the environment, the socket from the parent."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI

from api.app import create_app
from archive.settings import load_settings
from cli.compose import open_desk
from ingest.inner_file import content_inside


def app() -> FastAPI:
    """The API over a desk of this process's own, which closes when the server ends."""
    settings, stack = load_settings(), ExitStack()
    desk = stack.enter_context(open_desk(settings, built=False))
    made = create_app(desk, host=settings.host, file_inside=content_inside)

    @asynccontextmanager
    async def closing(_: FastAPI) -> AsyncIterator[None]:
        with stack:
            yield

    made.router.lifespan_context = closing
    return made

"""The API as each of several workers opens it: settings come from the environment, the socket from the parent."""

from contextlib import ExitStack

from api.app import closing_with, create_app
from archive.settings import load_settings
from cli.compose import open_desk
from ingest.inner_file import content_inside


def app() -> object:
    """The API over a desk of this process's own, which closes when the server ends: what uvicorn serves."""
    settings, stack = load_settings(), ExitStack()
    desk = stack.enter_context(open_desk(settings, built=False))
    return closing_with(create_app(desk, host=settings.host, file_inside=content_inside), stack)

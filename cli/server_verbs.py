"""Verbs that leave something running: `serve`, `ui`, `demo`."""

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import InputError
from archive.settings import PREFIX, Settings, load_settings
from cli.archive_verbs import EXIT_WITH_FAILURES
from cli.compose import open_desk
from cli.options import DataOption, JsonOption

HostOption = Annotated[str | None, typer.Option("--host", help="Address to listen on; this machine only by default.")]
PortOption = Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 picks a free one.")]

_SECONDS_TO_START = 60
"""Before a worker that does not answer is given up: it loads its models first."""

DEMO_QUESTION = "What did Quill tell the inquiry about reading the memorandum?"


def serve(
    data: DataOption = None,
    host: HostOption = None,
    port: PortOption = None,
    workers: Annotated[int | None, typer.Option("--workers", help="Processes that answer; one by default.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Serve the HTTP API until stopped."""
    import uvicorn

    from api.app import create_app
    from ingest.inner_file import content_inside

    settings = load_settings(data=data, host=host, port=port, workers=workers)
    listening = _listen(settings.host, settings.port)
    url = f"http://{settings.host}:{listening.getsockname()[1]}"
    if settings.workers > 1:
        listening.listen()  # whoever asks before the workers are there waits for them
        _announce("api", url, as_json=as_json)
        _serve_by_workers(settings, listening)
        return
    with open_desk(settings, built=False) as desk:
        _announce("api", url, as_json=as_json)
        app = create_app(desk, host=settings.host, file_inside=content_inside)
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        uvicorn.Server(config).run(sockets=[listening])


def _serve_by_workers(settings: Settings, listening: socket.socket) -> None:
    """Serve by processes that each open the archive; one that dies is started again."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    # They begin anew and know of this process what is in the environment.
    os.environ |= {f"{PREFIX}DATA": str(settings.data.resolve()), f"{PREFIX}HOST": settings.host}
    config = uvicorn.Config(
        "cli.worker:app",
        factory=True,
        workers=settings.workers,
        log_level="warning",
        lifespan="on",
        timeout_worker_healthcheck=_SECONDS_TO_START,
    )
    Multiprocess(config, sockets=[listening]).run()


def ui(
    api: Annotated[str | None, typer.Option("--api", help="Where the API is; also NEWSARCHIVE_API_URL.")] = None,
    data: DataOption = None,
    host: HostOption = None,
    port: PortOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve the pages, which ask the API at --api, until stopped."""
    from ui.launch import serve as serve_pages

    settings = load_settings(data=data, host=host, ui_port=port, api_url=api)
    free = _free_port(settings.host, settings.ui_port)
    _announce("ui", f"http://{settings.host}:{free}", as_json=as_json)
    serve_pages(settings.host, free, settings.api_url)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The files to make an archive of.")],
    data: DataOption = None,
    question: Annotated[str, typer.Option(help="The question to ask it.")] = DEMO_QUESTION,
    once: Annotated[bool, typer.Option("--once", help="End after the answer, without serving.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ingest a folder, build its index, ask it a question, and leave the API and the pages running."""
    settings = load_settings(data=data)
    where = ["--data", str(settings.data)]
    machine = ["--json"] if as_json else []
    steps = [["ingest", str(folder), *where], ["rebuild", *where], ["ask", question, *where]]
    for step in steps:
        _say(f"\n$ newsarchive {' '.join(_quoted(word) for word in step)}", quiet=as_json)
        quiet = as_json and step[0] != "ask"
        output = subprocess.DEVNULL if quiet else None
        code = subprocess.run([*_NEWSARCHIVE, *step, *machine], check=False, stdout=output).returncode
        if code not in (0, EXIT_WITH_FAILURES):
            raise typer.Exit(code)
    if not once:
        _serve_both(settings.host, where)


def _serve_both(host: str, where: list[str]) -> None:
    """Run the API and the pages as processes of their own; both end when either does, or on Ctrl-C."""
    api_port, ui_port = _free_port(host), _free_port(host)
    api_url = f"http://{host}:{api_port}"
    commands = [
        ["serve", *where, "--port", str(api_port)],
        ["ui", *where, "--port", str(ui_port), "--api", api_url],
    ]
    _say("\nThe API and the pages are starting; Ctrl-C ends both.")
    with ExitStack() as running:
        processes = [running.enter_context(subprocess.Popen([*_NEWSARCHIVE, *command])) for command in commands]
        try:
            while all(process.poll() is None for process in processes):
                _wait_a_moment(processes[0])
        except KeyboardInterrupt:
            _say("\nstopping")
        finally:
            for process in processes:
                process.terminate()


def _wait_a_moment(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        return


_NEWSARCHIVE = [sys.executable, "-m", "cli.main"]


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def _say(line: str, *, quiet: bool = False) -> None:
    if not quiet:
        typer.echo(line)


def _announce(what: str, url: str, *, as_json: bool) -> None:
    typer.echo(json.dumps({what: url}) if as_json else f"{what}: {url}")
    sys.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that the port announced is the port served.

    Raises:
        InputError: the address cannot be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, servers send at once what they write; else an answer waits 40 ms for the client.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another with --port"
        ) from error
    return listening


def _free_port(host: str, wanted: int = 0) -> int:
    """The port wanted, or any where that is 0, after seeing that it is free."""
    with _listen(host, wanted) as listening:
        return int(listening.getsockname()[1])

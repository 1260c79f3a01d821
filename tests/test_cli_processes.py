"""The command in processes of its own: as it is installed, what it starts, and how that ends."""

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import schemas as wire
from cli import server_verbs
from tests.command import in_a_process
from tests.conftest import SAMPLE


def test_the_installed_command_is_the_module(sample_data: Path) -> None:
    script = shutil.which("newsarchive", path=str(Path(sys.executable).parent))
    assert script is not None
    by_script = subprocess.run(
        [script, "failures", "--json", "--data", sample_data], check=False, capture_output=True, text=True
    )
    assert (by_script.returncode, by_script.stdout) == (
        0,
        in_a_process("failures", "--json", "--data", sample_data).stdout,
    )


@pytest.fixture
def embedded(sample_data: Path, tmp_path: Path) -> Path:
    """An empty data folder that has the vectors of the sample archive already."""
    data = tmp_path / "data"
    shutil.copytree(sample_data / "embeddings", data / "embeddings")
    return data


def test_demo_ends_with_a_cited_answer(embedded: Path) -> None:
    done = in_a_process("demo", SAMPLE / "archive" / "2018", "--data", embedded, "--once")
    assert done.returncode == 0, done.stderr
    assert "$ newsarchive ingest" in done.stdout
    assert "Quill" in done.stdout
    assert "[1]" in done.stdout


def test_demo_prints_its_answer_as_one_document(embedded: Path) -> None:
    question = ("--question", "How many people signed to keep the ferry?")
    done = in_a_process("demo", SAMPLE / "archive" / "2014", "--data", embedded, "--once", "--json", *question)
    assert wire.Answer.model_validate_json(done.stdout).status == "answered"


def test_demo_says_so_when_a_step_fails(tmp_path: Path) -> None:
    done = in_a_process("demo", tmp_path / "no-such-folder", "--data", tmp_path / "data", "--once")
    assert done.returncode == 1
    assert "no-such-folder" in done.stderr


def as_in_the_foreground() -> None:
    """Let Ctrl-C reach a process also where the tests run in the background, and so ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def started(request: pytest.FixtureRequest, sample_data: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server that the command started on a free port, and what it announced in JSON."""
    where = ("--data", str(sample_data)) if request.param == "serve" else ("--api", "http://127.0.0.1:9")
    command = [sys.executable, "-m", "cli.main", request.param, "--port", "0", "--json", *where]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=as_in_the_foreground
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline(), process
        finally:
            process.kill()


@pytest.mark.parametrize(("started", "name"), [("serve", "api"), ("ui", "ui")], indirect=["started"])
def test_a_server_announces_its_address(started: tuple[str, "subprocess.Popen[str]"], name: str) -> None:
    document = json.loads(started[0])
    assert list(document) == [name]
    assert document[name].startswith("http://127.0.0.1:")


def test_two_workers_answer_and_end_together(sample_data: Path) -> None:
    where = ("--data", str(sample_data), "--workers", "2")
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0", "--json", *where]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=as_in_the_foreground
    ) as process:
        assert process.stdout is not None
        api = json.loads(process.stdout.readline())["api"]
        try:
            asking = http.client.HTTPConnection(api.removeprefix("http://"), timeout=60)
            asking.request("GET", "/v1/search?q=ferry")
            found = json.load(asking.getresponse())
            asking.close()
            workers = children_of(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[1]
    assert found["hits"]
    assert len(workers) == 2
    assert said == ""
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_what_a_server_listens_on_names_its_protocol() -> None:
    """Else its connections wait for the client's word between the two writes of an answer."""
    with server_verbs._listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def children_of(pid: int) -> list[str]:
    """The workers among a process's children, by id."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [each for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


@pytest.mark.parametrize("started", ["serve"], indirect=True)
def test_the_api_ends_on_ctrl_c(started: tuple[str, "subprocess.Popen[str]"]) -> None:
    _, process = started
    process.send_signal(signal.SIGINT)
    assert process.wait(60) in (0, 130, -signal.SIGINT)

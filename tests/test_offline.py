"""Law 7: nothing opens an outbound connection, and what listens, listens to this machine only.

The command runs in a process of its own, where an audit hook ends it at the first attempt to reach another machine or
to look up a name, also where the attempt would fail or its failure be swallowed. Where the system lets us, the process
has a network of its own besides, without a way out, which binds what is not written in Python as well.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from httpx2 import Client, TransportError

from tests.conftest import SAMPLE

_ATTEMPT = 97

_GUARDED = f"""
import ipaddress, os, sys

def is_loopback(host):
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return host in (None, "", "localhost", b"localhost")

def host_of(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        return arguments[1][0] if isinstance(arguments[1], tuple) else None
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        return arguments[0]

def watch(event, arguments):
    if event.startswith("socket.") and not is_loopback(host := host_of(event, arguments)):
        os.write(2, f"{{event}} {{host!r}}\\n".encode())
        os._exit({_ATTEMPT})

sys.addaudithook(watch)
"""
_COMMAND = _GUARDED + "from cli.main import run; run()"
_COMMANDS = f"""{_GUARDED}
import json
from cli.main import run

for embedder, *words in map(json.loads, sys.argv[1:]):
    os.environ["NEWSARCHIVE_EMBEDDER"] = embedder
    sys.argv = ["newsarchive", *words]
    try:
        run()
    except SystemExit as ended:
        print("exit", ended.code or 0, flush=True)
"""
"""Commands one after another, each as JSON behind its embedder: a process loads its libraries for seconds."""

_WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]


def cut_off() -> list[str]:
    """The words before a command that take its network away, or none where the system has no such thing."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run([*_WITHOUT_NETWORK, "true"], check=False, capture_output=True)
    return _WITHOUT_NETWORK if tried.returncode == 0 else []


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment without a word about model hubs, whose home and caches are empty."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "TRANSFORMERS_", "XDG_"))}
    return kept | {"HOME": str(tmp_path / "home")}


def run(environment: dict[str, str], data: Path, *commands: tuple[str | Path, ...]) -> tuple[list[int], str]:
    """The exit codes of commands on a data folder, each behind its embedder, and what they said of errors."""
    words = [json.dumps([*map(str, each), "--data", str(data)]) for each in commands]
    command = [*cut_off(), sys.executable, "-c", _COMMANDS, *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, f"{done.stdout[-500:]} {done.stderr}"
    return [int(code) for code in re.findall(r"^exit (\d+)$", done.stdout, re.MULTILINE)], done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 443), timeout=1)",
        "socket.getaddrinfo('models.example', 443)",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
        "socket.create_server(('0.0.0.0', 0))",
    ],
)
def test_the_guard_ends_whoever_tries(bare: dict[str, str], attempt: str) -> None:
    script = f"{_GUARDED}\nimport socket\ntry:\n    {attempt}\nexcept OSError:\n    pass"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, env=bare)
    assert done.returncode == _ATTEMPT


def test_in_tests_too_nothing_reaches_out() -> None:
    with Client(trust_env=False) as client, pytest.raises(AssertionError, match="nothing may call out"):
        client.get("http://192.0.2.1/")
    with Client(trust_env=False) as client, pytest.raises(AssertionError, match="nothing may call out"):
        client.get("http://models.example/")


def test_from_files_to_an_answer_without_a_network(bare: dict[str, str], tmp_path: Path) -> None:
    commands: list[tuple[str | Path, ...]] = [
        ("bge-small", "ingest", SAMPLE / "archive" / "2021"),
        ("bge-small", "rebuild"),
        ("bge-small", "search", "bridge"),
        ("bge-small", "search", "bridge", "--mode", "best"),
        ("bge-small", "ask", "What was the final cost of the Salters Bridge?"),
    ]
    codes, errors = run(bare, tmp_path / "data", *commands)
    assert codes == [0] * len(commands), errors


def test_a_sentence_transformers_model_is_not_asked_for_elsewhere(bare: dict[str, str], tmp_path: Path) -> None:
    news = SAMPLE / "archive" / "2024" / "ferry-museum.md"
    commands = [("minilm-l6", "ingest", news), ("minilm-l6", "rebuild"), ("some/model", "rebuild")]
    codes, errors = run(bare, tmp_path / "data", *commands)
    assert codes == [0, 0, 1], errors
    assert "no sentence-transformers model 'some/model' is on this machine" in errors


@contextmanager
def serving(environment: dict[str, str], *words: str | Path) -> Iterator[str]:
    """The address of a server that the command started, which ends with the block."""
    command = [sys.executable, "-c", _COMMAND, *map(str, words), "--port", "0", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            (address,) = json.loads(server.stdout.readline()).values()
            yield address
            assert server.poll() is None, server.stderr.read() if server.stderr else ""
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def status_of(url: str, seconds: float = 60) -> int:
    """The status with which the address answers, once it does."""
    last = time.monotonic() + seconds
    with Client(trust_env=False) as client:
        while True:
            try:
                return client.get(url).status_code
            except TransportError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.2)


def test_the_api_listens_to_this_machine_only(bare: dict[str, str], sample_data: Path) -> None:
    with serving(bare, "serve", "--data", sample_data) as address:
        assert address.startswith("http://127.0.0.1:")
        assert status_of(f"{address}/readyz") == 200


def test_the_pages_listen_to_this_machine_only(bare: dict[str, str]) -> None:
    with serving(bare, "ui", "--api", "http://127.0.0.1:9") as address:
        assert address.startswith("http://127.0.0.1:")
        assert status_of(address) == 200

"""What every test gets: a clean environment, and no network beyond this machine (law 7)."""

import ipaddress
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample"


def is_loopback(host: str) -> bool:
    """Whether an address, or a name that needs no looking up, is this machine."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in {"", "localhost"}


def refuse_beyond_loopback(address: Any) -> None:
    """Let addresses of this machine and of local sockets pass; raise for all others."""
    if isinstance(address, tuple) and not is_loopback(str(address[0])):
        raise AssertionError(f"a connection to {address[0]} was about to be made; nothing may call out (law 7)")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to connect elsewhere, or to look a name up, an error."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    look_up = socket.getaddrinfo

    def guarded(name: str) -> Any:
        def call(self: socket.socket, *arguments: Any) -> Any:
            refuse_beyond_loopback(arguments[-1])
            return real[name](self, *arguments)

        return call

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None:
            refuse_beyond_loopback((host.decode() if isinstance(host, bytes) else host,))
        return look_up(host, *arguments, **options)

    for name in real:
        monkeypatch.setattr(socket.socket, name, guarded(name))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(scope="session", autouse=True)
def _clean_environment_at_start() -> None:
    """Forget the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("NEWSARCHIVE_")]:
        del os.environ[name]


@pytest.fixture(autouse=True)
def _clean_environment() -> Iterator[None]:
    """Undo whatever a test, or what it called, did to the environment."""
    before = dict(os.environ)
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the real data sets, which lie in ../shared/data where there are any")
    return folder


def newsarchive(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own, and give back its exit code and what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"COLUMNS": "120", "NO_COLOR": "1"} | environment,
    )


@pytest.fixture(scope="session")
def sample_ingest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A data folder into which the sample archive was ingested with the command, and the report it printed."""
    data = tmp_path_factory.mktemp("sample") / "data"
    ingested = newsarchive("ingest", SAMPLE / "archive", "--data", data, "--json")
    assert ingested.returncode == 0, ingested.stdout + ingested.stderr
    return data, json.loads(ingested.stdout)


@pytest.fixture(scope="session")
def sample_rebuild(sample_ingest: tuple[Path, dict[str, Any]]) -> tuple[Path, dict[str, Any]]:
    """The sample archive with its index, built with the default models, and the report of the rebuild."""
    data, _ = sample_ingest
    rebuilt = newsarchive("rebuild", "--data", data, "--json")
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    return data, json.loads(rebuilt.stdout)


@pytest.fixture(scope="session")
def sample_data(sample_rebuild: tuple[Path, dict[str, Any]]) -> Path:
    """The data folder of the sample archive, ready to be asked. Shared by all tests: read it, do not change it."""
    return sample_rebuild[0]

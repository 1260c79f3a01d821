"""What every test gets: a clean environment, and no network beyond this machine (law 7)."""

import fcntl
import ipaddress
import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.reranker import Reranker

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample"


LONGEST = ("tests/sample/", "tests/test_cli", "tests/hostile/", "tests/test_offline.py", "tests/ui/", "tests/index/")
"""Where tests take longest, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first: of two processes neither is left alone with it at the end."""

    def turn(item: pytest.Item) -> int:
        if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
            return -1
        return next((place for place, long in enumerate(LONGEST) if item.nodeid.startswith(long)), len(LONGEST))

    items.sort(key=turn)


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


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def _one_reranker(run_folder: Path) -> Iterator[None]:
    """Let commands that run in this process use the reranker of the tests, which reads nothing twice."""
    from index import models

    def load() -> Reranker:
        from tests.reranking import real_reranker

        return real_reranker()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "load_reranker", load)
        patch.setenv("SCORES_OF_THE_RUN", str(run_folder / "scores.sqlite"))
        yield


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


@pytest.fixture(scope="session")
def sample_rebuild(
    run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any], dict[str, Any]]:
    """The sample archive with its index, built with the default models, and the reports of ingest and rebuild.

    Built once, by whichever process of a run comes first; each has a copy of its own.
    """
    built = run_folder / "sample-built"
    with (run_folder / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (built / "reports.json").exists():
            reports = [_reported("ingest", SAMPLE / "archive", "--data", built), _reported("rebuild", "--data", built)]
            (built / "reports.json").write_text(json.dumps(reports))
    ingested, rebuilt = json.loads((built / "reports.json").read_text())
    data = tmp_path_factory.mktemp("sample") / "data"
    shutil.copytree(built, data, ignore=shutil.ignore_patterns("reports.json"))
    return data, ingested, rebuilt


def _reported(*words: str | Path) -> dict[str, Any]:
    from tests.command import newsarchive  # which loads the whole command, and most tests need none of it

    done = newsarchive(*words, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="session")
def sample_data(sample_rebuild: tuple[Path, dict[str, Any], dict[str, Any]]) -> Path:
    """The data folder of the sample archive, ready to be asked. Shared by all tests: read it, do not change it."""
    return sample_rebuild[0]

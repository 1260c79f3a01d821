"""Requests a second of our API and txtai's over the same passages, with one worker and with two. `--help` for more.

Clients keep their connections and ask without a pause, more of them from step to step; of each step the rate and the
95th percentile are reported, and as a server's throughput the highest rate at which that stays under 100 ms. Servers
are measured in turn, each by itself. The peers' environment is that of `benchmarks.peers`, with `txtai[api]`.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from benchmarks.peers import environment, export
from evaluation.judged import read_questions
from evaluation.provenance import commit, machine

_MOST_MS = 100
_HITS = 10
_ROOT = Path(__file__).parent.parent
_OURS, _TXTAI = "newsarchive", "txtai"
_PATHS = {_OURS: ("/v1/search", "q"), _TXTAI: ("/search", "query")}
_Step = dict[str, float]


class Client(threading.Thread):
    """Asks until told to stop; `milliseconds` of each request, or the first `failure`."""

    def __init__(self, address: str, requests: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.milliseconds: list[float] = []
        self.failure: str | None = None
        self.stopping = threading.Event()
        self._address, self._requests = address, requests

    def run(self) -> None:
        connection = HTTPConnection(self._address, timeout=60)
        while not self.stopping.is_set():
            for request in self._requests:
                if self.stopping.is_set():
                    break
                started = time.perf_counter()
                connection.request("GET", request)
                answer = connection.getresponse()
                found = json.load(answer)
                if answer.status != 200 or not found:
                    self.failure = f"{request}: {answer.status}"
                    return
                self.milliseconds.append((time.perf_counter() - started) * 1000)


def step(address: str, requests: Sequence[str], clients: int, seconds: float) -> _Step:
    """The rate, in requests a second, and the 95th percentile, in milliseconds, with so many clients."""
    asking = [Client(address, [*requests[place:], *requests[:place]]) for place in range(0, clients * 7, 7)]
    started = time.perf_counter()
    for each in asking:
        each.start()
    time.sleep(seconds)
    for each in asking:
        each.stopping.set()
    for each in asking:
        each.join()
    taken = [one for each in asking for one in each.milliseconds]
    if failed := [each.failure for each in asking if each.failure]:
        raise SystemExit(f"a request failed: {failed[0]}")
    rate = len(taken) / (time.perf_counter() - started)
    return {
        "clients": clients,
        "requests a second": round(rate, 1),
        "p95, ms": round(float(np.percentile(taken, 95)), 1),
    }


@contextmanager
def serving(system: str, workers: int, folder: Path, python: Path) -> Iterator[str]:
    """A server of that system over the archive or index in the folder: its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ["-m", "cli.main", "serve", "--data", str(folder / "archive"), "--port", str(port)]
    theirs = ["-m", "uvicorn", "txtai.api:app", "--port", str(port), "--log-level", "warning"]
    command = [sys.executable, *own] if system == _OURS else [str(python), *theirs]
    said = environment() | {"CONFIG": str(folder / "txtai.yml"), "ALLOW_RESOLVE_TRANSFORM": "True"}
    with subprocess.Popen([*command, "--workers", str(workers)], cwd=_ROOT, env=said, stdout=sys.stderr) as server:
        try:
            address = f"127.0.0.1:{port}"
            _wait_for(address, system)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, system: str) -> None:
    path, name = _PATHS[system]
    while True:
        connection = HTTPConnection(address, timeout=120)
        try:
            connection.request("GET", f"{path}?{urlencode({name: 'river'})}")
            connection.getresponse().read()
        except ConnectionError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()


def measure(system: str, workers: int, folder: Path, python: Path, asked: Sequence[str], seconds: float) -> list[_Step]:
    """The steps up to the first whose 95th percentile is too high."""
    path, name = _PATHS[system]
    requests = [f"{path}?{urlencode({name: question, 'limit': _HITS})}" for question in asked]
    steps: list[_Step] = []
    with serving(system, workers, folder, python) as address:
        step(address, requests, 2 * workers, seconds)  # warms every worker
        for clients in (1, 2, 3, 4, 6, 8, 12, 16):
            steps.append(step(address, requests, clients, seconds))
            if steps[-1]["p95, ms"] > _MOST_MS:
                break
    return steps


def main() -> None:
    """Measure both systems with one and two workers and print a report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="data folder of an archive that has been rebuilt; it is not changed")
    parser.add_argument("questions", type=Path, help="questions as `newsarchive eval` reads them")
    parser.add_argument("--peers-python", type=Path, required=True, help="the Python of the peers' environment")
    parser.add_argument("--seconds", type=float, default=8, help="how long a step takes")
    given = parser.parse_args()
    asked = [each.text for each in read_questions(given.questions)]
    report: dict[str, Any] = {"questions": given.questions.name, "commit": commit(), "machine": machine()}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        export(given.data, [], folder)
        subprocess.run([sys.executable, "-m", "cli.main", "rebuild", "--data", str(folder / "archive")], check=True)
        index = [str(given.peers_python), "-m", "benchmarks.peer_worker", "txtai hybrid", "index", str(folder)]
        subprocess.run(index, check=True, env=environment(), cwd=_ROOT, stdout=sys.stderr)
        (folder / "txtai.yml").write_text(f"path: {folder / 'txtai'}\nembeddings:\n", encoding="utf-8")
        for system in (_OURS, _TXTAI):
            for workers in (1, 2):
                steps = measure(system, workers, folder, given.peers_python, asked, given.seconds)
                within = [each["requests a second"] for each in steps if each["p95, ms"] <= _MOST_MS]
                report[f"{system}, {workers}"] = {"under 100 ms": max(within, default=0), "steps": steps}
                print(system, workers, json.dumps(report[f"{system}, {workers}"]), file=sys.stderr, flush=True)
    print(json.dumps(report | {"load": [round(each, 1) for each in os.getloadavg()]}, indent=1))


if __name__ == "__main__":
    main()

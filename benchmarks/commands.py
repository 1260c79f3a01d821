"""Our own commands and server, run as a user runs them, and what they take."""

import json
import os
import resource
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

_NEWSARCHIVE = [sys.executable, "-m", "cli.main"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server listens, and its process."""

    api: str
    pid: int

    def processor(self) -> float:
        """Processor seconds that it has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def search(self, query: str, **others: str | int) -> dict[str, Any]:
        """What it answers to a search."""
        asked = urllib.parse.urlencode({"q": query, **others})
        with urllib.request.urlopen(f"{self.api}/v1/search?{asked}") as answer:  # noqa: S310 our own server
            found: dict[str, Any] = json.load(answer)
            return found

    def searching(self, queries: Sequence[str]) -> Iterator[tuple[float, dict[str, Any]]]:
        """What it answers to each search, and the milliseconds until all of that was there, on one connection."""
        connection = HTTPConnection(self.api.removeprefix("http://"))
        connection.connect()
        for query in queries:
            started = time.perf_counter()
            connection.request("GET", f"/v1/search?{urllib.parse.urlencode({'q': query})}")
            answer = connection.getresponse().read()
            yield (time.perf_counter() - started) * 1000, json.loads(answer)
        connection.close()


def processor_of_commands() -> float:
    """Processor seconds of all commands that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident(pid: int) -> dict[str, float]:
    """The memory of a process in MiB: in all, and what is in no file, which is what it could leak."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    kept = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    if "RssAnon" not in kept:
        raise SystemExit(f"/proc/{pid}/status has no RssAnon; measure on Linux")
    return {"all": round(kept["VmRSS"] / 1024, 1), "in no file": round(kept["RssAnon"] / 1024, 1)}


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    """A server over the archive, until the block ends."""
    command = [*_NEWSARCHIVE, "serve", "--data", str(data), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            api = json.loads(next(iter(server.stdout or ())))["api"]
            _wait_for(api)
            yield Server(api, server.pid)
        finally:
            server.terminate()


def _wait_for(api: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{api}/readyz").close()  # noqa: S310 our own server
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return


def run(*words: str) -> dict[str, Any]:
    """What the command prints as JSON."""
    done = subprocess.run([*_NEWSARCHIVE, *words, "--json"], stdout=subprocess.PIPE, check=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report

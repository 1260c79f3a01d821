"""Jobs under strace: what they do to files, counted, and the same again with the disk full or a kill at one of those.

A kill comes when a thread of the job calls on the system for the Nth time with one kind of call, before the call does
anything. A full disk is one on which that call and all later ones of its kind fail.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    *("write", "writev", "pwrite64", "fsync", "fdatasync", "truncate", "ftruncate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"),
)
"""The calls that change what is on a disk, and those that make it last."""

FILLING = ("write", "writev", "pwrite64", "fsync", "fdatasync", "link", "linkat", "mkdir", "mkdirat")
"""Those that a full disk refuses."""


@dataclass(frozen=True, slots=True)
class Point:
    """The Nth call of a kind by a thread of a job; the disk is full from then on, or the job is killed there."""

    job: str
    call: str
    number: int
    full: bool = False

    def __str__(self) -> str:
        what = "disk full from" if self.full else "killed at"
        return f"{self.job}, {what} {self.call} {self.number}"


class Watcher:
    """Starts jobs and watches them."""

    def __init__(self, jobs: "subprocess.Popen[str]") -> None:
        self._jobs = jobs

    def run(self, job: str, folder: Path, *strace: str) -> int:
        """Run a job over a folder, watched with those options of strace; how it ended."""
        pid = int(self._ask(f"{job}\t{folder}"))
        if not (pid and strace):
            return int(self._ask("go"))
        command = [_strace(), "-f", "-qq", *strace, "-p", str(pid)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as watching:
            while _tracer(pid) == 0 and watching.poll() is None:
                time.sleep(0.002)
            return int(self._ask("go"))

    def counts(self, job: str, folder: Path) -> Counter[str]:
        """How often the busiest thread of a job makes each kind of call."""
        with tempfile.NamedTemporaryFile("r") as log:
            self.run(job, folder, "-o", log.name, "-e", f"trace={_set(CALLS)}")
            found = Counter(re.findall(r"^(\d+)\s+(\w+)\(", log.read(), re.MULTILINE))
        most: Counter[str] = Counter()
        for (_, call), times in found.items():
            most[call] = max(most[call], times)
        return most

    def at(self, point: Point, folder: Path) -> int:
        """Run a job up to a point; how it ended."""
        what = f"error=ENOSPC:when={point.number}+" if point.full else f"signal=KILL:when={point.number}"
        watched = ("-o", "/dev/null", "-e", f"trace={point.call}", "-e", f"inject={point.call}:{what}")
        return self.run(point.job, folder, *watched)

    def _ask(self, line: str) -> str:
        if self._jobs.stdin is None or self._jobs.stdout is None:
            raise RuntimeError("the process of jobs has no pipes")
        print(line, file=self._jobs.stdin, flush=True)
        return self._jobs.stdout.readline()


@contextmanager
def watcher() -> Iterator[Watcher]:
    """A watcher, and the process of jobs, until the block ends."""
    command = [sys.executable, "-m", "benchmarks.kills.jobs"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as jobs:
        try:
            yield Watcher(jobs)
        finally:
            if jobs.stdin is not None:
                jobs.stdin.close()


def why_not() -> str | None:
    """Why nothing can be watched on this machine; `None` where it can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-qq", "-o", "/dev/null", "true"], check=False, capture_output=True, text=True)
    return f"strace may not watch: {tried.stderr.strip()}" if tried.returncode else None


def _strace() -> str:
    return shutil.which("strace") or "strace"


def _set(calls: tuple[str, ...]) -> str:
    """The calls as strace takes them; a machine may lack some of them."""
    return ",".join(f"?{call}" for call in calls)


def _tracer(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return -1
    found = re.search(r"^TracerPid:\s+(\d+)", status, re.MULTILINE)
    return int(found[1]) if found else -1

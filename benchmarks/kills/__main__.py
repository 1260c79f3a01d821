"""Kill builders at every write, rename and sync, fill the disk at random ones, and check what is left each time.

After each point: a server that starts then answers from one whole state, `verify` passes, the same job done again ends
and embeds nothing that was kept, and nothing was lost or doubled. Needs strace (Linux).
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.kills.cases import Case, Wrong, cases
from benchmarks.kills.watching import FILLING, Point, Watcher, watcher, why_not
from evaluation.provenance import commit, machine

JOBS = ("rebuild", "rebuild@keywords", "rebuild whole", "rebuild whole@keywords", "ingest", "takedown")
_DISKS = 30
_STEP = 32 * 1024
"""Small disks of each job, and by how many bytes of room each is larger than the one before."""

_ENDS = {0: "done", 3: "told in a sentence", -9: "killed"}
"""How a job may end; with an error that is not of the house, it may not."""


def points_of(job: str, counts: Counter[str], full: int, seed: int) -> Iterator[Point]:
    """A kill at every call of a job, and the disk full from some of them on, drawn by the seed."""
    for call, number in sorted(counts.items()):
        yield from (Point(job, call, each) for each in range(1, number + 1))
    fillable = [(call, each) for call in FILLING for each in range(1, counts[call] + 1)]
    drawn = np.random.default_rng(seed).permutation(len(fillable))[:full]
    yield from (Point(job, *fillable[place], full=True) for place in sorted(drawn.tolist()))


def try_point(watching: Watcher, point: Point, case: Case) -> str:
    """Interrupt a job at a point and check what is left; how the job ended.

    Raises:
        Wrong: something does not hold that must.
    """
    folder = case.lay()
    ended = watching.at(point, folder)
    case.check(folder)
    return _end(ended)


def try_small_disk(watching: Watcher, job: str, case: Case, room: int) -> str:
    """Run a job on a disk with so many bytes of room, and check what is left where there is more of it.

    Raises:
        Wrong: something does not hold that must.
    """
    folder = case.lay()
    size = room + sum(4096 + path.stat().st_size for path in folder.rglob("*"))
    aside = shutil.move(folder, folder.with_name("aside"))
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        ended = watching.run(job, folder)
        shutil.rmtree(aside)
        shutil.copytree(folder, aside)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    shutil.rmtree(folder)
    shutil.move(aside, folder)
    case.check(folder)
    return _end(ended)


def _end(ended: int) -> str:
    if ended not in _ENDS:
        raise Wrong(f"the job ended with {ended}, an error that is none of the house's")
    return _ENDS[ended]


def may_mount(folder: Path) -> bool:
    """Whether a small disk can be had."""
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)], check=False, stderr=-3)
    return tried.returncode == 0 and subprocess.run(["umount", str(folder)], check=True).returncode == 0


def all_points(watching: Watcher, prepared: dict[str, Case], jobs: Sequence[str], full: int, every: int) -> list[Point]:
    """The points of all jobs, every one or every so many."""
    points: list[Point] = []
    for place, job in enumerate(jobs):
        folder = prepared[job.partition("@")[0]].lay()
        points += list(points_of(job, watching.counts(job, folder), full, seed=place))[::every]
    return points


Attempt = tuple[str, Callable[[], str]]
"""What is tried, and trying it, which says how the job ended."""


def attempts(watching: Watcher, scratch: Path, given: argparse.Namespace) -> list[Attempt]:
    """All that is asked for, in an order drawn by lot: ended early, it has tried some of everything."""
    prepared = cases(scratch)
    points = all_points(watching, prepared, given.jobs, given.full, given.every)
    found: list[Attempt] = [
        (str(each), partial(try_point, watching, each, prepared[each.job.partition("@")[0]])) for each in points
    ]
    if may_mount(scratch):
        for job in (each for each in given.jobs if "@" not in each):
            for room in range(0, _DISKS * _STEP, _STEP * given.every):
                attempt = partial(try_small_disk, watching, job, prepared[job], room)
                found.append((f"{job}, full disk of {room}", attempt))
    else:
        print("no small disk can be mounted here; those points are left out", file=sys.stderr)
    return [found[place] for place in np.random.default_rng(0).permutation(len(found))]


def main() -> None:
    """Try the points asked for, print a report, and end with 1 where anything did not hold; told to end, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=JOBS, help="what is interrupted")
    parser.add_argument("--every", type=int, default=1, help="try every so many of the points only")
    parser.add_argument("--full", type=int, default=20, help="points of each job from which on the disk is full")
    given = parser.parse_args()
    if reason := why_not():
        raise SystemExit(f"nothing can be killed here: {reason}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    found: Counter[str] = Counter()
    wrong: list[str] = []
    asked = 0
    with tempfile.TemporaryDirectory() as scratch, watcher() as watching, suppress(KeyboardInterrupt):
        listed = attempts(watching, Path(scratch), given)
        asked = len(listed)
        for point, attempt in listed:
            try:
                found[f"{point.partition(',')[0]}, {'full' if 'full' in point else 'kill'}: {attempt()}"] += 1
            except Exception as error:  # noqa: BLE001 whatever it is, the report must have it
                wrong.append(f"{point}: {error!r}")
                print(wrong[-1], file=sys.stderr, flush=True)
    report = {"points": found.total() + len(wrong), "asked": asked, "wrong": wrong, "ends": dict(sorted(found.items()))}
    print(json.dumps(report | {"commit": commit(), "machine": machine()}, indent=1))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

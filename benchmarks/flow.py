"""The whole flow timed on one folder: ingest, rebuild, rebuild again, search, ask. `python -m benchmarks.flow --help`.

Each stage that a user starts as a command is run as a command, so that its memory is its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from answer.model import AskRequest
from archive.settings import load_settings
from cli.compose import open_desk
from evaluation import judged
from evaluation.provenance import commit, machine
from index.hits import SearchRequest

_LIBRARIES = ("faiss-cpu", "tantivy", "onnxruntime", "numpy")


def measure(folder: Path, questions: Sequence[str], data: Path) -> dict[str, Any]:
    """Times and memory of the flow over a folder: seconds, rates a second, milliseconds, MiB."""
    ingest, ingest_seconds, ingest_memory = command("ingest", str(folder), "--data", str(data))
    first, rebuild_seconds, rebuild_memory = command("rebuild", "--data", str(data))
    again, again_seconds, _ = command("rebuild", "--data", str(data))
    with open_desk(load_settings(data=data)) as desk:
        searched = milliseconds(questions, lambda text: desk.search(SearchRequest(query=text, question=True)))
        asked = milliseconds(questions, lambda text: desk.ask(AskRequest(question=text)))
    return {
        "articles": ingest["new"],
        "passages": first["passages"],
        "ingest": {"seconds": ingest_seconds, "articles a second": ingest["new"] / ingest_seconds},
        "rebuild": {"seconds": rebuild_seconds, "passages a second": first["passages"] / first["seconds"]["embed"]},
        "rebuild again": {"seconds": again_seconds, "embedded": again["embedded"]},
        "peak memory, MiB": {
            "ingest": ingest_memory,
            "rebuild": rebuild_memory,
            "answering": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        },
        "search, ms": searched,
        "ask, ms": asked,
        "machine": machine(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "commit": commit(),
    }


def command(*words: str) -> tuple[dict[str, Any], float, float]:
    """What `newsarchive … --json` printed, its seconds, and the most memory any command took so far in MiB."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", *words, "--json"], stdout=subprocess.PIPE, check=False, text=True
    )
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report: dict[str, Any] = json.loads(done.stdout)
    if "error" in report:
        raise SystemExit(f"newsarchive {' '.join(words)}: {report['error']}")
    return report, seconds, peak


def milliseconds(questions: Sequence[str], call: Callable[[str], object]) -> dict[str, float]:
    """Median and 95th percentile over the questions, after one that warms up."""
    call(questions[0])
    taken = []
    for question in questions:
        started = time.perf_counter()
        call(question)
        taken.append((time.perf_counter() - started) * 1000)
    return percentiles(taken)


def percentiles(taken: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile."""
    return {"p50": float(np.percentile(taken, 50)), "p95": float(np.percentile(taken, 95))}


def read_questions(path: Path, most: int) -> list[str]:
    """The questions of a file of judged ones, spread over it where it holds more than `most`."""
    questions = [each.text for each in judged.read_questions(path)]
    return questions[:: max(1, len(questions) // most)]


def main() -> None:
    """Measure the folder named on the command line and print the report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="files to make an archive of")
    parser.add_argument("questions", type=Path, help="JSONL with a question a line")
    parser.add_argument("--most", type=int, default=100, help="questions asked at most, spread over the file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        report = measure(given.folder, read_questions(given.questions, given.most), Path(data))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()

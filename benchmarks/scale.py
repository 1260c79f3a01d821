"""Archives of growing size: what building one takes, and how fast and how exact search over it is. `--help` for more.

Archives are made as `benchmarks.made` says, each by a process of its own, and searched with real questions and the real
model by another. Reported are, by size, seconds, memory and disk of the build and how they grow (the exponent of a
power of the number of passages, from each size to the next), and for the search: opening, embedding a question, `fast`
end to end without filters and with filters that admit a tenth, a hundredth and a thousandth of the archive, what HTTP
adds, the resident memory; how many of the ten nearest vectors it finds, of those that comparing with all gives, and
whether under filters it finds the very same.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.commands import resident, serving
from benchmarks.flow import percentiles
from evaluation.judged import read_questions
from evaluation.provenance import commit, machine
from index.embedder import Vectors
from index.filters import NO_FILTERS, Filters
from index.generation import Generation, current_name, generations_folder, open_generation
from index.hits import SearchRequest, SearchResult
from index.live import LiveIndex
from index.models import default_formats, load_embedder, load_reranker
from index.search import Searcher
from index.vectors import ExactVectors

_WARMING = 20
"""Questions asked before those that are timed."""

_NEAREST = 10
_GROWING = ("build, s", "build, processor s", "memory of the build, MiB", "index on disk, MiB", "record on disk, MiB")
_DAYS = {"a tenth": 900, "a hundredth": 90, "a thousandth": 9}
"""Of 9,000 days, on each of which equally many articles appeared."""


def filters() -> dict[str, Filters]:
    """The filters measured, by the share of the archive that they admit."""
    first = date(2011, 3, 1)
    windows = {
        share: Filters(date_from=first, date_to=first + timedelta(days=days - 1)) for share, days in _DAYS.items()
    }
    return {"all": NO_FILTERS, **windows}


def milliseconds(asked: Sequence[str], answer: Callable[[str], object]) -> dict[str, float]:
    """The median and the 95th percentile, the first questions left out."""
    taken = []
    for question in asked:
        started = time.perf_counter()
        answer(question)
        taken.append((time.perf_counter() - started) * 1000)
    return percentiles(taken[_WARMING:])


def searching(data: Path, asked: Sequence[str]) -> dict[str, Any]:
    """What searching the archive takes in this process, and what it finds of the nearest vectors."""
    embedder, reranker = load_embedder("bge-small"), load_reranker()
    of_models = resident(os.getpid())
    started = time.perf_counter()
    live = LiveIndex(data, embedder, default_formats(), reranker)
    searcher = live.searcher()
    opened = time.perf_counter() - started
    report: dict[str, Any] = {"open, s": round(opened, 3)}
    report["embedding a question, ms"] = milliseconds(asked, lambda question: embedder.embed_queries([question]))
    # The first time, what is searched is read from the disk.
    for share, each in ({"all, first time": NO_FILTERS} | filters()).items():
        report[f"search, {share}, ms"] = milliseconds(asked, partial(_search, searcher, each))
    report["resident, MiB"] = {"models": of_models, "after all searches": resident(os.getpid())}
    return report | _vectors(data, np.concatenate([embedder.embed_queries([each]) for each in asked]))


def _search(searcher: Searcher, among: Filters, question: str) -> SearchResult:
    return searcher.search(SearchRequest(query=question, question=True, filters=among))


def _vectors(data: Path, queries: Vectors) -> dict[str, Any]:
    """The share of the ten nearest found without filters, and how many searches under filters find another ten."""
    generation = open_generation(generations_folder(data) / current_name(data), default_formats())
    stored = generation.vectors.vectors(np.arange(len(generation.passages)))
    brute = ExactVectors(stored)
    shared = [
        len(set(_found(generation, query, None, exact=False)) & set(brute.search(query, _NEAREST)[0].tolist()))
        for query in queries
    ]
    others = {}
    for share, each in list(filters().items())[1:]:
        admissible = generation.columns.admissible(each)
        mask = admissible.mask if admissible else np.ones(len(stored), dtype=np.bool_)
        found = [np.sort(stored[_found(generation, query, mask, exact=True)] @ query) for query in queries]
        wanted = [np.sort(brute.search(query, _NEAREST, mask)[1]) for query in queries]
        # Copies have one score, and which of them comes last is not asked here.
        same = [
            len(one) == len(other) and np.allclose(one, other, atol=1e-5)
            for one, other in zip(found, wanted, strict=True)
        ]
        others[f"{share} ({mask.mean():.4f})"] = len(same) - sum(same)
    return {
        "vector recall@10 without filters": round(sum(shared) / (_NEAREST * len(queries)), 4),
        "searches under filters that differ from brute force": others,
    }


def _found(generation: Generation, query: Vectors, mask: np.ndarray | None, *, exact: bool) -> list[int]:
    # As many as search brings of a leg: the best ten of them.
    return generation.vectors.search(query, 200, mask, exact=exact)[0][:_NEAREST].tolist()


def over_http(data: Path, asked: Sequence[str]) -> dict[str, dict[str, float]]:
    """Milliseconds that a client with a connection of its own waits beyond what the search itself took.

    The first time, what the record says of the hits is read from the disk.
    """
    with serving(data) as server:
        return {
            f"HTTP adds{when}, ms": percentiles(
                [taken - answer["timings"]["total"] for taken, answer in server.searching(asked)][_WARMING:]
            )
            for when in (", first time", "")
        }


def made(real: Path, data: Path, articles: int) -> dict[str, Any]:
    """Make an archive in a process of its own; what that took. One that is there is taken with what was noted of it."""
    noted = data / "made.json"
    if not noted.exists():
        command = [sys.executable, "-m", "benchmarks.made", str(real), str(data), "--articles", str(articles)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        noted.write_text(json.dumps(json.loads(done.stdout) | {"commit": commit()}), encoding="utf-8")
    report: dict[str, Any] = json.loads(noted.read_text(encoding="utf-8"))
    return report


def growth(sizes: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    """Of each thing that grows, the exponent from each size to the next."""
    found: dict[str, list[float]] = {}
    for name in _GROWING:
        for one, other in pairwise(each for each in sizes if name in each):
            grown = math.log(max(other[name], 0.1) / max(one[name], 0.1))
            found.setdefault(name, []).append(round(grown / math.log(other["passages"] / one["passages"]), 2))
    return found


def main() -> None:
    """Make and search archives of the sizes asked for and print a report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", type=Path, help="the data folder of a real archive with an index, to make archives of")
    parser.add_argument("questions", type=Path, help="questions as `newsarchive eval` reads them")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="articles; ten passages each"
    )
    parser.add_argument("--most", type=int, default=120, help="questions asked")
    parser.add_argument("--keep", type=Path, help="a folder in which the archives stay, and are taken from next time")
    parser.add_argument("--searching", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    asked = [each.text for each in read_questions(given.questions)][: given.most]
    if given.searching:
        print(json.dumps(searching(given.searching, asked)))
        return
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sizes = []
        for size in given.sizes:
            data = folder / str(size)
            report = made(given.real, data, size)
            command = [sys.executable, "-m", "benchmarks.scale", str(given.real), str(given.questions)]
            command += ["--most", str(given.most), "--searching", str(data)]
            found = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            sizes.append(report | json.loads(found.stdout) | over_http(data, asked))
            print(json.dumps(sizes[-1], indent=1), flush=True)
    load = [round(each, 1) for each in os.getloadavg()]
    report = {"commit": commit(), "machine": machine(), "load": load, "questions": given.questions.name}
    print(json.dumps(report | {"growth, exponents": growth(sizes), "sizes": sizes}, indent=1))


if __name__ == "__main__":
    main()

"""Sixteen readers while the archive is rebuilt under them, and what a server's memory does over many swaps. `--help`.

Readers search and ask over HTTP without a pause, first while nothing else happens, then while the ledger, a set of
articles that are always changed together, gets new editions, each by `newsarchive ingest` and `newsarchive rebuild`. A
response is failed when its status is not 200; it is mixed when it shows two editions of the ledger, or an older one
than the same reader saw before. Archives are made as `benchmarks.made` says.
"""

import argparse
import json
import os
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from archive.sql_store import SqlStore
from benchmarks.commands import resident, run, serving
from benchmarks.made import Recombined, Source, build, fill
from evaluation.provenance import commit, machine
from index.generation import current_name
from index.models import default_formats, load_embedder
from index.rebuild import rebuild
from ingest.run import ingest

_LEDGER = ("harbour", "bridge", "market")
_ASKS = 10
"""One request in so many is a question, the others are searches, every second of them for the ledger."""

_WARM = 20.0
"""Seconds for which readers read while nothing else happens."""


class Reader(threading.Thread):
    """Asks and searches until it is told to stop, and keeps what came of it: milliseconds by kind of request."""

    def __init__(self, api: str, sentences: Sequence[str], number: int, generations: set[str]) -> None:
        super().__init__(daemon=True)
        self.milliseconds: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self.mixed: list[str] = []
        self.stopping = threading.Event()
        self._api, self._sentences, self._generations = api, sentences, generations
        self._chance = np.random.default_rng(number)
        self._newest = 0

    def run(self) -> None:
        turn = 0
        while not self.stopping.is_set():
            turn += 1
            kind = "ask" if turn % _ASKS == 0 else ("ledger" if turn % 2 else "search")
            started = time.perf_counter()
            try:
                self._check(kind, self._answer(kind))
            except (OSError, ValueError, KeyError) as error:
                self.failed.append(f"{kind}: {error!r}")
            self.milliseconds[kind].append((time.perf_counter() - started) * 1000)

    def _answer(self, kind: str) -> dict[str, Any]:
        words = self._sentences[int(self._chance.integers(len(self._sentences)))][:80]
        if kind == "ask":
            asked = json.dumps({"question": f"Who said that {words}?", "receipt": False}).encode()
            address, headers = f"{self._api}/v1/ask", {"Content-Type": "application/json"}
        else:
            query = urllib.parse.urlencode({"q": '"ledger of the town"' if kind == "ledger" else words, "limit": 20})
            asked, address, headers = None, f"{self._api}/v1/search?{query}", {}
        request = urllib.request.Request(address, asked, headers)  # noqa: S310 our own server
        with urllib.request.urlopen(request) as answer:  # noqa: S310 our own server
            found: dict[str, Any] = json.load(answer)
            return found

    def _check(self, kind: str, answer: dict[str, Any]) -> None:
        self._generations.add(answer["generation"])
        if kind != "ledger":
            return
        editions = {int(hit["text"].rpartition("edition ")[2].split(".")[0]) for hit in answer["hits"]}
        if len(editions) != 1 or len(answer["hits"]) < len(_LEDGER) or min(editions) < self._newest:
            self.mixed.append(f"{answer['generation']}: editions {sorted(editions)} after {self._newest}")
        self._newest = max(editions, default=self._newest)


def write_ledger(folder: Path, edition: int) -> None:
    """A new edition of every article of the ledger."""
    folder.mkdir(exist_ok=True)
    for place in _LEDGER:
        text = f"The {place}\n\nThe ledger of the town on the {place}, edition {edition}.\n"
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")


def change(data: Path, folder: Path, edition: int, generations: set[str]) -> None:
    """A new edition, ingested and built by commands."""
    write_ledger(folder, edition)
    run("ingest", str(folder), "--data", str(data))
    run("rebuild", "--data", str(data))
    generations.add(current_name(data))


def under_load(data: Path, ledger: Path, sentences: Sequence[str], readers: int, rebuilds: int) -> dict[str, Any]:
    """What readers met while the archive lay still and while it was rebuilt."""
    there, seen = {current_name(data)}, set[str]()
    with serving(data) as server:
        phases = {}
        for phase in ("quiet", "rebuilding"):
            reading = [Reader(server.api, sentences, number, seen) for number in range(readers)]
            for each in reading:
                each.start()
            if phase == "quiet":
                time.sleep(_WARM)
            else:
                for edition in range(2, rebuilds + 2):
                    change(data, ledger, edition, there)
            for each in reading:
                each.stopping.set()
            for each in reading:
                each.join()
            phases[phase] = _summary(reading)
    return phases | {"generations": len(there), "named that never were": sorted(seen - there)}


def _summary(readers: Sequence[Reader]) -> dict[str, Any]:
    milliseconds: dict[str, list[float]] = defaultdict(list)
    for reader in readers:
        for kind, taken in reader.milliseconds.items():
            milliseconds[kind] += taken
    p95 = {kind: round(float(np.percentile(taken, 95)), 1) for kind, taken in sorted(milliseconds.items())}
    return {
        "requests": {kind: len(taken) for kind, taken in sorted(milliseconds.items())},
        "p95, ms": p95,
        "failed": [each for reader in readers for each in reader.failed],
        "mixed": [each for reader in readers for each in reader.mixed],
    }


def over_swaps(data: Path, ledger: Path, source: Source, swaps: int, first: int) -> dict[str, Any]:
    """A server's resident memory in MiB after each of so many swaps, each seen by a search."""
    embedder, store = Recombined(load_embedder("bge-small"), source), SqlStore.at(data / "record.sqlite")
    in_no_file = []
    with serving(data) as server:
        for edition in range(first, first + swaps):
            write_ledger(ledger, edition)
            ingest([ledger], store)
            rebuild(store, data, embedder, default_formats())
            if server.search(f'"edition {edition}"')["generation"] != current_name(data):
                raise SystemExit(f"the server did not follow to the generation of edition {edition}")
            in_no_file.append(resident(server.pid)["in no file"])
    store.close()
    tenth = max(1, swaps // 10)
    return {
        "swaps": swaps,
        "MiB, median of the first tenth": float(np.median(in_no_file[:tenth])),
        "MiB, median of the last tenth": float(np.median(in_no_file[-tenth:])),
        "MiB, most": max(in_no_file),
    }


def main() -> None:
    """Measure and print a report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", type=Path, help="the data folder of a real archive with an index, to make one of")
    parser.add_argument("--size", type=int, default=1_000, help="articles of the archive")
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--rebuilds", type=int, default=5)
    parser.add_argument("--swaps", type=int, default=100)
    given = parser.parse_args()
    source = Source.of(given.real)
    sentences = list(source.place)
    with tempfile.TemporaryDirectory() as scratch:
        data, ledger = Path(scratch) / "data", Path(scratch) / "ledger"
        data.mkdir()
        store = SqlStore.at(data / "record.sqlite")
        write_ledger(ledger, 1)
        ingest([ledger], store)
        store.close()
        fill(data, given.size, source)
        report = build(data, source)
        report |= under_load(data, ledger, sentences, given.readers, given.rebuilds)
        report["memory"] = over_swaps(data, ledger, source, given.swaps, given.rebuilds + 2)
    load = [round(each, 1) for each in os.getloadavg()]
    print(json.dumps(report | {"commit": commit(), "machine": machine(), "load": load}, indent=1))


if __name__ == "__main__":
    main()

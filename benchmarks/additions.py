"""Ten articles more: how long until a running server finds them, in archives of growing size. `--help` for more.

Beside seconds the report has processor seconds (of the commands, their start included, and of the server): on a machine
that does other work as well, they are what to compare.

Archives are made as `benchmarks.made` says, without ingest and model. What is timed is real: `newsarchive ingest` and
`newsarchive rebuild`, as commands, model and all, and `newsarchive serve`, which runs the whole time and is asked over
HTTP.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.commands import Server, processor_of_commands, run, serving
from benchmarks.made import Source, build, fill
from evaluation.provenance import commit, machine
from index.generation import current_name, generations_folder

_ADDED = 10
_SENTENCES = 10
"""Of a new article, from all over the real archive: the paragraphs of made articles stand in it a hundred times."""


def add(data: Path, server: Server, source: Source, turn: int) -> dict[str, float]:
    """Seconds by stage until a running server finds ten new articles."""
    chance, words = np.random.default_rng(turn), [f"zq{turn}x{number}" for number in range(_ADDED)]
    sentences = list(source.place)
    with tempfile.TemporaryDirectory() as folder:
        for word in words:
            text = " ".join(chance.choice(sentences, _SENTENCES))
            (Path(folder) / f"{word}.txt").write_text(f"Notice {word}\n\n{word} was said. {text}\n", encoding="utf-8")
        started, processor, served = time.perf_counter(), processor_of_commands(), server.processor()
        run("ingest", folder, "--data", str(data))
        ingested, processor_ingest = time.perf_counter(), processor_of_commands() - processor
        report = run("rebuild", "--data", str(data))
        rebuilt, processor_rebuild = time.perf_counter(), processor_of_commands() - processor - processor_ingest
        while not all(server.search(f'"{word}"', limit=1)["hits"] for word in words):
            time.sleep(0.01)
        found, processor_server = time.perf_counter(), server.processor() - served
    return {
        "in all": found - started,
        "ingest": ingested - started,
        "rebuild": rebuilt - ingested,
        **{f"rebuild: {stage}": seconds for stage, seconds in report["seconds"].items()},
        "server": found - rebuilt,
        "processor: in all": processor_ingest + processor_rebuild + processor_server,
        "processor: ingest": processor_ingest,
        "processor: rebuild": processor_rebuild,
        "processor: server": processor_server,
    }


def measure(data: Path, source: Source, turns: int) -> dict[str, Any]:
    """Medians over the turns, and how much was written to disk for the last one."""
    with serving(data) as server:
        server.search("river")
        first = int(time.time())  # an archive that is measured again has the words of earlier turns
        taken = [add(data, server, source, first + turn) for turn in range(turns)]
    medians = {stage: round(float(np.median([each[stage] for each in taken])), 3) for stage in taken[0]}
    started, processor = time.perf_counter(), processor_of_commands()
    run("rebuild", "--data", str(data))
    return {
        "ten more, s": medians,
        "worst, s": round(max(each["in all"] for each in taken), 3),
        "written for the last ten, MiB": round(_new_bytes(data) / 2**20, 2),
        "rebuild with nothing new, s": round(time.perf_counter() - started, 3),
        "rebuild with nothing new, processor s": round(processor_of_commands() - processor, 3),
    }


def _new_bytes(data: Path) -> int:
    """Bytes of the generation in force that it shares with no other."""
    files = (generations_folder(data) / current_name(data)).rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file() and path.stat().st_nlink == 1)


def main() -> None:
    """Measure archives of the sizes asked for, or one that is there, and print a report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", type=Path, help="the data folder of a real archive with an index, to make archives of")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="articles")
    parser.add_argument("--made", type=Path, help="the data folder of a made archive, instead of sizes; it is added to")
    parser.add_argument("--turns", type=int, default=3, help="how often ten articles are added to each")
    given = parser.parse_args()
    source, found = Source.of(given.real), []
    if given.made:
        found.append(measure(given.made, source, given.turns))
    for size in () if given.made else given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            fill(Path(scratch), size, source)
            found.append(build(Path(scratch), source) | measure(Path(scratch), source, given.turns))
        print(json.dumps(found[-1], indent=1), flush=True)
    load = [round(each, 1) for each in os.getloadavg()]
    print(json.dumps({"commit": commit(), "machine": machine(), "load": load, "archives": found}, indent=1))


if __name__ == "__main__":
    main()

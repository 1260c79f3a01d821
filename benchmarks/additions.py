"""Ten articles more: how long until a running server finds them, in archives of growing size. `--help` for more.

Beside seconds the report has processor seconds (of the commands, their start included, and of the server): on a machine
that does other work as well, they are what to compare.

The archives are made of real sentences: of the articles given, cut at sentence ends and recombined at random, ten
sentences an article. They are put into the record without ingest. Their vectors are random ones that follow from the
text, under the name of the real model: what is measured does not depend on what the vectors say. One article in five is
a copy of the one before, two sentences shorter. What is timed is
real: `newsarchive ingest` and `newsarchive rebuild`, as commands, model and all, and `newsarchive serve`, which runs
the whole time and is asked over HTTP.
"""

import argparse
import hashlib
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from archive.model import Draft, Metadata, NewsDate
from archive.sql_store import SqlStore
from evaluation.provenance import commit, machine
from index.embedder import Embedder, Vectors
from index.generation import current_name, generations_folder
from index.models import default_formats, load_embedder
from index.rebuild import rebuild
from ingest.compose import compose
from ingest.identity import article_id

_ADDED = 10
_SENTENCES = 10
_AT_ONCE = 2000
_ARRIVED = "2024-06-08T06:00:00+00:00"
_NEWSARCHIVE = [sys.executable, "-m", "cli.main"]


class RandomVectors:
    """Stands in for a model, under its name: tokens are guessed from letters, vectors drawn by the text's hash."""

    def __init__(self, real: Embedder) -> None:
        self.identity, self.capacity = real.identity, real.capacity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [math.ceil(len(text) / 4) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.stack([self._drawn(text) for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def _drawn(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        return np.random.default_rng(seed).standard_normal(self.identity.dimension, dtype=np.float32)


def sentences_of(path: Path) -> list[str]:
    """The sentences of a JSONL file of articles, those of a plausible length."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        found += re.split(r"(?<=[.!?])\s+", json.loads(line)["body"])
    return sorted({each for each in found if 40 <= len(each) <= 300})


def fill(data: Path, articles: int, sentences: Sequence[str], embedder: Embedder) -> dict[str, Any]:
    """An archive of so many articles and its index; what building it whole took."""
    chance, store = np.random.default_rng(articles), SqlStore.at(data / "record.sqlite")
    picked: list[str] = []
    for first in range(0, articles, _AT_ONCE):
        with store.transaction():
            for number in range(first, min(first + _AT_ONCE, articles)):
                identity = f"urn:made:{number}"
                # Of five articles one is printed from the one before.
                picked = picked[:-2] if number % 5 == 4 else _picked(chance, sentences)
                draft = _draft(picked, number)
                version = compose(draft).as_version(article_id(identity), 1, _ARRIVED)
                store.add_version(version, identity=identity)
    started, processor = time.perf_counter(), time.process_time()
    report = rebuild(store, data, embedder, default_formats())
    store.close()
    return {
        "articles": articles,
        "passages": report.passages,
        "first build, s": round(time.perf_counter() - started, 1),
        "first build, processor s": round(time.process_time() - processor, 1),
    }


def _draft(picked: Sequence[str], number: int) -> Draft:
    paragraphs = [" ".join(picked[place : place + 3]) for place in range(0, len(picked), 3)]
    day = date(2000, 1, 1) + timedelta(days=number % 9000)
    metadata = Metadata(
        source=f"Paper {number % 40}",
        section=f"Section {number % 12}",
        byline=f"Reporter {number % 700}",
        published=NewsDate(day.isoformat()),
    )
    return Draft(headline=picked[0][:80], body="\n\n".join(paragraphs), metadata=metadata)


def _picked(chance: np.random.Generator, sentences: Sequence[str]) -> list[str]:
    return [sentences[place] for place in chance.integers(len(sentences), size=_SENTENCES)]


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server listens, and its process."""

    api: str
    pid: int

    def processor(self) -> float:
        """Processor seconds that it has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _processor() -> float:
    """Processor seconds of all commands that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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


def _finds(api: str, word: str) -> bool:
    query = urllib.parse.urlencode({"q": f'"{word}"', "limit": 1})
    with urllib.request.urlopen(f"{api}/v1/search?{query}") as answer:  # noqa: S310 our own server
        return bool(json.load(answer)["hits"])


def add(data: Path, server: Server, sentences: Sequence[str], turn: int) -> dict[str, float]:
    """Seconds by stage until a running server finds ten new articles."""
    chance, words = np.random.default_rng(turn), [f"zq{turn}x{number}" for number in range(_ADDED)]
    with tempfile.TemporaryDirectory() as folder:
        for word in words:
            text = " ".join(_picked(chance, sentences))
            (Path(folder) / f"{word}.txt").write_text(f"Notice {word}\n\n{word} was said. {text}\n", encoding="utf-8")
        started, processor, served = time.perf_counter(), _processor(), server.processor()
        run("ingest", folder, "--data", str(data))
        ingested, processor_ingest = time.perf_counter(), _processor() - processor
        report = run("rebuild", "--data", str(data))
        rebuilt, processor_rebuild = time.perf_counter(), _processor() - processor - processor_ingest
        while not all(_finds(server.api, word) for word in words):
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


def run(*words: str) -> dict[str, Any]:
    """What the command prints as JSON."""
    done = subprocess.run([*_NEWSARCHIVE, *words, "--json"], stdout=subprocess.PIPE, check=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _new_bytes(data: Path) -> int:
    """Bytes of the generation in force that it shares with no other."""
    files = (generations_folder(data) / current_name(data)).rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file() and path.stat().st_nlink == 1)


def measure(articles: int, sentences: Sequence[str], turns: int, scratch: Path) -> dict[str, Any]:
    """Medians over the turns, and how much was written to disk for the last one."""
    embedder = load_embedder("bge-small")
    report = fill(scratch, articles, sentences, RandomVectors(embedder))
    with serving(scratch) as server:
        _finds(server.api, "river")
        taken = [add(scratch, server, sentences, turn) for turn in range(turns)]
    medians = {stage: round(float(np.median([each[stage] for each in taken])), 3) for stage in taken[0]}
    started, processor = time.perf_counter(), _processor()
    run("rebuild", "--data", str(scratch))
    ended = time.perf_counter()
    return report | {
        "ten more, s": medians,
        "worst, s": round(max(each["in all"] for each in taken), 3),
        "written for the last ten, MiB": round(_new_bytes(scratch) / 2**20, 2),
        "rebuild with nothing new, s": round(ended - started, 3),
        "rebuild with nothing new, processor s": round(_processor() - processor, 3),
    }


def main() -> None:
    """Measure archives of the sizes asked for and print a report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="JSONL with an article's `body` a line, to take sentences from")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="articles")
    parser.add_argument("--turns", type=int, default=3, help="how often ten articles are added to each")
    given = parser.parse_args()
    sentences, found = sentences_of(given.articles), []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            found.append(measure(size, sentences, given.turns, Path(scratch)))
        print(json.dumps(found[-1], indent=1), flush=True)
    load = [round(each, 1) for each in os.getloadavg()]
    print(json.dumps({"commit": commit(), "machine": machine(), "load": load, "archives": found}, indent=1))


if __name__ == "__main__":
    main()

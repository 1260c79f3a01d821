"""From a file to a searchable archive, beside txtai: `python -m benchmarks.whole ARTICLES --help`.

Both are timed as commands, from their start to their end: reading the file, cutting, embedding, writing the index. Ours
are `newsarchive ingest` and `newsarchive rebuild`. txtai gets the same weights in single precision (as in
`benchmarks.embedding`, which says what they are read with), embeds as it does by default and stores what it indexes:
once the articles cut into their paragraphs, so that all their words are embedded as with us, and once uncut, when the
model reads the first 512 tokens of each. Afterwards both are asked for every headline. The peers' environment is that
of `benchmarks.peers`.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from archive.settings import load_settings
from benchmarks.embedding import in_single_precision
from benchmarks.flow import command
from benchmarks.peers import environment
from cli.compose import open_desk
from evaluation.provenance import commit, machine
from index.hits import SearchRequest
from index.onnx_embedder import OnnxEmbedder

_ROOT = Path(__file__).parent.parent
_Row = dict[str, Any]


def measure(articles: Path, peers_python: Path, folder: Path) -> _Row:
    """Seconds of both, how many articles each finds by their headlines, and the ratios of the times."""
    in_single_precision(folder / "model", OnnxEmbedder().identity.max_tokens).save_pretrained(str(folder / "model"))
    headlines = [json.loads(line)["title"] for line in articles.open(encoding="utf-8")]
    systems = {
        "newsarchive": _ours(articles, folder / "data", headlines),
        "txtai": _txtai(articles, peers_python, folder, "cut", headlines),
        "txtai, articles uncut": _txtai(articles, peers_python, folder, "uncut", headlines),
    }
    ours = systems["newsarchive"]["seconds"]
    return {
        "articles": len(headlines),
        "words": sum(len(json.loads(line)["body"].split()) for line in articles.open(encoding="utf-8")),
        "systems": systems,
        "times as long": {name: row["seconds"] / ours for name, row in systems.items()},
        "machine": machine(),
        "commit": commit(),
    }


def _ours(articles: Path, data: Path, headlines: Sequence[str]) -> _Row:
    ingested, ingest_seconds, _ = command("ingest", str(articles), "--data", str(data))
    rebuilt, rebuild_seconds, _ = command("rebuild", "--data", str(data))
    if ingested["new"] != len(headlines):
        raise SystemExit(f"{ingested['new']} of {len(headlines)} articles were read; name a file whose articles differ")
    with open_desk(load_settings(data=data)) as desk:
        found = [desk.search(SearchRequest(query=each, limit=1)).hits[0].passage.headline for each in headlines]
    return {
        "seconds": ingest_seconds + rebuild_seconds,
        "of them ingest": ingest_seconds,
        "of them embedding": rebuilt["seconds"]["embed"],
        "texts": rebuilt["passages"],
        "found first by its headline": sum(map(str.__eq__, found, headlines)),
    }


def _txtai(articles: Path, python: Path, folder: Path, how: str, headlines: Sequence[str]) -> _Row:
    where = [str(articles), str(folder / how)]
    started = time.perf_counter()
    told = _peer(python, "index", how, str(folder / "model"), *where)
    seconds = time.perf_counter() - started
    found = _peer(python, "find", *where)
    right = sum(headlines[place] == headline for place, headline in zip(found, headlines, strict=True))
    return {"seconds": seconds, **told, "found first by its headline": right}


def _peer(python: Path, *words: str) -> Any:
    told = subprocess.run(
        [str(python), "-m", "benchmarks.whole_txtai", *words],
        check=True, stdout=subprocess.PIPE, text=True, env=environment(), cwd=_ROOT,
    )  # fmt: skip
    return json.loads(told.stdout.splitlines()[-1])


def main() -> None:
    """Measure on some articles of a file and print the report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="JSON Lines with title and body, a news article a line")
    parser.add_argument("--peers-python", type=Path, required=True, help="the Python of the peers' environment")
    parser.add_argument("--most", type=int, default=100, help="articles, spread over the file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        lines = given.articles.read_text(encoding="utf-8").splitlines(keepends=True)
        chosen = Path(scratch) / "articles.jsonl"
        chosen.write_text("".join(islice(lines[:: max(1, len(lines) // given.most)], given.most)), encoding="utf-8")
        report = measure(chosen, given.peers_python, Path(scratch))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()

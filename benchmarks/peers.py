"""Search beside txtai and haystack, same texts, vectors and questions, in one run. `python -m benchmarks.peers --help`.

The peers live in a virtual environment of their own, made once (Python 3.11 or later):

    python -m venv PEERS
    PEERS/bin/pip install --constraint benchmarks/peers-constraints.txt -r benchmarks/peers-requirements.txt

Every system gets our passages as they are embedded, headline, source and date before the text, and their vectors;
each indexes them and answers in a process of its own. A passage answers when it holds a fact, white space aside.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from archive.sql_store import SqlStore
from benchmarks.peer_worker import SYSTEMS
from evaluation.facts import FactFinder
from evaluation.judged import JudgedQuestion, read_questions
from evaluation.measures import score, write_run
from evaluation.provenance import commit, machine
from evaluation.retrieval import Run
from index.embedding_cache import EmbeddingCache
from index.hits import Passage
from index.material import passage_of
from index.models import load_embedder
from index.passages import SPLITTER, cut

_SAMPLE = 128
"""Texts embedded to tell how fast that goes; it is the same for every system, and in none of their times."""

_ROOT = Path(__file__).parent.parent
Row = dict[str, Any]


def main() -> None:
    """Measure every system on an archive, write the report and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="data folder of an archive that has been rebuilt; it is not changed")
    parser.add_argument("questions", type=Path, help="JSONL with questions and the facts that answer them")
    parser.add_argument("--peers-python", type=Path, required=True, help="the Python of the peers' environment")
    parser.add_argument("--most", type=int, default=0, help="questions asked at most, spread over the file")
    parser.add_argument("--out", type=Path, default=Path("peers-report.json"), help="where the report goes")
    given = parser.parse_args()
    questions = [each for each in read_questions(given.questions) if each.facts]
    if given.most:
        questions = questions[:: max(1, len(questions) // given.most)]
    with tempfile.TemporaryDirectory() as scratch:
        report = measure(given.data, questions, given.peers_python, Path(scratch))
    report |= {"data": given.questions.name, "questions": len(questions)}
    given.out.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(table(report))


def measure(data: Path, questions: Sequence[JudgedQuestion], peers_python: Path, folder: Path) -> Row:
    """Every system's quality, times and memory, and what they were measured on."""
    passages, embedding = export(data, questions, folder)
    facts = FactFinder(passages)
    grades = {each.question_id: dict.fromkeys(facts.holding_any(each.facts), 1) for each in questions}
    rows = {}
    for system, module in SYSTEMS.items():
        python = Path(sys.executable) if module.endswith("newsarchive") else peers_python
        rows[system] = _measured(system, python, grades, folder)
        print(system, json.dumps(rows[system]), file=sys.stderr, flush=True)
    return {"systems": rows, "passages": len(passages), "machine": machine(), "commit": commit(), **embedding}


def export(data: Path, questions: Sequence[JudgedQuestion], folder: Path) -> tuple[list[Passage], Row]:
    """Write passages, vectors and questions for the workers; the passages, and how fast the model embeds."""
    embedder = load_embedder("bge-small")
    shutil.copytree(data, folder / "archive", ignore=shutil.ignore_patterns("generations", "CURRENT", "*.lock"))
    store = SqlStore.at(folder / "archive" / "record.sqlite")
    passages, texts = [], []
    for version in store.current_versions():
        for piece in cut(version, embedder.count_tokens, embedder.capacity):
            passages.append(passage_of(version, piece))
            texts.append(piece.embedded)
    store.close()
    cache = EmbeddingCache(folder / "archive" / "embeddings", embedder.identity, SPLITTER)
    np.save(folder / "vectors.npy", cache.vectors(texts), allow_pickle=False)
    with (folder / "passages.jsonl").open("w", encoding="utf-8") as file:
        for passage, text in zip(passages, texts, strict=True):
            file.write(json.dumps({"id": passage.passage_id, "text": text}) + "\n")
    (folder / "questions.json").write_text(json.dumps({each.question_id: each.text for each in questions}))
    started = time.perf_counter()
    embedder.embed_passages(texts[:: max(1, len(texts) // _SAMPLE)][:_SAMPLE])
    rate = min(_SAMPLE, len(texts)) / (time.perf_counter() - started)
    return passages, {"embedder": embedder.identity.name, "passages_embedded_a_second": rate}


def _measured(system: str, python: Path, grades: dict[str, dict[str, int]], folder: Path) -> Row:
    steps = {}
    for step in ("index", "search"):
        command = [str(python), "-m", "benchmarks.peer_worker", system, step, str(folder)]
        subprocess.run(command, check=True, env=environment(), cwd=_ROOT, stdout=sys.stderr)
        steps[step] = json.loads((folder / f"{system} {step}.json").read_text(encoding="utf-8"))
    run = Run(ranked=steps["search"]["ranked"], grades=grades)
    write_run(run, folder / system)
    measures = score(folder / system).mean
    milliseconds = steps["search"]["milliseconds"]
    return {
        "Hits@10": measures["Success@10"],
        "Hits@4": measures["Success@4"],
        "MRR@10": measures["RR@10"],
        "index_seconds": steps["index"]["seconds"],
        "p50_ms": float(np.percentile(milliseconds, 50)),
        "p95_ms": float(np.percentile(milliseconds, 95)),
        "index_mib": steps["index"]["peak_mib"],
        "search_mib": steps["search"]["peak_mib"],
        "versions": steps["search"]["versions"],
    }


def environment() -> dict[str, str]:
    """The peers find our embedder beside their own libraries, ask no hub for models, and report to nobody."""
    quiet = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False", "TOKENIZERS_PARALLELISM": "false"}
    return os.environ | quiet | {"PYTHONPATH": str(_ROOT)}


def table(report: Row) -> str:
    """The report as a table in Markdown."""
    lines = [
        "| system | Hits@10 | Hits@4 | MRR@10 | index, s | query p50, ms | p95, ms | MiB indexing | MiB answering |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for system, row in report["systems"].items():
        quality = " | ".join(f"{row[name]:.3f}" for name in ("Hits@10", "Hits@4", "MRR@10"))
        cost = f"{row['index_seconds']:.1f} | {row['p50_ms']:.0f} | {row['p95_ms']:.0f}"
        lines.append(f"| {system} | {quality} | {cost} | {row['index_mib']:.0f} | {row['search_mib']:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

"""Copies found among a hundred thousand articles in one pass, and then among those that come after.

`python -m benchmarks.copies ARTICLES.jsonl` makes a record of articles out of the paragraphs of real ones, a fifth of
them copies planted within three days of what they copy, and measures the pass over it: time, the most memory resident,
and how many of the planted pairs it found. Then a hundred more come, a fifth of them copies of articles before, and
the pass over these is measured alike. A pass runs in a process of its own, so that its memory is its own.
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import numpy as np

from archive.model import Status
from archive.rows import version_columns
from archive.sql_store import SqlStore
from evaluation.copies import as_version
from evaluation.copy_edits import EDITS, Print
from evaluation.provenance import commit, machine
from index.stories import stories_in, tell_stories

_PARAGRAPHS = 6
_COPIED = 0.2
"""The share of the articles that are copies."""

_DAYS = 1095
"""The days over which the articles are spread."""

_LATER = 100
"""Articles that come after the first pass."""


def build(made: Iterable[tuple[str, Print]], data: Path) -> None:
    """Write a record of these articles."""
    SqlStore.at(data / "record.sqlite").close()
    # What the store would write, without its asking each time whether it may.
    with closing(sqlite3.connect(data / "record.sqlite")) as connection, connection:
        for article_id, printed in made:
            version = as_version(printed, article_id)
            connection.execute(
                "INSERT INTO articles (article_id, identity, status, current, current_digest) VALUES (?, ?, ?, 1, ?)",
                (article_id, article_id, Status.CURRENT.value, version.digest),
            )
            connection.execute("INSERT INTO copies_due (article_id, compared) VALUES (?, 0)", (article_id,))
            columns = version_columns(version)
            values = [json.dumps(each) if isinstance(each, (list, dict)) else each for each in columns.values()]
            connection.execute(
                f"INSERT INTO versions ({', '.join(columns)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
                values,
            )


def plant(stories: Mapping[str, Sequence[str]], data: Path, since: str = "") -> None:
    """Write down the pairs of copies with an article of that id or a later one, for the pass to look for."""
    pairs = (pair for story in stories.values() for pair in combinations(sorted(story), 2))
    planted = {"since": since, "pairs": [pair for pair in pairs if pair[1] >= since]}
    (data / "planted.json").write_text(json.dumps(planted))


def _made(
    paragraphs: Sequence[str], number: int, stories: dict[str, list[str]], random: np.random.Generator
) -> Iterator[tuple[str, Print]]:
    """Articles with their ids; each copy is of one of the last few hundred that are none."""
    recent: list[tuple[str, Print]] = []
    for place in range(number):
        article_id = f"a{place:06}"
        if recent and random.random() < _COPIED:
            story, copied = recent[int(random.integers(len(recent)))]
            edit = EDITS[str(random.choice(list(EDITS)))]
            edited = edit(copied, _printed(paragraphs, random), random)
            printed = Print(
                edited.headline, edited.byline, edited.paragraphs, (copied.day or 0) + int(random.integers(4))
            )
        else:
            story, printed = article_id, _printed(paragraphs, random)
            recent = [*recent[-300:], (article_id, printed)]
        stories.setdefault(story, []).append(article_id)
        yield article_id, printed


def _printed(paragraphs: Sequence[str], random: np.random.Generator) -> Print:
    chosen = random.integers(len(paragraphs), size=_PARAGRAPHS)
    day = date(2021, 1, 1).toordinal() + int(random.integers(_DAYS))
    return Print("An article", "Staff", tuple(paragraphs[each] for each in chosen.tolist()), day)


def one_pass(data: Path) -> dict[str, Any]:
    """Bring the stories up to date; what it took."""
    store = SqlStore.at(data / "record.sqlite")
    started, cpu = time.perf_counter(), time.process_time()
    stories = tell_stories(store.copies, data)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    wanted = json.loads((data / "planted.json").read_text())
    told = {
        tuple(pair)
        for story in stories_in(_sure(store))
        for pair in combinations(sorted(story), 2)
        if pair[1] >= wanted["since"]
    }
    planted = set(map(tuple, wanted["pairs"]))
    articles = store.counts().articles
    store.close()
    return {
        "articles": articles,
        "stories of several articles": stories,
        "seconds": round(seconds, 1),
        "seconds of a processor": round(cpu, 1),
        "peak memory, MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "planted pairs": len(planted),
        "planted pairs found": round(len(told & planted) / max(len(planted), 1), 4),
        "pairs found that were planted": round(len(told & planted) / max(len(told), 1), 4),
    }


def _sure(store: SqlStore) -> list[Any]:
    return [each for each in store.copies.pairs() if each.are_copies]


def _in_a_process(data: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.copies", "--pass", str(data)]
    said: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return said


def _paragraphs_of(path: Path) -> list[str]:
    """The paragraphs of 20 to 120 words of a file of articles, each once."""
    with path.open(encoding="utf-8") as file:
        bodies = [json.loads(line)["body"] for line in file]
    found = dict.fromkeys(each.strip() for body in bodies for each in body.split("\n"))
    return [each for each in found if 20 <= len(each.split()) <= 120]


def _add(made: Iterable[tuple[str, Print]], data: Path) -> None:
    """Add articles as an ingest does."""
    store = SqlStore.at(data / "record.sqlite")
    with store.transaction():
        for article_id, printed in made:
            store.add_version(as_version(printed, article_id), identity=article_id)
    store.close()


def main() -> None:
    """Build, pass, add, pass again; print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", help="articles as JSON Lines, with a body each")
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pass", dest="data", type=Path, help="only a pass over the record in this folder")
    given = parser.parse_args()
    if given.data is not None:
        print(json.dumps(one_pass(given.data)))
        return
    if given.articles is None:
        parser.error("name a file of articles")
    paragraphs = _paragraphs_of(given.articles)
    with tempfile.TemporaryDirectory() as folder:
        data, stories = Path(folder), dict[str, list[str]]()
        made = _made(paragraphs, given.number + _LATER, stories, np.random.default_rng(given.seed))
        build(islice(made, given.number), data)
        plant(stories, data)
        print(f"{given.number} articles made", file=sys.stderr)
        size = (data / "record.sqlite").stat().st_size
        first = _in_a_process(data)
        grown = (data / "record.sqlite").stat().st_size - size
        print(json.dumps(first), file=sys.stderr)
        _add(made, data)
        plant(stories, data, since=f"a{given.number:06}")
        later = _in_a_process(data)
    report = {
        "paragraphs": len(paragraphs),
        "first pass": first,
        "kept for it in the record, MiB": round(grown / 2**20),
        f"pass over {_LATER} more": later,
        "machine": machine(),
        "commit": commit(),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()

"""Where the time of ingest, rebuild, search and ask goes: `python -m benchmarks.profiles FILES QUESTIONS --help`.

py-spy looks a hundred times a second at which line every running thread is at. What it saw is counted for the innermost
function of ours, with the library that it had called; time in which modules are loaded is counted as such, and threads
that wait for another are not. Threads of libraries that know no Python are not seen, but the function that waits for
them is. Searches and questions are counted from the second on, when models are loaded. py-spy is among the packages of
the peers' environment (`benchmarks.peers`).
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from answer.model import AskRequest
from archive.settings import load_settings
from benchmarks.flow import read_questions
from cli.compose import open_desk
from evaluation.provenance import commit, machine
from index.hits import Mode, SearchRequest

_OURS = ("answer/", "api/", "archive/", "cli/", "evaluation/", "index/", "ingest/")
_FRAME = re.compile(r"^(?P<function>.*) \((?P<file>[^()]*?)(?::\d+)?\)$")
_WAITING = ("threading.py", "concurrent/futures/", "queue.py", "selectors.py")
"""Files of Python's in which a thread that waits for another is seen."""
_ROWS = 12
_LOADING = "loading modules"
_RECORD = ("record", "--rate", "100", "--format", "raw", "--output")
Stack = Sequence[tuple[str, str]]
"""Functions and the files that they stand in, the outermost first."""
Seen = Sequence[tuple[Stack, int]]
"""Stacks that threads were seen in, and how often."""


def of_command(py_spy: str, words: Sequence[str], raw: Path) -> Seen:
    """What was seen of a command of ours from its start to its end."""
    command = [py_spy, *_RECORD, str(raw), "--", sys.executable, "-m", "cli.main", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not raw.exists():
        raise SystemExit(f"{' '.join(words)}: {done.stdout[-300:]} {done.stderr[-300:]}")
    return list(_stacks(raw.read_text(encoding="utf-8")))


def of_questions(py_spy: str, what: str, data: Path, questions: Sequence[str], raw: Path) -> Seen:
    """What was seen while questions were searched for, or asked, in a process that had done so with one before."""
    asking = [sys.executable, "-m", "benchmarks.profiles", what, str(data), *questions]
    with subprocess.Popen(asking, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        looking = [py_spy, *_RECORD, str(raw), "--pid", str(process.pid)]
        with subprocess.Popen(looking, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as looker:
            said = looker.stdout.readline()
            process.communicate("go\n")
    if not raw.exists():
        raise SystemExit(f"{what}: {said}")
    return list(_stacks(raw.read_text(encoding="utf-8")))


def _stacks(raw: str) -> Iterator[tuple[Stack, int]]:
    for line in raw.splitlines():
        frames, _, times = line.rpartition(" ")
        found = map(_FRAME.match, frames.split(";"))
        yield [(each["function"], each["file"]) for each in found if each], int(times)


def shares(seen: Seen) -> dict[str, float]:
    """The share of each innermost function of ours, the largest first."""
    blamed: Counter[str] = Counter()
    for stack, times in seen:
        if stack and not stack[-1][1].startswith(_WAITING):
            blamed[_blamed(stack)] += times
    return {name: times / blamed.total() for name, times in blamed.most_common()}


def _blamed(stack: Stack) -> str:
    if any("importlib._bootstrap" in file for _, file in stack):
        return _LOADING
    ours = [(function, file) for function, file in stack if file.startswith(_OURS)]
    if not ours:
        return "libraries alone"
    function, file = ours[-1]
    last = stack[-1][1]
    library = "" if last == file or last.startswith("<") else f" → {last.split('/')[0].removesuffix('.py')}"
    return f"`{file.removesuffix('.py').replace('/', '.')}` {function.rpartition('.')[2]}{library}"


def put_each(what: str, data: Path, first: str, *others: str) -> None:
    """Search for questions or ask them, all but the first when `of_questions` says so."""
    with open_desk(load_settings(data=data)) as desk:

        def put(text: str) -> None:
            if what == "ask":
                desk.ask(AskRequest(question=text, receipt=False))
            else:
                desk.search(SearchRequest(query=text, question=True, mode=Mode(what)))

        put(first)
        print("ready", flush=True)
        sys.stdin.readline()
        for text in others:
            put(text)


def profile(files: Path, questions: Sequence[str], py_spy: str, folder: Path) -> dict[str, dict[str, float]]:
    """Shares by stage."""
    data = folder / "data"
    rebuild = ["rebuild", "--data", str(data)]
    commands = {
        "ingest": ["ingest", str(files), "--data", str(data)],
        "rebuild": rebuild,
        "rebuild with nothing new": rebuild,
    }
    found = {stage: shares(of_command(py_spy, words, folder / stage)) for stage, words in commands.items()}
    for what, number in (("fast", len(questions)), ("best", len(questions) // 5), ("ask", len(questions) // 5)):
        found[what] = shares(of_questions(py_spy, what, data, questions[:number], folder / what))
    return found


def table(stage: str, found: dict[str, float]) -> str:
    """The largest shares of a stage as a table in Markdown."""
    rows = list(found.items())
    lines = [f"| {stage} | share |", "|---|---|", *(f"| {name} | {share:.1%} |" for name, share in rows[:_ROWS])]
    return "\n".join([*lines, f"| all else | {sum(share for _, share in rows[_ROWS:]):.1%} |"])


def main() -> None:
    """Print a table a stage; in the process that is looked at, search and ask."""
    if sys.argv[1:2] in (["fast"], ["best"], ["ask"]):
        put_each(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, help="files to make an archive of")
    parser.add_argument("questions", type=Path, help="JSONL with a question a line")
    parser.add_argument("--py-spy", default="py-spy", help="the program py-spy")
    parser.add_argument("--most", type=int, default=100, help="questions searched for; a fifth of them are asked")
    parser.add_argument("--out", type=Path, default=Path("profiles-report.json"), help="where all shares go")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        questions = read_questions(given.questions, given.most)
        found = profile(given.files, questions, given.py_spy, Path(scratch))
    given.out.write_text(json.dumps({"shares": found, "machine": machine(), "commit": commit()}, indent=1))
    print("\n\n".join(table(stage, each) for stage, each in found.items()))
    print(f"\n{machine()}, commit {commit()}")


if __name__ == "__main__":
    main()

"""Verbs that measure: `eval retrieval`, `eval score`."""

import json
import platform
import statistics
from pathlib import Path
from typing import Annotated

import typer

from cli import show
from cli.compose import open_desk, open_store
from cli.options import DataOption, JsonOption, settings_for
from index.hits import Mode

app = typer.Typer(help="Measure search and answers on judged questions.", no_args_is_help=True)

OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the run, judgments and report.")]


@app.command()
def retrieval(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Judged questions, JSONL.")],
    data: DataOption = None,
    qrels: Annotated[Path | None, typer.Option(help="TREC judgments of documents, where QUESTIONS has none.")] = None,
    mode: Annotated[Mode, typer.Option(help="The mode to measure.")] = Mode.FAST,
    out: OutOption = Path("evaluation-run"),
    as_json: JsonOption = False,
) -> None:
    """Search for every judged question, keep the run, and score it."""
    from evaluation.judged import read_questions
    from evaluation.measures import score, write_run
    from evaluation.retrieval import run_questions

    settings = settings_for(data)
    judged = read_questions(questions, qrels)
    with open_desk(settings) as desk, open_store(settings) as store:

        def document_id(article_id: str) -> str:
            return store.article(article_id).identity.rpartition("#")[2]

        run = run_questions(judged, desk.search, document_id, mode=mode)
    write_run(run, out)
    scores = score(out)
    milliseconds = sorted(second * 1000 for second in run.seconds)
    report = {
        "questions": str(questions),
        "answerable": len(run.ranked),
        "mode": mode.value,
        "generation": run.generation,
        "embedder": settings.embedder,
        "machine": f"{platform.machine()} {platform.system()}, Python {platform.python_version()}",
        "measures": scores.mean,
        "milliseconds": {
            "p50": statistics.median(milliseconds),
            "p95": milliseconds[int(0.95 * (len(milliseconds) - 1))],
        },
    }
    (out / "report.json").write_text(
        json.dumps(report | {"by_question": scores.by_question}, indent=1), encoding="utf-8"
    )
    _print(report, as_json=as_json)


@app.command(name="score")
def score_again(
    run: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that 'eval retrieval' wrote.")],
    as_json: JsonOption = False,
) -> None:
    """Score a kept run again, without searching."""
    from evaluation.measures import score

    _print({"run": str(run), "measures": score(run).mean}, as_json=as_json)


def _print(report: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report))
    else:
        show.measures(report)

"""Verbs that measure: `eval retrieval`, `score`, `answers`, `noise`, `copies`, `fit-refusal`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import InputError
from cli import show
from cli.compose import open_desk, open_store, the_embedder, the_reranker
from cli.options import DataOption, JsonOption, settings_for
from index.hits import Mode

app = typer.Typer(help="Measure search and answers on judged questions.", no_args_is_help=True)

_MEASURED_ONLY = ("-unrelated", "-other-word")
"""Sets whose labels do not always mean what refusing means: told of, never fitted on."""

OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the run, judgments and report.")]


@app.command()
def retrieval(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Judged questions, JSONL or TSV.")],
    data: DataOption = None,
    qrels: Annotated[Path | None, typer.Option(help="TREC judgments of documents, where QUESTIONS has none.")] = None,
    mode: Annotated[Mode, typer.Option(help="The mode to measure.")] = Mode.FAST,
    depth: Annotated[int, typer.Option(min=1, max=1000, help="Hits to keep for each question.")] = 50,
    out: OutOption = Path("evaluation-run"),
    as_json: JsonOption = False,
) -> None:
    """Search for every judged question, keep the run, and score it."""
    from evaluation.judged import read_questions
    from evaluation.provenance import provenance
    from evaluation.retrieval import run_questions
    from evaluation.retrieval_report import write_report
    from index.generation import current_name, generations_folder, open_generation
    from index.models import default_formats

    settings = settings_for(data)
    judged = read_questions(questions, qrels)
    with open_desk(settings) as desk, open_store(settings) as store:
        folder = generations_folder(settings.data) / current_name(settings.data)
        generation = open_generation(folder, default_formats())
        run = run_questions(
            judged,
            desk.search,
            generation.passages,
            lambda article_id: store.article(article_id).identity,
            mode=mode,
            depth=depth,
        )
    about = {
        "questions": str(questions),
        "qrels": str(qrels) if qrels else None,
        "mode": mode.value,
        "depth": depth,
        **provenance(generation.manifest),
    }
    _print(write_report(run, judged, about, out), as_json=as_json)


@app.command()
def answers(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Judged questions, JSONL.")],
    data: DataOption = None,
    read: Annotated[int, typer.Option("--read", min=0, help="How many answers to print in full, for reading.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Ask every judged question and measure answers, citations and refusals."""
    from evaluation.answers import as_table, evaluate_answers, to_read
    from evaluation.answers_questions import read_judged

    settings = settings_for(data)
    judged = read_judged(questions)
    with open_desk(settings) as desk, open_store(settings) as store, show.counting("asking", quiet=as_json) as count:
        report = evaluate_answers(judged, desk, store, lambda done: count(done, len(judged), ""))
    if as_json:
        typer.echo(json.dumps({kind: asdict(measures) for kind, measures in report.measures.items()}))
    else:
        typer.echo(f"{to_read(report, read)}\n\n{as_table(report)}")


@app.command()
def noise(
    questions: Annotated[Path, typer.Argument(metavar="FILE", help="Questions with their passages, as in RGB.")],
    data: DataOption = None,
    most: Annotated[int | None, typer.Option(help="How many questions at most; all if not given.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask each question of unrelated passages alone, and of these with a true one; needs no archive."""
    from evaluation.noise import evaluate_noise
    from evaluation.noisy import read_noisy
    from evaluation.refusal_cases import small_desks
    from index.models import default_formats

    judged = read_noisy(questions)[:most]
    desks = small_desks(the_embedder(settings_for(data)), default_formats(), the_reranker())
    with show.counting("asking", quiet=as_json) as count:
        report = evaluate_noise(judged, desks, lambda done: count(done, len(judged), ""))
    _print(asdict(report), as_json=as_json)


@app.command()
def copies(
    data: DataOption = None,
    judged: Annotated[Path | None, typer.Option(metavar="FILE", help="Pairs that somebody judged, JSONL.")] = None,
    seed: Annotated[int, typer.Option(help="What the halves and the edits are drawn by.")] = 1,
    most: Annotated[int | None, typer.Option(min=2, help="How many articles to draw; all if not given.")] = None,
    vectors: Annotated[bool, typer.Option("--vectors", help="Also decide by vectors what words do not.")] = False,
    read: Annotated[int, typer.Option("--read", min=0, help="How many pairs near the threshold to print.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Make edited copies of the archive's articles and measure how well they are told from what is no copy."""
    from evaluation.copies_report import by_vectors, evaluate_copies, read_judged, to_read

    settings = settings_for(data)
    decide = by_vectors(the_embedder(settings)) if vectors else None
    with open_store(settings) as store:
        identities = {each.article_id: each.identity for each in store.current_articles()}
        report = evaluate_copies(store.current_versions(), read_judged(judged, identities), seed, decide, most)
    if not as_json:
        typer.echo(f"{to_read(report, read)}\n")
    _print(report.figures, as_json=as_json)


@app.command(name="fit-refusal")
def fit_refusal(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Judged questions, JSONL, some unanswerable.")],
    data: DataOption = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="QUESTIONS=DIR", help="More judged questions, and the archive they are asked of; repeat."),
    ] = None,
    noisy: Annotated[Path | None, typer.Option(help="Questions with passages that do not answer, as in RGB.")] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Model to write.")] = Path("refusal.json"),
    as_json: JsonOption = False,
) -> None:
    """Fit the decision between answer and refusal on judged questions, cross-validated, and write it as data."""
    from evaluation.answers_questions import read_judged
    from evaluation.noisy import read_noisy
    from evaluation.refusal_cases import archive_cases, small_archive_cases, small_desks
    from evaluation.refusal_fit import Case, fit_and_write
    from index.models import default_formats

    settings = settings_for(data)
    cases: list[Case] = []
    for name, folder in ((str(questions), settings.data), *(_asked_of(each) for each in also or ())):
        with open_desk(settings_for(folder)) as desk:
            cases += archive_cases(desk, read_judged(Path(name)), Path(name).stem)
    if noisy is not None:
        desks = small_desks(the_embedder(settings), default_formats(), the_reranker())
        cases += small_archive_cases(read_noisy(noisy), desks, noisy.stem)
    held_out = [case for case in cases if case.source.endswith(_MEASURED_ONLY)]
    provenance = fit_and_write([case for case in cases if case not in held_out], held_out, out)
    if as_json:
        typer.echo(json.dumps(provenance | {"written": str(out)}))
    else:
        for name, each in provenance.items():
            show.measures({f"{name} {source}": found for source, found in each["cross_validated"].items()})
        show.measures({"written": str(out)})


def _asked_of(pair: str) -> tuple[str, Path]:
    questions, _, folder = pair.rpartition("=")
    if not questions:
        raise InputError(f"'--also {pair}' names no archive; write it as QUESTIONS=DIR")
    return questions, Path(folder)


@app.command(name="score")
def score(
    run: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that 'eval retrieval' wrote.")],
    as_json: JsonOption = False,
) -> None:
    """Score a kept run again, without searching."""
    from evaluation.retrieval_report import score_again

    _print(score_again(run), as_json=as_json)


def _print(report: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report))
    else:
        show.measures(report)

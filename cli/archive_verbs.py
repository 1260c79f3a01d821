"""Verbs that fill the archive: `ingest`, `rebuild`, `failures`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive.model import Outcome
from cli import show
from cli.compose import open_store, recognising_scans, the_embedder
from cli.options import DataOption, JsonOption, settings_for
from cli.watch_verbs import after_rebuild

if TYPE_CHECKING:
    from archive.sql_store import SqlStore

WholeOption = Annotated[bool, typer.Option("--whole", help="Build every file anew, not only what changed.")]

EXIT_WITH_FAILURES = 3
"""Ingest read what it could, and some files or parts of files it could not."""


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.")],
    data: DataOption = None,
    prune: Annotated[bool, typer.Option(help="Withdraw articles whose files are gone from PATH.")] = False,
    reread: Annotated[bool, typer.Option(help="Read files again even if they are as they were.")] = False,
    collection: Annotated[
        list[str] | None, typer.Option(help="Put every article of these files into this collection; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read files into the record. Exits with 3 when something could not be read; what could be was kept."""
    from index.stories import tell_stories
    from ingest.run import ingest as run_ingest

    settings = settings_for(data)
    with open_store(settings, new=True) as store:
        with show.counting("reading", quiet=as_json) as count, recognising_scans(settings):
            report = run_ingest(
                paths, store, prune=prune, reread=reread, collections=tuple(collection or ()), progress=count
            )
        with show.counting("comparing", quiet=as_json) as count:
            stories = tell_stories(store.copies, settings.data, progress=count)
    if as_json:
        typer.echo(json.dumps(asdict(report) | {"shared_stories": stories}, ensure_ascii=False))
    else:
        show.ingest_report(report)
        if stories:
            told = "1 story is" if stories == 1 else f"{stories} stories are"
            typer.echo(f"{told} told by more than one article; 'newsarchive copies ID' says by which.")
        if report.new or report.changed or report.withdrawn:
            typer.echo("Run 'newsarchive rebuild' to bring searches and answers up to date.")
    if report.failures:
        raise typer.Exit(EXIT_WITH_FAILURES)


def rebuild(data: DataOption = None, whole: WholeOption = False, as_json: JsonOption = False) -> None:
    """Bring the index up to date and put it in force; only new texts are embedded. Then ask standing questions."""
    from index.models import default_formats
    from index.rebuild import rebuild as run_rebuild

    settings = settings_for(data)
    with open_store(settings) as store, show.RebuildProgress(quiet=as_json) as progress:
        embedder = the_embedder(settings)
        report = run_rebuild(store, settings.data, embedder, default_formats(), progress, whole=whole)
    notices = after_rebuild(settings)
    if as_json:
        typer.echo(json.dumps(asdict(report) | ({} if notices is None else {"notices": notices})))
    else:
        show.rebuild_report(report)
        if notices:
            typer.echo(f"{notices} new notices of standing questions; see 'newsarchive watch show'")


def failures(
    data: DataOption = None,
    retry: Annotated[bool, typer.Option(help="Read just those files again, then list what still fails.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List what could not be read and why, for every file that was ever given."""
    settings = settings_for(data)
    with open_store(settings) as store, recognising_scans(settings):
        retried = _retry(store, quiet=as_json) if retry else {}
        listed = [
            {"path": record.path, "where": problem.where, "reason": problem.reason}
            for record in store.files()
            if record.outcome is not Outcome.SKIPPED
            for problem in record.problems
            if problem.is_loss
        ]
    if as_json:
        typer.echo(json.dumps({"failures": listed} | retried, ensure_ascii=False))
        return
    for path in retried.get("gone", ()):
        typer.echo(f"no longer there: {path}")
    show.failures(listed)


def _retry(store: "SqlStore", *, quiet: bool) -> dict[str, Any]:
    """Try again what failed; the report, and what is gone, for the document that is printed."""
    from ingest.retry import retry

    with show.counting("reading", quiet=quiet) as count:
        report, gone = retry(store, count)
    if not quiet:
        show.ingest_report(report, listing=False)
    return {"report": asdict(report), "gone": gone}

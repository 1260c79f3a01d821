"""Verbs that look after the index: `generations`, `verify`, `doctor`, `rollback`, `gc`."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from cli import show_index
from cli.compose import open_store, the_embedder
from cli.options import DataOption, JsonOption, settings_for
from index.keeping import KEPT
from index.verify import SAMPLE

EXIT_UNSOUND = 4
"""Something is wrong with the archive; what it is was printed."""

Keep = Annotated[int, typer.Option(help="How many generations to keep, the one in force among them.")]
Sample = Annotated[int, typer.Option(min=0, help="How many passages to embed again and compare.")]
To = Annotated[str | None, typer.Option(metavar="GENERATION", help="The one to go back to.")]


def generations(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the generations of the index, oldest first, and which one is in force."""
    from index.keeping import standings

    there = standings(settings_for(data).data)
    if as_json:
        listed = [asdict(each) | {"manifest": each.manifest and each.manifest.model_dump()} for each in there]
        typer.echo(json.dumps({"generations": listed}))
    else:
        show_index.generations(there)


def verify(data: DataOption = None, sample: Sample = SAMPLE, as_json: JsonOption = False) -> None:
    """Check every byte of the index in force, against the record and the model too. Exits with 4 if unsound."""
    from index.models import default_formats
    from index.verify import verify as run_verify

    settings = settings_for(data)
    with open_store(settings) as store:
        embedder = the_embedder(settings)
        verified = run_verify(store, settings.data, embedder, default_formats(), sample=sample)
    if as_json:
        typer.echo(json.dumps(asdict(verified) | {"whole": verified.whole}, ensure_ascii=False))
    else:
        show_index.verified(verified)
    if not verified.whole:
        raise typer.Exit(EXIT_UNSOUND)


def doctor(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Say what ails the archive and which command mends it. Exits with 4 if something is wrong."""
    from cli.doctor import examine

    complaints = examine(settings_for(data))
    if as_json:
        typer.echo(json.dumps({"complaints": [asdict(each) for each in complaints]}, ensure_ascii=False))
    else:
        show_index.complaints(complaints)
    if any(each.wrong for each in complaints):
        raise typer.Exit(EXIT_UNSOUND)


def rollback(data: DataOption = None, to: To = None, as_json: JsonOption = False) -> None:
    """Put an earlier generation in force, the one before unless another is named; running servers follow."""
    from index.keeping import roll_back

    name = roll_back(settings_for(data).data, to)
    typer.echo(json.dumps({"generation": name}) if as_json else f"generation {name} is in force")


def gc(data: DataOption = None, keep: Keep = KEPT, as_json: JsonOption = False) -> None:
    """Remove old generations and what killed rebuilds left; never the one in force."""
    from index.keeping import collect

    removed = collect(settings_for(data).data, keep)
    if as_json:
        typer.echo(json.dumps(asdict(removed)))
    else:
        typer.echo(f"{len(removed.names)} removed, {removed.size / 2**20:.1f} MiB")

"""Verbs that keep an archive safe: `backup`, `restore`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import InputError
from cli.compose import open_store, stores, the_embedder
from cli.options import DataOption, JsonOption, settings_for


def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE_OR_FOLDER", help="Where to; one file if it ends in .zip.")],
    data: DataOption = None,
    index: Annotated[
        bool, typer.Option("--index", help="The embeddings and the index in force too: to restore without embedding.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the backup that is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a backup of the record and the receipts, also while a server or an ingest runs."""
    from index.backup import back_up

    settings = settings_for(data)
    with open_store(settings):
        made = back_up(settings.data, stores(), to, index=index, force=force)
    if as_json:
        typer.echo(made.model_dump_json())
        return
    size = sum(each.size for each in made.files.values()) / 2**20
    typer.echo(f"{to}: {made.articles} articles in {made.versions} versions, {len(made.files)} files of {size:.1f} MiB")
    if index and made.generation is None:
        typer.echo("There is no index yet; it holds none.")


def restore(
    backup: Annotated[Path, typer.Argument(metavar="FILE_OR_FOLDER", help="The backup.")],
    data: DataOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the archive that is in the folder.")] = False,
    takedowns_of: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep out what was taken down in that folder's archive too.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only read the backup through, to see if it is whole.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make an archive of a backup, in a new folder or in place of another; what was taken down stays out."""
    from index.backup_files import Backup
    from index.restore import restore as run_restore

    if check:
        if force or takedowns_of:
            raise InputError("--check changes nothing and goes with neither --force nor --takedowns-of")
        whole = Backup(backup)
        whole.check()
        said = f"{backup} is whole: {whole.manifest.articles} articles, made on {whole.manifest.created}"
        typer.echo(whole.manifest.model_dump_json() if as_json else said)
        return
    settings = settings_for(data)
    done = run_restore(
        backup,
        settings.data,
        stores(),
        lambda: the_embedder(settings),
        force=force,
        takedowns_of=takedowns_of,
    )
    if as_json:
        typer.echo(json.dumps(asdict(done)))
        return
    typer.echo(f"{settings.data} is as on {done.created}: {done.articles} articles in {done.versions} versions")
    for article_id in done.taken_down:
        typer.echo(f"article {article_id} was taken down since and is kept out")
    if done.was_empty and takedowns_of is None:
        typer.echo("What was taken down elsewhere since then is in it; repeat those takedowns, or use --takedowns-of.")
    if done.generation is None:
        typer.echo("Run 'newsarchive rebuild' to make its index.")
    else:
        typer.echo(f"generation {done.generation} is in force")

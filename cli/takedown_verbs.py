"""Verbs that take articles out for good: `takedown`, `takedowns`."""

import getpass
import json
from dataclasses import asdict
from typing import Annotated

import typer

from cli.compose import open_receipts, open_store, the_embedder
from cli.index_verbs import EXIT_UNSOUND
from cli.options import DataOption, JsonOption, settings_for


def takedown(
    article_id: Annotated[str, typer.Argument(help="An article's id, as hits and citations give it.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept, so do not repeat the words that must go.")],
    by: Annotated[str | None, typer.Option(help="Who takes it down; you, if not given.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete an article for good, and prove that no word of it is left. Exits with 4 if some is."""
    from index.models import default_formats
    from index.takedown import take_down

    settings = settings_for(data)
    with open_store(settings) as store, open_receipts(settings) as receipts:
        embedder, formats, who = the_embedder(settings), default_formats(), by or getpass.getuser()
        done = take_down(store, settings.data, embedder, formats, receipts.redact, article_id, reason=reason, by=who)
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        typer.echo(f"article {article_id} was taken down; {done.receipts} receipts lost words of it")
        for place in done.remains:
            typer.echo(f"words of it still stand in {place}")
        for other in done.shared:
            typer.echo(f"article {other} holds some of the same words; take it down as well if it is a copy")
    if done.remains:
        raise typer.Exit(EXIT_UNSOUND)


def takedowns(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List what was taken down: when, by whom and why."""
    with open_store(settings_for(data)) as store:
        listed = [
            {"article_id": each.article_id, "taken_down_at": each.taken_down_at, "by": each.by, "reason": each.reason}
            for each in store.tombstones()
        ]
    if as_json:
        typer.echo(json.dumps({"takedowns": listed}, ensure_ascii=False))
        return
    for each in listed:
        typer.echo(f"{each['taken_down_at']} {each['article_id']} by {each['by']}: {each['reason']}")
    if not listed:
        typer.echo("nothing was taken down")

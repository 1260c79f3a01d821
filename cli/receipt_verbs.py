"""Verbs about answers that were given: `receipts`, `replay`."""

import json
from typing import Annotated

import typer

from answer.receipts import Receipts
from api import receipt_shape
from archive.errors import InputError, NotFoundError
from archive.sql_receipts import SqlReceipts
from cli import show_receipts as terminal
from cli.compose import open_desk, open_receipts
from cli.options import DataOption, JsonOption, settings_for

LAST = "last"
"""Stands for the id of the last answer."""

AnswerArgument = Annotated[
    str, typer.Argument(help="An answer's id, as 'ask' and 'receipts' give it, or 'last'.", metavar="ANSWER_ID")
]


def receipts(
    answer_id: Annotated[
        str | None, typer.Argument(help="An answer's id, or 'last', to print it in full.", metavar="[ANSWER_ID]")
    ] = None,
    data: DataOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to list, the newest first.")] = 20,
    delete: Annotated[list[str] | None, typer.Option(help="Delete this answer's receipt; may be repeated.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Delete all receipts.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the answers that were given, print one as it was, or delete them."""
    if bool(answer_id) + bool(delete) + clear > 1:
        raise InputError("an id to print, --delete and --clear exclude each other; give one of them")
    with open_receipts(settings_for(data)) as store:
        if delete or clear:
            _delete(store, delete or [], as_json=as_json)
        elif answer_id:
            kept = receipt_shape.receipt(Receipts(store).receipt(answer_named(store, answer_id)))
            typer.echo(kept.model_dump_json()) if as_json else terminal.receipt(kept)
        else:
            listed = [receipt_shape.receipt(each) for each in Receipts(store).latest(limit)]
            if as_json:
                rows = [each.model_dump(mode="json", exclude={"retrieved"}) for each in listed]
                typer.echo(json.dumps({"receipts": rows, "kept": store.count()}, ensure_ascii=False))
            else:
                terminal.receipts(listed, store.count())


def _delete(store: SqlReceipts, ids: list[str], *, as_json: bool) -> None:
    """Delete these, or all where there are none; an id that is not there stops before anything is deleted."""
    wanted = [answer_named(store, each) for each in ids]
    for each in wanted:
        store.get(each)
    for each in dict.fromkeys(wanted):
        store.delete(each)
    deleted = len(set(wanted)) if ids else store.clear()
    typer.echo(json.dumps({"deleted": deleted}) if as_json else f"{deleted} deleted")


def replay(answer_id: AnswerArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Ask the question of a receipt again, and say what has changed."""
    settings = settings_for(data)
    with open_receipts(settings) as store:
        named = answer_named(store, answer_id)
    with open_desk(settings) as desk:
        found = receipt_shape.replay(desk.replay(named))
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        terminal.replay(found)


def answer_named(store: SqlReceipts, answer_id: str) -> str:
    """The id, or that of the last answer where the word for it was given.

    Raises:
        NotFoundError: no receipt was kept yet.
    """
    if answer_id != LAST:
        return answer_id
    latest = store.latest(1)
    if not latest:
        raise NotFoundError("there is no last answer: no receipt was kept yet; ask something first")
    return latest[0].receipt_id

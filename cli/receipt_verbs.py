"""Verbs about answers that were given: `receipts`, `replay`, `export`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from answer.export.formats import Format, export_answer
from answer.receipts import Receipt, Receipts
from answer.shown_receipts import shown
from api import receipt_shape
from archive.errors import InputError
from archive.sql_receipts import SqlReceipts
from archive.sql_store import SqlStore
from cli import show_receipts as terminal
from cli.compose import open_desk, open_receipts, open_store
from cli.options import DataOption, JsonOption, settings_for

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
    settings = settings_for(data)
    with open_store(settings) as record, open_receipts(settings) as store:
        if delete or clear:
            _delete(store, delete or [], as_json=as_json)
        elif answer_id:
            kept = receipt_shape.receipt(_shown(store, answer_id, record))
            typer.echo(kept.model_dump_json()) if as_json else terminal.receipt(kept)
        else:
            listed = [receipt_shape.receipt(shown(each, record)) for each in Receipts(store).latest(limit)]
            if as_json:
                rows = [each.model_dump(mode="json", exclude={"retrieved"}) for each in listed]
                typer.echo(json.dumps({"receipts": rows, "kept": store.count()}, ensure_ascii=False))
            else:
                terminal.receipts(listed, store.count())


def _shown(store: SqlReceipts, named: str, record: SqlStore) -> Receipt:
    """The receipt of the answer that is named by its id or by `last`, as it may be shown today."""
    kept = Receipts(store)
    return shown(kept.receipt(kept.id_of(named)), record)


def _delete(store: SqlReceipts, ids: list[str], *, as_json: bool) -> None:
    """Delete these, or all where there are none; an id that is not there stops before anything is deleted."""
    wanted = [Receipts(store).id_of(each) for each in ids]
    for each in wanted:
        store.get(each)
    for each in dict.fromkeys(wanted):
        store.delete(each)
    deleted = len(set(wanted)) if ids else store.clear()
    typer.echo(json.dumps({"deleted": deleted}) if as_json else f"{deleted} deleted")


def replay(answer_id: AnswerArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Ask the question of a receipt again, and say what has changed."""
    with open_desk(settings_for(data)) as desk:
        found = receipt_shape.replay(desk.replay(desk.receipts().id_of(answer_id)))
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        terminal.replay(found)


def export(
    answer_id: AnswerArgument,
    data: DataOption = None,
    form: Annotated[Format, typer.Option("--format", help="What kind of file.")] = Format.MARKDOWN,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there instead of printing it.")] = None,
) -> None:
    """Print an answer as a file for a reference manager, a spreadsheet or a fact-checker."""
    settings = settings_for(data)
    with open_store(settings) as record, open_receipts(settings) as store:
        kept = _shown(store, answer_id, record)
        text = export_answer(kept.answer, form, record, kept)
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_bytes(text.encode())

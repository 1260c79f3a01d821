"""Verbs that tell what ingest reads and what it makes of a file: `formats`, `inspect`. Neither changes anything."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archive.settings import Settings
from cli import show_inspected
from cli.compose import open_store, recognising_scans
from cli.options import DataOption, JsonOption, settings_for

if TYPE_CHECKING:
    from archive.sql_store import SqlStore


def formats(as_json: JsonOption = False) -> None:
    """List the formats that are read, in the order in which a file is offered to them."""
    from ingest.registry import known_formats

    listed = known_formats()
    if as_json:
        rows = [{"name": each.name, "endings": each.suffixes, "what": each.what} for each in listed]
        typer.echo(json.dumps({"formats": rows}, ensure_ascii=False))
    else:
        show_inspected.formats(listed)


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file to read, or a folder of them.")],
    data: DataOption = None,
    full: Annotated[bool, typer.Option(help="Print texts in full instead of how they begin.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what a reader makes of a file, field by field, and what ingest would do with it. Nothing is stored."""
    from ingest.inspection import inspect as run_inspect

    settings = settings_for(data)
    with _store_to_compare_with(settings) as store, recognising_scans(settings):
        inspected = run_inspect(file, store)
    if as_json:
        typer.echo(json.dumps({"files": list(map(show_inspected.document, inspected))}, ensure_ascii=False))
    else:
        for each in inspected:
            show_inspected.inspected(each, full=full)


@contextmanager
def _store_to_compare_with(settings: Settings) -> Iterator["SqlStore"]:
    """The archive, or an empty one in memory where there is none yet."""
    if settings.record.exists():
        with open_store(settings) as store:
            yield store
        return
    from archive.sql_store import SqlStore

    store = SqlStore("sqlite://")
    try:
        yield store
    finally:
        store.close()

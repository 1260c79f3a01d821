"""Verbs of standing questions: `watch add`, `answer`, `list`, `show`, `run`, `read`, `remove`."""

from typing import Annotated

import typer

from answer.shown_notices import latest
from api import watch_shape
from archive.errors import IndexStateError
from archive.settings import Settings
from archive.watches import Matching
from cli import show_watches
from cli.compose import open_desk, open_store
from cli.options import DataOption, JsonOption, filtered, settings_for
from cli.receipt_verbs import AnswerArgument
from index.filters import NO_FILTERS, Filters

app = typer.Typer(no_args_is_help=True, help="Standing questions: told of what is new, once.")

WatchArgument = Annotated[str, typer.Argument(help="A standing question's id, as 'watch list' gives it.")]
OneWatch = Annotated[
    str | None, typer.Argument(help="A standing question's id; all of them if not given.", metavar="[WATCH_ID]")
]


@app.command(context_settings={"ignore_unknown_options": True})
@filtered(without=("as_of",))
def add(
    query: Annotated[str, typer.Argument(help="What to be told of, as 'search' takes it.")],
    data: DataOption = None,
    by: Annotated[
        Matching, typer.Option(help="Told of what holds all the words, or of what is about their meaning.")
    ] = Matching.MEANING,
    filters: Filters = NO_FILTERS,
    as_json: JsonOption = False,
) -> None:
    """Ask this of everything that comes into the index from now on."""
    with open_desk(settings_for(data)) as desk:
        added = watch_shape.watch(desk.watcher().add(query, by, filters), unread=0)
    typer.echo(added.model_dump_json()) if as_json else show_watches.added(added)


@app.command()
def answer(answer_id: AnswerArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Notice from now on what updates or contradicts an answer that was given."""
    with open_desk(settings_for(data)) as desk:
        added = watch_shape.watch(desk.watcher().add_answer(desk.receipts().id_of(answer_id)), unread=0)
    typer.echo(added.model_dump_json()) if as_json else show_watches.added(added)


@app.command("list")
def list_(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the standing questions, and how many notices of each are unread."""
    with open_store(settings_for(data)) as store:
        listed = watch_shape.watches(store.watches())
    typer.echo(listed.model_dump_json()) if as_json else show_watches.watches(listed)


@app.command()
def show(
    watch_id: OneWatch = None,
    data: DataOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many notices, the newest first.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show what was noticed, the newest first."""
    with open_store(settings_for(data)) as store:
        found = watch_shape.notices(latest(store.watches(), store, watch_id, limit))
    typer.echo(found.model_dump_json()) if as_json else show_watches.notices(found)


@app.command()
def run(watch_id: OneWatch = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Ask the standing questions of what is new; 'rebuild' does it by itself."""
    with open_desk(settings_for(data)) as desk:
        done = watch_shape.runs(desk.watcher().run(watch_id))
    typer.echo(done.model_dump_json()) if as_json else show_watches.runs(done)


@app.command()
def read(watch_id: WatchArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Mark the notices of a standing question as read."""
    with open_store(settings_for(data)) as store:
        done = watch_shape.marked(store.watches().mark_read(watch_id))
    typer.echo(done.model_dump_json() if as_json else f"{done.marked} marked as read")


@app.command()
def remove(watch_id: WatchArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Forget a standing question and its notices."""
    with open_store(settings_for(data)) as store:
        watch = store.watches().watch(watch_id)
        store.watches().remove(watch_id)
    typer.echo(watch_shape.watch(watch, unread=0).model_dump_json() if as_json else f"removed: {watch.query}")


def after_rebuild(settings: Settings) -> int | None:
    """Ask the standing questions of what a rebuild brought: how many notices; `None` where there are no questions."""
    with open_store(settings) as store:
        if not store.watches().watches():
            return None
    try:
        with open_desk(settings) as desk:
            return sum(each.notices for each in desk.watcher().run())
    except IndexStateError:  # a takedown or a rollback came between; the next rebuild asks
        return 0

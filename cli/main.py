"""The command `newsarchive`: its verbs, and how an expected error ends it: one line and exit code 1."""

import json
import sys

import typer

from archive.errors import NewsArchiveError
from archive.storage import writing
from cli import (
    archive_verbs,
    backup_verbs,
    collection_verbs,
    eval_verbs,
    index_verbs,
    inspect_verbs,
    question_verbs,
    receipt_verbs,
    server_verbs,
    takedown_verbs,
    watch_verbs,
)

app = typer.Typer(
    name="newsarchive",
    help="A searchable news archive that answers questions with citations you can check.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(archive_verbs.ingest)
app.command()(archive_verbs.rebuild)
app.command()(archive_verbs.failures)
app.command()(inspect_verbs.formats)
app.command()(inspect_verbs.inspect)
# A query may begin with a minus: "-word" is not an option that is not known.
app.command(context_settings={"ignore_unknown_options": True})(question_verbs.search)
app.command()(question_verbs.similar)
app.command()(question_verbs.ask)
app.command()(question_verbs.copies)
app.command()(question_verbs.show)
app.command()(question_verbs.diff)
app.command()(index_verbs.generations)
app.command()(index_verbs.verify)
app.command()(index_verbs.doctor)
app.command()(index_verbs.rollback)
app.command()(index_verbs.gc)
app.command()(backup_verbs.backup)
app.command()(backup_verbs.restore)
app.command()(takedown_verbs.takedown)
app.command()(takedown_verbs.takedowns)
app.command()(receipt_verbs.receipts)
app.command()(receipt_verbs.replay)
app.command()(receipt_verbs.export)
app.command()(server_verbs.serve)
app.command()(server_verbs.ui)
app.command()(server_verbs.demo)
app.add_typer(collection_verbs.app, name="collections")
app.add_typer(watch_verbs.app, name="watch")
app.add_typer(eval_verbs.app, name="eval")


def run() -> None:
    """Run the command line; an expected error is one line on standard error (or one JSON document) and exit 1."""
    try:
        with writing("a file"):
            app()
    except NewsArchiveError as error:
        if "--json" in sys.argv:
            typer.echo(json.dumps({"error": str(error)}, ensure_ascii=False))
        else:
            typer.echo(f"newsarchive: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    run()

"""Verbs over collections: `collections list`, `show`, `add`, `remove`, `rename`, `delete`."""

import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answer.catalogue import Catalogue
from archive.errors import InputError, NotFoundError
from archive.model import Status
from archive.standing import released
from cli.compose import open_store
from cli.options import DataOption, JsonOption, day_of, settings_for

if TYPE_CHECKING:
    from archive.sql_store import SqlStore

app = typer.Typer(help="Collections of articles: papers, projects, matters.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A collection's name; capitals and accents do not matter.")]
ArticleIds = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ARTICLE_ID]...", help="Ids, as hits and citations give them; - reads them, a line each."),
]
FromFiles = Annotated[
    list[Path] | None, typer.Option("--file", help="All articles of this file or folder; may be repeated.")
]
AsOfDay = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="Those that were in it at the end of that day, in UTC."),
]


@app.command(name="list")
def list_(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the collections and how many articles belong to each."""
    with open_store(settings_for(data)) as store:
        listed = Catalogue(store).collections()
    if as_json:
        said = [{"name": each.name, "articles": each.articles, "created_at": each.created_at} for each in listed]
        typer.echo(json.dumps({"collections": said}, ensure_ascii=False))
        return
    for each in listed:
        typer.echo(f"{each.name}: {each.articles} articles")
    if not listed:
        typer.echo("there are no collections")


@app.command()
def show(name: Name, data: DataOption = None, as_of: AsOfDay = None, as_json: JsonOption = False) -> None:
    """List the articles of a collection, the earliest first."""
    day = day_of("--as-of", as_of)
    with open_store(settings_for(data)) as store:
        rows = sorted(_articles(store, name, day), key=lambda row: (row["published"] or "", row["article_id"]))
    if as_json:
        typer.echo(json.dumps({"collection": name, "articles": rows}, ensure_ascii=False))
        return
    for row in rows:
        stands = None if row["status"] == Status.CURRENT else f"{row['status']}, in no search"
        said = (row["published"] and row["published"][:10], row["source"], row["headline"], stands)
        typer.echo(f"{row['article_id']}  {' · '.join(each for each in said if each)}")
    typer.echo(f"{len(rows)} articles")


@app.command()
def add(
    name: Name,
    article_ids: ArticleIds = None,
    file: FromFiles = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put articles into a collection, which is made where it is new; searches know at once."""
    with open_store(settings_for(data)) as store:
        wanted = _wanted(store, article_ids, file)
        added = store.collections.add(name, wanted) if wanted else 0
        if not wanted:
            store.collections.create(name)
    _say({"collection": name, "added": added}, f"{added} articles joined {name}", as_json=as_json)


@app.command()
def remove(
    name: Name,
    article_ids: ArticleIds = None,
    file: FromFiles = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take articles out of a collection; they stay in the archive."""
    with open_store(settings_for(data)) as store:
        wanted = _wanted(store, article_ids, file)
        if not wanted:
            raise InputError(f"no article was named to be taken out of {name!r}; give ids or --file")
        removed = store.collections.remove(name, wanted)
    _say({"collection": name, "removed": removed}, f"{removed} articles left {name}", as_json=as_json)


@app.command()
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(help="What it is called from now on.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a collection another name."""
    with open_store(settings_for(data)) as store:
        store.collections.rename(name, new)
    _say({"collection": new}, f"{name} is called {new}", as_json=as_json)


@app.command()
def delete(name: Name, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Forget a collection; its articles stay in the archive."""
    with open_store(settings_for(data)) as store:
        store.collections.delete(name)
    _say({"deleted": name}, f"{name} is no collection any more", as_json=as_json)


def _say(document: dict[str, Any], words: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False) if as_json else words)


def _articles(store: "SqlStore", name: str, day: date | None) -> Iterable[dict[str, str | None]]:
    """The articles of a collection, or those that were in it at the end of that day, that may be shown."""
    memberships, now = store.collections.memberships(day), datetime.now(UTC)
    for article_id in sorted(memberships.articles([name])):
        try:
            article = released(store.article(article_id), now)
        except NotFoundError:  # it is withheld or under embargo
            continue
        version = article.version()
        if version is not None:
            said = version.metadata
            published = said.published.iso if said.published else None
            yield {
                "article_id": article_id,
                "headline": version.headline,
                "source": said.source,
                "published": published,
                "status": article.status.value,
            }


def _wanted(store: "SqlStore", article_ids: list[str] | None, files: list[Path] | None) -> list[str]:
    """The ids that were given, read from standard input, or found in files.

    Raises:
        InputError: a file or folder holds no article of the archive.
    """
    wanted: list[str] = []
    for each in article_ids or ():
        wanted += sys.stdin.read().split() if each == "-" else [each]
    for path in files or ():
        found = _in_file(store, path)
        if not found:
            raise InputError(f"the archive has no article from {path}; 'newsarchive ingest {path}' reads it")
        wanted += found
    return list(dict.fromkeys(wanted))


def _in_file(store: "SqlStore", path: Path) -> list[str]:
    from ingest.walk import SEPARATOR, path_key

    key = path_key(Path(os.path.abspath(path)))  # noqa: PTH100 keeps symlinks' names, as ingest does
    paths = (key, *store.paths_within(f"{key}/"), *store.paths_within(key + SEPARATOR))
    records = (store.file(each) for each in paths)
    return [place.article_id for record in records if record is not None for place in record.appearances]

"""Verbs that ask the archive: `search`, `similar`, `ask`, `show`."""

from pathlib import Path
from typing import Annotated

import typer

from answer.model import AskRequest, Unverified, WriterName
from api import shape
from archive.errors import InputError
from cli import show as terminal
from cli.compose import open_desk
from cli.drafts import finished
from cli.options import DataOption, ExportOption, JsonOption, day_of, filtered, settings_for
from index.filters import NO_FILTERS, Filters
from index.hits import Group, Mode, Order, SearchRequest


@filtered()
def search(
    query: Annotated[str, typer.Argument(help='Words to look for; "exact phrase" and -word mean what they say.')],
    data: DataOption = None,
    limit: Annotated[int, typer.Option(help="How many hits, at most 100.")] = 10,
    group: Annotated[Group, typer.Option(help="Hits are passages, or articles by their best passage.")] = Group.PASSAGE,
    mode: Annotated[Mode, typer.Option(help="Search fast, or rerank the best hits as well.")] = Mode.FAST,
    filters: Filters = NO_FILTERS,
    order: Annotated[
        Order | None, typer.Option(help="Best first, newest first, the first report first, or nearest to a day first.")
    ] = None,
    around: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day to order by nearness to.")] = None,
    every: Annotated[bool, typer.Option("--every", help="Every passage and every copy of a story by itself.")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Also count all hits by field and over time.")] = False,
    cursor: Annotated[str | None, typer.Option(help="The cursor that the page before ended with.")] = None,
    export: ExportOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages by their words and their meaning."""
    request = SearchRequest(
        query=query,
        limit=limit,
        group=group,
        mode=mode,
        filters=filters,
        order=order or (Order.AROUND if around else Order.RELEVANCE),
        around=day_of("--around", around),
        condense=not every,
        facets=facets,
        cursor=cursor,
    )
    with open_desk(settings_for(data)) as desk:
        if export is not None:
            typer.echo(desk.export_search(request, export), nl=False)
            return
        result = shape.search_result(query, desk.search(request))
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        terminal.search_result(result)


def similar(
    article_id: Annotated[str, typer.Argument(help="An article's id, as hits and citations give it.")],
    data: DataOption = None,
    limit: Annotated[int, typer.Option(help="How many articles, at most 100.")] = 10,
    background: Annotated[
        bool, typer.Option("--background", help="Only articles of earlier days, those that explain it first.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find articles like one article, or its background."""
    with open_desk(settings_for(data)) as desk:
        find = desk.background if background else desk.similar
        related = shape.related(article_id, find(article_id, limit))
    if as_json:
        typer.echo(related.model_dump_json())
    else:
        terminal.related(related)


@filtered()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="A question, in words as you would ask a colleague.", metavar="[QUESTION]")
    ] = None,
    data: DataOption = None,
    filters: Filters = NO_FILTERS,
    follow: Annotated[
        str | None, typer.Option(metavar="ANSWER_ID", help="The answer that this follows up, or 'last'.")
    ] = None,
    batch: Annotated[Path | None, typer.Option(metavar="FILE", help="Ask every question of a file.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where a batch is answered: .csv or .jsonl.")] = None,
    no_receipt: Annotated[bool, typer.Option("--no-receipt", help="Keep no receipt of the answer.")] = False,
    writer: Annotated[
        WriterName | None,
        typer.Option(help="Quote the archive, or let the model write; the model where one was set up, if not given."),
    ] = None,
    unverified: Annotated[
        Unverified, typer.Option(help="Drop sentences that fail verification, or show them marked as such.")
    ] = Unverified.DROP,
    export: ExportOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question in the archive's own words, each with its citation, or say that the archive does not."""
    if batch is not None:
        if question or follow or export or filters != NO_FILTERS:
            raise InputError("--batch takes questions and filters from the file; give none beside it")
        from cli.batch import ask_batch

        ask_batch(batch, out, data, receipt=not no_receipt, as_json=as_json)
        return
    if not question or out is not None:
        raise InputError("--out goes with --batch" if question else "no question was given; ask one, or name a --batch")
    request = AskRequest(
        question=question, filters=filters, receipt=not no_receipt, writer=writer, unverified=unverified
    )
    with open_desk(settings_for(data)) as desk:
        if follow is not None:
            earlier = desk.receipts().id_of(follow)
            request = desk.after(request, earlier, keep_filters=filters == NO_FILTERS)
        answered = finished(desk.answering(request), quiet=as_json or export is not None)
        if export is not None:
            typer.echo(desk.export_answer(answered, export), nl=False)
            return
    answer = shape.answer(answered)
    if as_json:
        typer.echo(answer.model_dump_json())
    else:
        terminal.answer(answer)


def diff(
    article_id: Annotated[str, typer.Argument(help="An article's id, as hits and citations give it.")],
    data: DataOption = None,
    older: Annotated[
        int | None, typer.Option(help="A version's number; the one before the newer if not given.")
    ] = None,
    newer: Annotated[int | None, typer.Option(help="A version's number; the one in force if not given.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what changed between two versions of an article, word by word."""
    from answer.catalogue import Catalogue
    from cli.compose import open_store

    with open_store(settings_for(data)) as store:
        compared = shape.comparison(Catalogue(store).compare(article_id, older, newer))
    if as_json:
        typer.echo(compared.model_dump_json())
    else:
        terminal.comparison(compared)


def copies(
    article_id: Annotated[str, typer.Argument(help="An article's id, as hits and citations give it.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the other articles that print the same story, and how each differs from what it was copied from."""
    from answer.catalogue import Catalogue
    from cli import show_copies
    from cli.compose import open_store

    with open_store(settings_for(data)) as store:
        found = shape.copies(article_id, Catalogue(store).copies(article_id))
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        show_copies.copies(found)


def show(
    article_id: Annotated[str, typer.Argument(help="An article's id, as hits and citations give it.")],
    data: DataOption = None,
    version: Annotated[int | None, typer.Option(help="A version's number; the one in force if not given.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Print an article, its versions and captions."""
    from answer.catalogue import Catalogue
    from cli.compose import open_store

    with open_store(settings_for(data)) as store:
        store.version(article_id, version)
        article = shape.article(store.article(article_id), (), Catalogue(store).copies(article_id))
    if as_json:
        typer.echo(article.model_dump_json())
    else:
        terminal.article(article, version)

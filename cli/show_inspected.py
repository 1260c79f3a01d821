"""For the terminal and for scripts: the formats that are read, and what a reader made of a file, field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from rich.console import Console

from archive.bylines import authors_of
from archive.clock import timestamp
from archive.dates import Dated, DateField, dates_of
from archive.model import DraftPhoto, Kind, Link, Metadata, NewsDate, Version
from cli.plain import escape

if TYPE_CHECKING:  # the readers behind these load every format's library
    from ingest.inspection import Inspected, Item
    from ingest.registry import Format

_out = Console(highlight=False)
_METADATA = TypeAdapter(Metadata)
_PHOTO = TypeAdapter(DraftPhoto)
_SHOWN = 600
"""Characters of a text that are shown unless all of it is asked for."""


def formats(listed: "Iterable[Format]") -> None:
    """A line or two for each format."""
    for each in listed:
        _out.print(f"[bold]{escape(each.name)}[/]  {escape(each.what)}", soft_wrap=True)
        _out.print(f"  [dim]{escape(' '.join(each.suffixes) or 'any ending')}[/]", soft_wrap=True)


def document(inspected: "Inspected") -> dict[str, Any]:
    """The same for a script: every field by name, those that are not given as `null` or empty."""
    file = inspected.file
    return {
        "path": file.path,
        "reader": file.reader,
        "outcome": file.outcome.value,
        "problems": [
            {"where": each.where, "reason": each.reason, "weight": each.weight.value} for each in file.problems
        ],
        "items": list(map(_item_document, inspected.items)),
    }


def _item_document(item: "Item") -> dict[str, Any]:
    text = item.composed.text
    return {
        "identity": item.identity,
        "evolved_from": item.draft.evolved_from,
        "article_id": item.article_id,
        "version": item.number,
        "would_be": item.would_be.value,
        "text": text,
        "parts": [
            {"kind": part.kind.value, "start": part.start, "end": part.end, "text": text[part.start : part.end]}
            for part in item.composed.parts
        ],
        "authors": authors_of(_version(item)),
        "dates": [_date_document(each) for each in dates_of(_version(item)) if each.field is not DateField.INGESTED],
        "metadata": _METADATA.dump_python(item.composed.metadata, mode="json"),
        "photos": [_PHOTO.dump_python(photo, mode="json") for photo in item.composed.photos],
        "pages": [{"number": page.number, "start": page.start, "end": page.end} for page in item.composed.pages],
    }


def _date_document(given: Dated) -> dict[str, Any]:
    said = {"field": given.field.value, "date": given.date.iso, "read_from": given.date.read_from}
    return said | {"confidence": given.confidence.value, "doubt": given.doubt}


def _version(item: "Item") -> Version:
    return item.composed.as_version(item.article_id, item.number, timestamp())


def _read_out(item: "Item") -> None:
    """What filters and counts go by: the people it is by, and its dates with how far to trust them."""
    if authors := authors_of(_version(item)):
        _line("written by", "; ".join(authors))
    for each in dates_of(_version(item)):
        if each.field is not DateField.INGESTED:
            doubt = f": {each.doubt}" if each.doubt else ""
            _line("date", f"{each.field.value} {each.date.iso}, {each.confidence.value} confidence{doubt}")


def inspected(found: "Inspected", *, full: bool) -> None:
    """A file, its problems and its items."""
    file = found.file
    _out.print(f"[bold]{escape(file.path)}[/]", soft_wrap=True)
    _line("outcome", f"{file.outcome.value}, by the {file.reader} reader" if file.reader else file.outcome.value)
    for problem in file.problems:
        name = "problem" if problem.is_loss else problem.weight.value
        _line(name, f"{problem.where}: {problem.reason}" if problem.where else problem.reason)
    for number, item in enumerate(found.items, start=1):
        _out.print(f"\n[bold]{number} of {len(found.items)}[/]")
        _item(item, full=full)
    _out.print()


def _item(item: "Item", *, full: bool) -> None:
    _line("would be", f"{item.would_be.value}: version {item.number} of {item.article_id}")
    _line("identity", item.identity)
    for mark in item.draft.evolved_from:
        _line("evolved from", mark)
    _parts(item, {Kind.HEADLINE}, full=full)
    absent = _fields(item.composed.metadata)
    _read_out(item)
    _parts(item, {Kind.BODY, Kind.NOTE}, full=full)
    for photo in item.composed.photos:
        _out.print("  [dim]photograph[/]")
        _line("caption", _begun(photo.caption, full=full), indent="    ")
        _fields(photo, indent="    ", besides=("caption",))
    for page in item.composed.pages:
        _line("page", f"{page.number}: characters {page.start} to {page.end}")
    if absent:
        _line("not given", ", ".join(absent))


def _parts(item: "Item", kinds: set[Kind], *, full: bool) -> None:
    for part in item.composed.parts:
        if part.kind in kinds:
            _line(part.kind.value, _begun(item.composed.text[part.start : part.end], full=full))


def _fields(value: Metadata | DraftPhoto, indent: str = "  ", besides: tuple[str, ...] = ()) -> list[str]:
    """Print the fields that are given, in the order of the record; the names of the others."""
    absent = []
    for name in (each.name for each in fields(value) if each.name not in besides):
        shown = list(_shown(getattr(value, name)))
        if shown:
            _line(name.replace("_", " "), "; ".join(shown), indent)
        else:
            absent.append(name.replace("_", " "))
    return absent


def _shown(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _shown(each)
    elif isinstance(value, NewsDate):
        yield f"{value.iso} (from {value.read_from})" if value.read_from else value.iso
    elif isinstance(value, Link):
        yield f"{value.relation} {value.target}" + (f" “{value.title}”" if value.title else "")
    elif value is not None:
        yield str(value)


def _begun(text: str, *, full: bool) -> str:
    """The text, or how it begins and how long it is; lines after the first are indented."""
    if not full and len(text) > _SHOWN:
        text = f"{text[:_SHOWN].rstrip()}… ({len(text):,} characters in all)"
    return text.replace("\n", "\n" + " " * 16)


def _line(name: str, value: str, indent: str = "  ") -> None:
    _out.print(f"{indent}[dim]{escape(name.ljust(14 - len(indent)))}[/]  {escape(value)}", soft_wrap=True)

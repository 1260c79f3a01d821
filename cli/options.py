"""Options that several verbs take, each said once."""

import inspect
from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from answer.export.formats import Format
from archive.dates import DateField
from archive.errors import InputError
from archive.model import Kind
from archive.settings import Settings, load_settings
from index.filters import Filters

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of the record and the index; also NEWSARCHIVE_DATA."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
ExportOption = Annotated[
    Format | None, typer.Option("--export", help="Print a file of this format instead, for other programs.")
]
DateFrom = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="First day, of publication unless --date-field says otherwise.")
]
DateTo = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="Last day, of publication unless --date-field says otherwise.")
]
DateMeant = Annotated[
    DateField, typer.Option("--date-field", help="Which date is meant by days, years and orders of time.")
]
Undated = Annotated[bool, typer.Option("--undated", help="Only what has no such date.")]
Sources = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source, in any spelling; may be repeated.")
]
Sections = Annotated[
    list[str] | None, typer.Option("--section", help="Only this section, in any spelling; may be repeated.")
]
Bylines = Annotated[
    list[str] | None,
    typer.Option("--byline", help="Only by this person, or with these words in the byline; may be repeated."),
]
Languages = Annotated[list[str] | None, typer.Option("--language", help="Only this language; may be repeated.")]
Collections = Annotated[
    list[str] | None, typer.Option("--collection", help="Only articles of this collection; may be repeated.")
]
Files = Annotated[
    list[str] | None,
    typer.Option("--file", help="Only from this file or folder; may be repeated."),
]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only this kind of passage; may be repeated.")]

AsOf = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="The archive as it stood at the end of that day, in UTC.")
]


def settings_for(data: Path | None) -> Settings:
    """The settings, with the data folder of the command line where one was given."""
    return load_settings(data=data)


def _filters_of(
    date_from: DateFrom = None,
    date_to: DateTo = None,
    date_field: DateMeant = DateField.PUBLISHED,
    undated: Undated = False,
    source: Sources = None,
    section: Sections = None,
    byline: Bylines = None,
    language: Languages = None,
    kind: Kinds = None,
    as_of: AsOf = None,
    file: Files = None,
    collection: Collections = None,
) -> Filters:
    """The filters that the options ask for.

    Raises:
        InputError: a date is not one, the first day is after the last, or days are asked of what has none.
    """
    return Filters(
        date_from=day_of("--date-from", date_from),
        date_to=day_of("--date-to", date_to),
        sources=tuple(source or ()),
        sections=tuple(section or ()),
        bylines=tuple(byline or ()),
        languages=tuple(language or ()),
        kinds=tuple(kind or ()),
        as_of=day_of("--as-of", as_of),
        files=tuple(file or ()),
        date_field=date_field,
        undated=undated,
        collections=tuple(collection or ()),
    )


def filtered(*, without: Collection[str] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a verb take filters: in the place of its parameter `filters` stand the options that make them.

    Those named in `without` are left out. The command line reads a verb's options from its signature.
    """
    options = [each for name, each in inspect.signature(_filters_of).parameters.items() if name not in without]

    def taking_options(verb: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(verb)

        @wraps(verb)
        def called(**given: Any) -> None:
            asked = {each.name: given.pop(each.name) for each in options}
            verb(**given, filters=_filters_of(**asked))

        placed = (options if each.name == "filters" else [each] for each in signature.parameters.values())
        called.__signature__ = signature.replace(parameters=list(chain.from_iterable(placed)))  # type: ignore[attr-defined]
        return called

    return taking_options


def day_of(option: str, value: str | None) -> date | None:
    """The day that an option names.

    Raises:
        InputError: it is none.
    """
    try:
        return None if value is None else datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise InputError(f"{option} is {value!r}; write a day as YYYY-MM-DD, for example 2020-02-11") from error

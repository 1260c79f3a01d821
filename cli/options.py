"""Options that several verbs take, each said once."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

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


def filters_of(
    date_from: str | None,
    date_to: str | None,
    source: list[str] | None,
    section: list[str] | None,
    byline: list[str] | None,
    language: list[str] | None,
    kind: list[Kind] | None,
    as_of: str | None,
    file: list[str] | None = None,
    *,
    date_field: DateField = DateField.PUBLISHED,
    undated: bool = False,
    collection: list[str] | None = None,
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


def day_of(option: str, value: str | None) -> date | None:
    """The day that an option names.

    Raises:
        InputError: it is none.
    """
    try:
        return None if value is None else datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise InputError(f"{option} is {value!r}; write a day as YYYY-MM-DD, for example 2020-02-11") from error

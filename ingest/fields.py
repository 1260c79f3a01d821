"""The names that papers, wires and exports give to fields, and what they are here; shared by every keyed format."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.model import Metadata, NewsDate, Problem
from ingest.bylines import byline
from ingest.file_dates import FileDates
from ingest.normalise import one_line

Fields = Mapping[str, Any]

HEADLINE = ("headline", "title", "webtitle", "hed")
DECK = ("subtitle", "subheadline", "subhead", "standfirst", "deck", "dek", "kicker", "trailtext")
BODY = (
    "body", "articlebody", "text", "content", "bodytext", "fulltext", "maintext", "story", "article", "bodyhtml",
    "contenthtml", "contenttext", "html",
)  # fmt: skip
SUMMARY = ("summary", "description", "abstract", "leadparagraph", "snippet", "excerpt", "lead", "teaser", "lede")
IDENTITY = ("guid", "uuid", "uri", "id", "articleid", "docid", "documentid", "storyid", "identifier", "slug")
NOTES = ("correction", "corrections", "clarification", "editorsnote", "updatenote", "note", "notes")
CAPTIONS = (
    "captions", "photos", "images", "pictures", "photographs", "photo", "image", "figures", "caption",
    "photocaption", "imagecaption", "multimedia",
)  # fmt: skip
_BYLINE = ("byline", "author", "authors", "creator", "writer", "writers", "by", "reporter", "reporters")
_SOURCE = ("source", "publisher", "publication", "newspaper", "outlet", "sourcename", "site", "sitename", "domain")
_SECTION = ("section", "category", "categories", "articlesection", "sectionname", "desk", "topic")
_PUBLISHED = (
    "published", "publishedat", "datepublished", "publishedon", "publisheddate", "pubdate", "publicationdate",
    "publishdate", "publishedtime", "publicationtime", "webpublicationdate", "firstpublished",
    "date", "issued", "timestamp", "versioncreated",
)  # fmt: skip
_CREATED = ("datecreated", "created", "createdat", "contentcreated")
_UPDATED = (
    "updated", "updatedat", "datemodified", "modified", "modifiedat", "lastmodified", "lastupdated", "dateupdated",
    "revised", "modifieddate", "updateddate",
)  # fmt: skip
_DATELINE = ("dateline", "locationline")
_LANGUAGE = ("language", "lang", "inlanguage", "locale")
_URL = ("url", "link", "canonicalurl", "permalink", "weburl", "canonical", "mainentityofpage", "sourceurl", "href")
_RIGHTS = ("rights", "copyright", "license", "licence", "copyrightnotice", "usageterms")
_KEYWORDS = ("keywords", "tags", "keyword", "tag", "subjects", "topics")

_NOTHING: tuple[Any, ...] = (None, "", [], {})
_NAMES = ("name", "title", "main", "original", "default", "term", "value", "text", "rendered", "label")


def folded_keys(record: Mapping[Any, Any]) -> dict[str, Any]:
    """The record with keys in one spelling: `datePublished`, `date_published` and `date-published` are the same.

    A namespace before a colon (`og:title`) is dropped; of keys that fall together the first with a value counts.
    """
    folded: dict[str, Any] = {}
    for key, value in record.items():
        name = re.sub(r"[^a-z]", "", str(key).rpartition(":")[2].casefold())
        if name and folded.get(name) in _NOTHING:
            folded[name] = value
    return folded


def first(fields: Fields, names: Iterable[str]) -> Any:
    """The value of the first of those fields that has one, or `None`."""
    return next((fields[name] for name in names if fields.get(name) not in _NOTHING), None)


def text_of(value: Any) -> str | None:
    """A value as text: a number as printed, an object by its name, a list by its first entry that has text."""
    if isinstance(value, Mapping):
        inner = folded_keys(value)
        value = next((inner[name] for name in _NAMES if isinstance(inner.get(name), str)), None)
    if isinstance(value, list | tuple):
        return next(filter(None, map(text_of, value)), None)
    if value is None or isinstance(value, bool | Mapping):
        return None
    return str(value).strip() or None


def keyword_list(value: Any) -> tuple[str, ...]:
    """The keywords of a list, of objects with names, or of one text with commas, semicolons or bars between."""
    if isinstance(value, str):
        parts = re.split(r"[;|\n]", value) if re.search(r"[;|\n]", value) else value.split(",")
        return tuple(filter(None, map(one_line, parts)))
    if isinstance(value, list | tuple):
        return tuple(one_line(word) for word in map(text_of, value) if word)
    return ()


def metadata_from(
    fields: Fields, problems: list[Problem], where: str | None = None, dates: FileDates | None = None
) -> Metadata:
    """The metadata that folded fields give; a date that cannot be is left out and added to `problems`.

    `dates` reads those of a file that holds many articles; without it the fields are all that there is.
    """
    reading = dates or FileDates(lambda: date_texts(fields))

    def date(names: tuple[str, ...]) -> NewsDate | None:
        name = next((name for name in names if fields.get(name) not in _NOTHING), None)
        return None if name is None else reading.read(text_of(fields[name]), name, problems, where)

    def line(names: tuple[str, ...]) -> str | None:
        return text_of(first(fields, names))

    created = date(_CREATED)
    published, updated = date(_PUBLISHED) or created, date(_UPDATED)
    if dates is None:
        problems.extend(reading.problems())
    return Metadata(
        byline=byline(first(fields, _BYLINE)),
        source=line(_SOURCE),
        section=line(_SECTION),
        dateline=line(_DATELINE),
        published=published,
        updated=updated,
        created=created,
        language=line(_LANGUAGE),
        url=_address(first(fields, _URL)),
        rights=line(_RIGHTS),
        keywords=keyword_list(first(fields, _KEYWORDS)),
    )


def texts(value: Any) -> list[str]:
    """The texts of a field that holds one or a list of them."""
    values = value if isinstance(value, list | tuple) else [value]
    return [text for text in map(text_of, values) if text]


def date_texts(fields: Fields) -> Iterator[str]:
    """What stands in the fields that give dates."""
    texts = (text_of(fields.get(name)) for name in (*_PUBLISHED, *_CREATED, *_UPDATED))
    return (text for text in texts if text)


def _address(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url") or value.get("href")
    if isinstance(value, list | tuple):
        return next(filter(None, map(_address, value)), None)
    return value.strip() or None if isinstance(value, str) else None

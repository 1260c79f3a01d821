"""JSON and JSON Lines: every object that has a headline, a text or a caption is an article, however it is nested."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from archive.model import Draft, DraftPhoto, Problem, Weight
from ingest.captions import read_caption
from ingest.datelines import with_dateline
from ingest.encoding import decode
from ingest.fields import (
    BODY,
    CAPTIONS,
    DECK,
    HEADLINE,
    IDENTITY,
    NOTES,
    SUMMARY,
    date_texts,
    first,
    folded_keys,
    metadata_from,
    text_of,
    texts,
)
from ingest.file_dates import FileDates
from ingest.html_fragment import words_and_photos
from ingest.html_text import plain, plain_line
from ingest.json_feed import entries_of_feed, is_json_feed
from ingest.json_values import LINES, begins_as_json, values_of
from ingest.normalise import normalise, paragraphs
from ingest.notes import split_notes

_COLLECTIONS = ("items", "articles", "entries", "stories", "posts", "documents", "docs", "results", "records", "news")
_CAPTION_FIELDS = ("caption", "description", "text", "alt", "title", "headline")


class JsonReader:
    """Reads the articles of a JSON document, or of a file with one JSON value on each line."""

    name = "json"
    suffixes = (".json", *LINES)

    def recognises(self, head: bytes, path: Path) -> bool:
        text = decode(head).lstrip()
        if path.suffix.lower() in self.suffixes:
            return text.startswith(("{", "["))
        return begins_as_json(text)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        dates = FileDates(partial(_date_texts, path))
        for value in values_of(path):
            if isinstance(value, Problem):
                yield value
            else:
                yield from _read_value(*value, dates)
        yield from dates.problems()


def _date_texts(path: Path) -> Iterator[str]:
    """What stands in fields that give dates, anywhere in the file."""
    for read in values_of(path):
        inside: list[Any] = [] if isinstance(read, Problem) else [read[0]]
        while inside:
            value = inside.pop()
            if isinstance(value, dict):
                yield from date_texts(folded_keys(value))
                inside += value.values()
            elif isinstance(value, list):
                inside += value


def _read_value(value: Any, where: str, dates: FileDates, *, expected: bool = True) -> Iterator[Draft | Problem]:
    """The articles in a JSON value, in order; where one was `expected` and there is none, a problem."""
    fields = folded_keys(value) if isinstance(value, dict) else {}
    if _is_schema(value):
        yield Problem("is a JSON schema, which describes data and holds no news", where or None, Weight.NO_NEWS)
        return
    if is_json_feed(value):
        yield from _feed(value, where, dates)
        return
    if _is_article(fields) and not _is_collection(fields):
        yield from _article(fields, where, dates)
        return
    found = False
    for entry, place, listed in _inside(value, where):
        for item in _read_value(entry, place, dates, expected=listed):
            found = True
            yield item
    if expected and not found:
        yield Problem(f"no article: {_excerpt(value)} has no headline, text or caption", where or None)


def _feed(feed: dict[str, Any], where: str, dates: FileDates) -> Iterator[Draft | Problem]:
    entries = list(entries_of_feed(feed))
    for place, entry in entries:
        yield from _read_value(entry, f"{where}.{place}" if where else place, dates)
    if not entries:
        yield Problem("is a feed without entries", where or None, Weight.NO_NEWS)


def _inside(value: Any, where: str) -> Iterator[tuple[Any, str, bool]]:
    """Where articles may lie in a value: what an object holds, and the entries of a list that are records.

    The third is whether each entry should be an article: lists hold records, objects hold this and that.
    """
    if isinstance(value, dict):
        for key, entry in value.items():
            if isinstance(entry, dict | list):
                yield entry, f"{where}.{key}" if where else str(key), False
    elif isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value):
        for index, entry in enumerate(value):
            yield entry, f"{where}[{index}]", True


def _is_article(fields: dict[str, Any]) -> bool:
    """Whether one of the telling fields holds words; a body may also come as a list of paragraphs."""
    if any(_is_text(fields.get(name)) or _is_rendered(fields.get(name)) for name in (*HEADLINE, *BODY, "caption")):
        return True
    return any(_is_list_of_texts(fields.get(name)) for name in BODY)


def _is_collection(fields: dict[str, Any]) -> bool:
    """Whether this has a title of its own, but no words, and holds a list of articles."""
    if any(_is_text(fields.get(name)) for name in (*BODY, *SUMMARY, "caption")):
        return False
    listed = (fields.get(name) for name in _COLLECTIONS)
    return any(
        isinstance(entry, dict) and _is_article(folded_keys(entry))
        for value in listed
        for entry in (value if isinstance(value, list) else ())
    )


def _is_rendered(value: Any) -> bool:
    """Whether a text stands one step deeper, as in answers of WordPress and of papers' own services."""
    return isinstance(value, dict) and any(_is_text(value.get(name)) for name in ("rendered", "main"))


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict) and "json-schema.org" in str(value.get("$schema")) and "$id" in value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _excerpt(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"


def _article(fields: dict[str, Any], where: str, dates: FileDates) -> Iterator[Draft | Problem]:
    if isinstance(fields.get("fields"), dict):  # the Guardian's service keeps the words one step deeper
        fields = fields | {name: value for name, value in folded_keys(fields["fields"]).items() if value}
    problems: list[Problem] = []
    written = _body_text(fields)
    # Where the picture files lie is not known of a record: captions are kept, pictures are not looked for.
    words, figures = words_and_photos(written, Path()) if "<fig" in written else (None, ())
    body = plain(written) if words is None else "\n\n".join(words)
    printed, notes = split_notes(paragraphs(body)) if "\n\n" in body else ([body], ())
    deck = plain_line(text_of(first(fields, DECK)) or "")
    if deck and deck not in body:
        printed = [deck, *printed]
    yield Draft(
        headline=plain_line(text_of(first(fields, HEADLINE)) or ""),
        body="\n\n".join(printed),
        notes=notes + tuple(texts(first(fields, NOTES))),
        photos=(*figures, *_photos(fields)),
        metadata=with_dateline(metadata_from(fields, problems, where or None, dates), body),
        identity=text_of(first(fields, IDENTITY)),
    )
    yield from problems


def _body_text(fields: dict[str, Any]) -> str:
    """The body, or the summary where there is none; a list of paragraphs is joined."""
    value = first(fields, BODY) or first(fields, SUMMARY)
    return normalise("\n\n".join(texts(value)))


def _photos(fields: dict[str, Any]) -> Iterator[DraftPhoto]:
    for name in CAPTIONS:
        value = fields.get(name)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield from _photo_of_object(folded_keys(entry))
            elif isinstance(entry, str) and "caption" in name:
                yield read_caption(plain_line(entry))


def _photo_of_object(entry: dict[str, Any]) -> Iterator[DraftPhoto]:
    caption = text_of(first(entry, _CAPTION_FIELDS))
    if caption:
        known = {
            "byline": text_of(first(entry, ("byline", "photographer", "author", "creator"))),
            "credit": text_of(first(entry, ("credit", "creditline", "copyright", "source"))),
            "place": text_of(first(entry, ("place", "location", "city"))),
        }
        yield read_caption(plain(normalise(caption)), **known)

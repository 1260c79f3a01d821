"""Archive text as markup: a version's paragraphs, notes and captions with the cited words marked, a hit's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api import schemas as wire
from ui.markup import Html, join, tag

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a version, drawn: its paragraphs, and for a caption the photograph."""

    kind: wire.Kind
    paragraphs: Html
    photo: wire.Photo | None = None


def headline(version: wire.Version, cited: Span | None) -> Html:
    """The headline, or the first words of a text without one."""
    parts = [part for part in version.parts if part.kind == "headline"]
    return _marked(version.text, (parts[0].start, parts[0].end), cited) if parts else join([version.headline])


def blocks(version: wire.Version, cited: Span | None) -> Iterator[Block]:
    """What stands below the headline, in the order of the text."""
    photos = {photo.start: photo for photo in version.photos}
    for part in version.parts:
        if part.kind != "headline":
            drawn = [
                tag("p", _marked(version.text, paragraph, cited))
                for paragraph in _paragraphs(version.text, part.start, part.end)
            ]
            yield Block(part.kind, join(drawn), photos.get(part.start) if part.kind == "caption" else None)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches between blank lines."""
    for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[start:end]):
        yield start + found.start(), start + found.end()


def _marked(text: str, stretch: Span, cited: Span | None) -> Html:
    """The stretch's text; the part of it that is cited in a `mark`."""
    start, end = stretch
    first, last = (max(start, cited[0]), min(end, cited[1])) if cited else (start, start)
    if first >= last:
        return join([text[start:end]])
    return join([text[start:first], tag("mark", text[first:last]), text[last:end]])


def emphasised(text: str, query: str) -> Html:
    """The text on one line, with the query's longer words in bold where they stand in it."""
    wanted = {word.casefold() for word in re.findall(r"(?<![-\w])(?:\w{4,}|\d+)", query)}
    words = re.split(r"(\W+)", " ".join(text.split()))
    return join(tag("b", word) if word.casefold() in wanted else word for word in words)

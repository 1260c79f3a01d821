"""An ANPA 1312 message in, its slug, heading lines, paragraphs and tables out, in ordinary characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.bylines import byline_of_line
from ingest.marked_text import Block
from ingest.normalise import one_line
from ingest.wire_messages import Message

SECTIONS = {
    "a": "National",
    "e": "Entertainment",
    "f": "Financial",
    "i": "International",
    "l": "Lifestyle",
    "o": "Weather",
    "p": "Politics",
    "s": "Sports",
    "t": "Travel",
    "v": "Advisories",
    "w": "Washington",
}
"""The categories of ANPA 84-2 whose names all agencies agree on; others stand as their letter."""
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
"""Flash, bulletin, urgent, regular, deferred."""

_HEADER = re.compile(
    r"^[A-Za-z]\d+\x1f[^\r\n]*[\r\n]+\s*(?P<priority>[a-z])\s*(?P<category>\w)?(?P<rest>.*)", re.DOTALL
)
_DAY = re.compile(r"(?P<keyword>.*?)\s+(?P<month>\d\d)-(?P<day>\d\d)\b", re.DOTALL)
_SENT = re.compile(r"\b(?P<agency>[A-Z]{2,5})-[A-Z]{2,3}-(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)\s?GMT")
_SLUG_END = re.compile(r",\s*\d+\s*$|,\s*$")
_LEAD = re.compile(
    r",?\s*((?:(?:\d+(?:st|nd|rd|th)|new)\s?-?\s?ld)?-?(?:writethru|ld-writethru)?(?:,?\s*take \d+)?)\s*$", re.I
)
_NOTE = re.compile(
    r"^[\W_]*(?:eds\b|editor['’]?s['’]?\s+note|ap (?:photo|video|graphic|audio)|with ap photo)", re.IGNORECASE
)
_SERVICE = re.compile(r"^\*\d+$")
_CELLS = 3
"""A line with so many semicolons is a row of a table."""
_PARAGRAPH, _ROW, _MARK = "\t", "\b", "^"


@dataclass(slots=True)
class AnpaStory:
    """What a message prints. `sent` is ISO 8601 in UTC, `day` the header's month and day, each `""` without one."""

    slug: str = ""
    lead: str = ""
    headline: str = ""
    deck: list[str] = field(default_factory=list)
    byline: str | None = None
    notes: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    priority: str = ""
    category: str = ""
    agency: str = ""
    sent: str = ""
    day: str = ""


def story_of(message: Message) -> AnpaStory:
    """The story of a message."""
    story = AnpaStory()
    _read_header(message.header, story)
    if sent := _SENT.search(message.trailer) or _SENT.search(message.text):
        _, month, day, year, hour, minute = sent.groups()
        story.agency, story.sent = sent["agency"], f"20{year}-{month}-{day}T{hour}:{minute}:00+00:00"
    lines = list(_lines(_SENT.sub("", message.text)))
    heading = list(_heading(lines))
    _read_heading(heading, story)
    story.blocks = list(_blocks(lines[len(heading) :]))
    if not story.blocks:
        story.blocks, story.deck = [Block(line) for line in story.deck], []
    return story


def _read_header(header: str, story: AnpaStory) -> None:
    if match := _HEADER.match(header):
        story.priority, story.category = match["priority"], match["category"] or ""
        if day := _DAY.search(re.sub(r"[\x00-\x1f]", " ", match["rest"])):
            story.slug = one_line(day["keyword"])
            story.day = f"{day['month']}-{day['day']}"


def _lines(text: str) -> Iterator[str]:
    """The lines with the mark of what each is before it: a paragraph, a row of a table, a heading, or nothing."""
    for line in re.sub(r"<\s*\^", "<\n^", text).replace("\r", "\n").split("\n"):
        if line.strip(" <=\x0c"):
            yield line.rstrip(" <=\x0c")


def _heading(lines: list[str]) -> Iterator[str]:
    """The marked lines before the first paragraph or row; those after the byline and its agency are text."""
    ended = False
    for number, line in enumerate(lines):
        if not line.startswith(_MARK) or (ended and not _is_affiliation(line, lines[number - 1])):
            return
        yield line
        ended = ended or byline_of_line(_printed(line)) is not None


def _is_affiliation(line: str, before: str) -> bool:
    """Whether a line says for whom the writer named in the line before writes."""
    return (
        byline_of_line(_printed(before)) is not None
        and re.search(r"\b(?:press|AP|writer|editor)\b", line, re.I) is not None
    )


def _read_heading(heading: list[str], story: AnpaStory) -> None:
    lines = [text for text in map(_printed, heading) if text and not _SERVICE.match(text)]
    if lines:
        slug = _SLUG_END.sub("", lines[0])
        lead = _LEAD.search(slug)
        story.slug, story.lead = (slug[: lead.start()], lead[1]) if lead and lead[1] else (slug, "")
    for line in lines[1:]:
        if _NOTE.match(line):
            story.notes.append(line)
        elif name := byline_of_line(line):
            story.byline = name
        elif story.byline and _is_affiliation(line, f"By {story.byline}"):
            continue
        elif not story.headline:
            story.headline = line
        else:
            story.deck.append(line)


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs and tables; a line without a mark goes on the paragraph before it."""
    gathered: list[str] = []
    rows = False
    for line in [*lines, _PARAGRAPH]:
        is_row = line.startswith(_ROW) or line.count(";") >= _CELLS
        if (line.startswith((_PARAGRAPH, _MARK)) and not is_row) or is_row != rows:
            yield from _block(gathered, rows)
            gathered = []
        rows = is_row
        gathered.append(_printed(line, row=is_row))
    yield from _block(gathered, rows)


def _block(gathered: list[str], rows: bool) -> Iterator[Block]:
    text = ("\n" if rows else " ").join(filter(None, gathered)).strip()
    if text.strip("_\u2014 ") not in ("", "END"):
        yield Block(text)


def _printed(line: str, *, row: bool = False) -> str:
    """The line in ordinary characters: typesetters' codes are what they stand for."""
    text = line.removeprefix(_ROW).removeprefix(_MARK)
    text = one_line(re.sub(r"[\x00-\x1f\x7f]", " ", text.replace("\x10 ", " ")).rstrip("<= "))
    text = text.replace("``", "“").replace("''", "”")
    text = re.sub(r"(?<=\s)_(?=\s)|^_(?=\s)", "\u2014", text)
    return re.sub(r"\{", "½", text) if row else text

"""The text of pages in, one running article out that still knows where each page began."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.model import Draft, PageReading, Problem
from ingest.article_text import Opened
from ingest.credits import is_person
from ingest.lines import Paragraph
from ingest.normalise import folded
from ingest.page_quality import LOW, quality

_EDGE = 2
"""How many lines from the top and the bottom of a page running heads are looked for."""

_FEWEST_LINE_NUMBERS = 10
"""Fewer numbers alone in lines are as likely a table."""

_UNSURE = 0.6
"""Pages recognised with less confidence are flagged."""

_PDF_DATE = re.compile(r"^D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:([+-]\d\d)'?(\d\d)|(Z))?")
# Titles that the writing program made up.
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|\(?anonymous\)?|unspecified|unknown"
    r"|\S+\.(?:docx?|pdf|indd|qxd|xlsx?|pptx?|tex|txt|rtf|odt)|\S*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """The normalised text of page `number`, counted from 1; `ocr` is how sure text recognition was of it."""

    number: int
    text: str
    ocr: float | None = None


def article_of_pages(pages: Sequence[Page], information: dict[str, str], problems: list[Problem]) -> Draft:
    """One article from pages in order.

    Lines repeated at the edges of pages are dropped, lines joined into paragraphs, words parted at line ends made
    whole, also across pages. `information` may give `title`, `author`, `keywords` and `created` (a PDF date); what
    the pages print goes before it.
    """
    printed = [_without_line_numbers(page.text.split("\n")) for page in pages]
    lines = [
        _without_its_number(each, page.number)
        for each, page in zip(_without_running_heads(printed), pages, strict=True)
    ]
    words = frozenset(re.findall(r"\w+-\w+", "\n".join(page.text for page in pages)))
    width = _usual_width(lines)
    paragraphs = [_paragraphs(each, words, width) for each in lines]
    title = information.get("title", "")
    opened = Opened([Paragraph(text, number) for number, text in enumerate(paragraphs[0])])
    if not _NO_TITLE.match(title):
        _take_title(opened, title)
    opened.take_opening()
    paragraphs[0] = [paragraph.text for paragraph in opened.rest]
    if any(page.ocr is not None for page in pages):
        # The file of a scan was made when it was scanned, which says nothing of the day it was printed.
        information = {name: value for name, value in information.items() if name != "created"}
    opened.fields = _with_information(opened.fields, information)
    article = opened.draft()
    problems.extend(opened.problems)
    body, starts = _run_together(paragraphs, words)
    numbered = zip((page.number for page in pages), starts, strict=True)
    return replace(
        article,
        body=body,
        notes=(),
        page_starts=tuple(numbered),
        page_readings=tuple(_reading(page, problems) for page in pages),
    )


def _reading(page: Page, problems: list[Problem]) -> PageReading:
    """How well a page could be read; one that reads poorly is flagged."""
    worth = quality(page.text)
    if worth is not None and worth < LOW:
        reason = f"reads poorly (quality {worth:.2f}); its words may not be those printed, so check it against the page"
        problems.append(Problem(reason, f"page {page.number}"))
    if page.ocr is not None and page.ocr < _UNSURE:
        reason = f"was recognised with a confidence of {page.ocr:.2f} only; check its words against the page"
        problems.append(Problem(reason, f"page {page.number}"))
    return PageReading(page.number, page.ocr, worth)


def _take_title(opened: Opened, title: str) -> None:
    """The document's title is its headline; where the first page prints it, it is not printed twice."""
    opened.headline = title
    for count in (1, 2, 3):
        if folded(" ".join(each.text for each in opened.rest[:count])) == folded(title):
            del opened.rest[:count]
            return


def _with_information(fields: dict[str, str], information: dict[str, str]) -> dict[str, str]:
    author = information.get("author", "")
    # Programs and offices sign as authors as well; the writer of an article is a person.
    known = {"byline": author if is_person(author) else None, "keywords": information.get("keywords")}
    if not any(name in fields for name in ("date", "published")):
        known["created"] = _iso(information.get("created"))
    return {name: value for name, value in known.items() if value} | fields


def _iso(stamp: str | None) -> str | None:
    """A PDF date (`D:20180923120000+02'00'`) in ISO 8601; anything else as it is."""
    match = _PDF_DATE.match(stamp or "")
    if match is None:
        return stamp
    year, month, day, hour, minute, second, hours, minutes, utc = match.groups()
    time = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    zone = "+00:00" if utc else f"{hours}:{minutes}" if hours else ""
    return f"{year}-{month}-{day}{time}{zone if time else ''}"


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages' lines without those that stand at the edge of most pages, whatever number they carry."""
    if len(pages) < 2:
        return pages
    seen = Counter(mark for lines in pages for mark in {_mark(lines[index]) for index in _edges(lines)})
    repeated = {mark for mark, count in seen.items() if count >= max(2, len(pages) / 2)}
    return [_without(lines, repeated) for lines in pages]


def _without_line_numbers(lines: list[str]) -> list[str]:
    """The lines of a page without a column of numbers beside them, as transcripts and court papers have it."""
    at = [index for index, line in enumerate(lines) if line.strip().isdigit()]
    counted = [int(lines[index]) for index in at]
    is_column = bool(at) and not any(line.strip() for line in lines[at[0] : at[-1]] if not line.strip().isdigit())
    if len(counted) < _FEWEST_LINE_NUMBERS or counted != list(range(1, len(counted) + 1)) or not is_column:
        return lines
    return [line for index, line in enumerate(lines) if index not in set(at)]


def _without_its_number(lines: list[str], number: int) -> list[str]:
    """The lines of a page without its own number, where that stands alone above or below them."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    edges = {filled[0], filled[-1]} if len(filled) > 1 else set()
    return [line for index, line in enumerate(lines) if index not in edges or not _is_number(line, number)]


def _is_number(line: str, number: int) -> bool:
    return re.fullmatch(rf"\W*(?:page\s+)?{number}\W*(?:(?:of|/)\s*\d+)?\W*", line.strip(), re.IGNORECASE) is not None


def _without(lines: list[str], repeated: set[str]) -> list[str]:
    edges = _edges(lines)
    kept = [line for index, line in enumerate(lines) if index not in edges or _mark(line) not in repeated]
    # A page of which nothing would be left has no running heads.
    return kept if any(map(str.strip, kept)) else lines


def _edges(lines: list[str]) -> set[int]:
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return {*filled[:_EDGE], *filled[-_EDGE:]}


def _mark(line: str) -> str:
    return re.sub(r"\d+", "#", folded(line))


def _usual_width(pages: list[list[str]]) -> int:
    """How long a full line is: most lines of running text reach nearly as far."""
    lengths = sorted(len(line.rstrip()) for lines in pages for line in lines if line.strip())
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def _paragraphs(lines: list[str], words: frozenset[str], width: int) -> list[str]:
    """Lines joined while one runs into the next; a short line that ends a sentence, or a blank one, ends it."""
    filled = [line.rstrip() for line in lines]
    joined: list[str] = []
    for before, line in pairwise(["", *filled]):
        if not line.strip():
            continue
        if joined and before.strip() and _runs_on(before.strip(), line.strip(), width):
            joined[-1] = _join(joined[-1], line.strip(), words)
        else:
            joined.append(line.strip())
    return joined


def _runs_on(before: str, line: str, width: int) -> bool:
    if line[0].islower() or before.endswith(("-", "\u2010", ",")):
        return True
    if re.match(r"[•▪–—*-]\s|\d+[.)]\s", line):
        return False
    full = len(before) >= 0.75 * width
    ends = before.endswith((".", "!", "?", ":", '."', ".”", "”"))
    return full and (not ends or len(before) >= 0.92 * width) and width >= 30


def _join(text: str, line: str, words: frozenset[str]) -> str:
    """The line after the text, a word parted between them made whole unless it is hyphenated elsewhere as well."""
    parted = re.search(r"(\w+)[-\u2010]$", text)
    if parted is None or not line[0].islower():
        return f"{text}{'' if parted else ' '}{line}"
    rest = re.match(r"\w+", line)
    whole = f"{parted[1]}-{rest[0] if rest else ''}"
    return text + line if whole in words else text[:-1] + line


def _run_together(pages: list[list[str]], words: frozenset[str]) -> tuple[str, list[int]]:
    """The body, and the offset at which each page begins in it; a sentence may run over from page to page."""
    body = ""
    starts = []
    for paragraphs in pages:
        for index, paragraph in enumerate(paragraphs):
            runs_on = index == 0 and body and paragraph[0].islower() and not body.endswith((".", "!", "?", ":"))
            body = _join(body, paragraph, words) if runs_on else f"{body}\n\n{paragraph}" if body else paragraph
            if index == 0:
                starts.append(len(body) - len(paragraph))
        if not paragraphs:
            starts.append(len(body))
    return body, starts

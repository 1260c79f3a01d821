"""A page in, the date of publication that it prints or marks out; the only file that uses htmldate."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from archive.errors import UnreadableError
from archive.model import NewsDate
from ingest.dates import dated, parse_date
from ingest.html_head import is_elsewhere, lines_of_page
from ingest.html_text import Element, source_of
from ingest.normalise import one_line

READ_FROM = "printed on the page"
_MARKS = "//body//time | //body//*[@itemprop='datePublished']"
_WHOLE = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_UPDATED = re.compile(r"updat|aktualisiert|geändert|modif|mis à jour|actualiz|aggiornat", re.IGNORECASE)
# Which number is the month nobody can tell.
_AMBIGUOUS = re.compile(r"\b(?:0?[1-9]|1[012])[/-](?:0?[1-9]|1[012])[/-]\d{2,4}\b")
_LABEL = re.compile(
    r"(?:(?:first )?published|posted|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|publicerad"
    r"|publisert|opublikowano|опубликовано)\b",
    re.IGNORECASE,
)
_FIRST = datetime(1990, 1, 1)
"""No page is older."""
_MOST_WORDS = 12
"""A line of more words is a sentence, which may tell of any day."""
_MOST_TIMES = 50
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


def marked_date(page: Element) -> NewsDate | None:
    """The first date marked as a time beside the article, `None` where there is none."""
    for element in page.xpath(_MARKS):
        if is_elsewhere(element) or any(map(is_elsewhere, element.iterancestors())):
            continue
        value = element.get("datetime") or element.get("content")
        if found := dated(value, "time", []) or _date_in(one_line(element.text_content())):
            return NewsDate(found.iso, "time")
    return None


def date_of_lines(lines: Sequence[str]) -> NewsDate | None:
    """The day in the first line that names one, lines that tell of changes last."""
    short = [line for line in lines if len(line.split()) <= _MOST_WORDS]
    for line in sorted(short, key=lambda line: _UPDATED.search(line) is not None):
        if found := _date_in(line):
            return found
    return None


def labelled_date(page: Element) -> NewsDate | None:
    """The day in the first line anywhere on the page that says it is the day of publication."""
    return date_of_lines([line for line in lines_of_page(page) if _LABEL.match(line)])


def _date_in(line: str) -> NewsDate | None:
    if not _WHOLE.search(line) or _AMBIGUOUS.search(line):
        return None
    from htmldate.extractors import try_date_expr  # takes long to load, and most archives have no pages

    day = try_date_expr(line, "%Y-%m-%d", True, _FIRST, datetime.now() + timedelta(days=1))
    return NewsDate(day, READ_FROM) if day else None


def printed_date(page: Element) -> NewsDate | None:
    """The day of publication that the page marks or its address names, `None` where none is marked as such.

    Dates that merely stand somewhere in the text are not taken for it.
    """
    from htmldate import find_date

    return dated(find_date(source_of(page), original_date=True, extensive_search=False), READ_FROM, [])


def in_local_time(date: NewsDate, page: Element) -> NewsDate:
    """A moment of Greenwich in the paper's own time, where the page marks the same moment in that."""
    moment = datetime.fromisoformat(date.iso)
    if moment.tzinfo is None or moment.utcoffset():
        return date
    for value in page.xpath("//body//time/@datetime")[:_MOST_TIMES]:
        try:
            local = datetime.fromisoformat(parse_date(value, "time").iso)
        except UnreadableError:
            continue
        ahead = local.replace(tzinfo=None) - moment.replace(tzinfo=None)
        if ahead and abs(ahead) <= _FARTHEST and not ahead % _QUARTER:
            zone = timezone(ahead)
            if local.tzinfo is None or local.astimezone(UTC) == moment:
                return NewsDate(local.replace(tzinfo=zone).isoformat(), date.read_from)
    return date

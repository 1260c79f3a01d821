"""A page whose data give no date in, the date it prints out; the only file that uses htmldate."""

from htmldate import find_date

from archive.model import NewsDate, Problem
from ingest.dates import dated
from ingest.html_text import Element, source_of

READ_FROM = "printed on the page"


def printed_date(page: Element) -> NewsDate | None:
    """The day of publication that the page prints or its address names, `None` where none is marked as such.

    Dates that merely stand somewhere in the text are not taken for it.
    """
    problems: list[Problem] = []
    return dated(find_date(source_of(page), original_date=True, extensive_search=False), READ_FROM, problems)

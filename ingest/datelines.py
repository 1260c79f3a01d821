"""Where a story was filed: the dateline that opens a body, `HARBOUR, March 3 (Agency) --`."""

import re
from dataclasses import replace

from archive.model import Metadata

_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?"
_PLACE = r"(?-i:[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]+(?:\s+[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]*){0,3})"
_REGION = r"(?:,\s+(?:[A-Z][\w.]*(?:\s+[A-Z][\w.]*)?))?"
_DATELINE = re.compile(
    rf"^(?P<dateline>{_PLACE}{_REGION}(?P<date>,\s+{_MONTH_DAY})?)(?:(?<=\d)\s+(?P<bare>[A-Z]{{2,8}}))?"
    r"\s*(?:\((?P<agency>[^()]{2,40})\))?\s*(?:--|[\u2013\u2014]|-(?=\s))\s*\S"
)
# With an agency in brackets a place needs no capitals: `Geneva (dpa) - `, `Tegucigalpa, Jan 2 (EFE).- `.
_WITH_AGENCY = re.compile(
    rf"^(?P<dateline>[A-Z\u00c0-\u00de][\w.'’/-]*(?:[ /-][A-Z\u00c0-\u00de][\w.'’-]*){{0,4}}"
    rf"(?:,\s+[A-Z\u00c0-\u00de][\w.]*(?:\s+[A-Z][\w.]*)?)?(?:,\s+{_MONTH_DAY})?)"
    r"\s*\((?P<agency>[A-Za-z][\w/. -]{1,30})\)\s*\.?\s*(?:--|[\u2013\u2014_]|-(?=\s))\s*\S"
)


def dateline_of(body: str) -> tuple[str | None, str | None]:
    """The dateline a body opens with and the agency in brackets after it, each `None` where there is none.

    In a text set in capitals only a dateline with a date or an agency can be told from the words.
    """
    opening = body[:200].split("\n", 1)[0]
    if named := _WITH_AGENCY.match(opening):
        return named["dateline"], named["agency"]
    match = _DATELINE.match(opening)
    if match is None or (opening.isupper() and not match["date"] and not match["agency"]):
        return None, None
    return match["dateline"], match["agency"] or match["bare"]


def with_dateline(metadata: Metadata, body: str) -> Metadata:
    """The metadata with the body's dateline, and its agency as the source, where it did not say them already."""
    dateline, agency = dateline_of(body)
    return replace(metadata, dateline=metadata.dateline or dateline, source=metadata.source or agency)

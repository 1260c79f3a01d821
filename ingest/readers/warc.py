"""Web captures, WARC and the older ARC: pages, PDFs and feeds in them are read, every other record is accounted for."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import Metadata, NewsDate, Outcome, Problem
from ingest.capture_file import Record, records
from ingest.compressed import is_web_capture
from ingest.container import Member, PassedOver
from ingest.dates import dated

_READ = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
}
"""Media types that hold news, and the ending that such a file has."""

_HELD = ("response", "resource")
_GOOD = (None, "", "200", "203")
"""HTTP states of an answer that is what was asked for; a resource has none."""


class WarcContainer:
    """Reads the pages, PDFs and feeds that a web capture (WARC, ARC) holds."""

    name = "warc"
    suffixes = (".warc", ".arc")
    holds_a_folder = False

    def recognises(self, head: bytes, path: Path) -> bool:
        return is_web_capture(head)

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        seen: dict[str, str] = {}
        for item in records(path):
            yield item if isinstance(item, Problem) else _member(item, seen)


def _member(record: Record, seen: dict[str, str]) -> Member | PassedOver:
    """What becomes of a record; `seen` are addresses by themselves and by digests, to tell what revisits repeat."""
    target = record.target or f"byte {record.offset}"
    if record.kind == "revisit":
        return _revisit(record, target, seen)
    if record.kind not in _HELD:
        reason = f"a {record.kind} record, which holds no page"
        return PassedOver(name=f"{record.kind} {target}", reason=reason, kind=f"{record.kind} record")
    if record.digest:
        seen.setdefault(record.digest, target)
    seen[target] = target
    if record.status not in _GOOD:
        reason = f"the site answered with HTTP status {record.status}"
        return PassedOver(name=target, reason=reason, kind=f"HTTP status {record.status}")
    if record.media_type and record.media_type not in _READ:
        reason = f"not a type that is read ({record.media_type})"
        return PassedOver(name=target, reason=reason, kind=record.media_type)
    return Member(
        name=target,
        content=lambda: record.content,
        suffix=_READ.get(record.media_type, ".bin"),
        metadata=Metadata(url=record.target, created=_captured(record)),
        incidental=record.media_type.startswith("image/"),
    )


def _revisit(record: Record, target: str, seen: dict[str, str]) -> PassedOver:
    """A capture that found what an earlier one had found; the earlier one is named, and whether it is at hand."""
    original = seen.get(record.digest or "") or seen.get(record.refers_to or "")
    if original is not None:
        reason = f"a revisit record: what was there is what this file holds of {original}"
    else:
        reason = f"a revisit record of {record.refers_to or target}, whose first capture is not in this file"
    return PassedOver(name=f"revisit {target}", reason=reason, kind="revisit record", outcome=Outcome.SKIPPED)


def _captured(record: Record) -> NewsDate | None:
    return dated(record.date, "capture", [])

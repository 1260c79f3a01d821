"""Picture files with the caption, photographer and credit that agencies write into them."""

from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, Metadata, NewsDate, Problem
from ingest import jpeg_xl
from ingest.bylines import byline
from ingest.captions import read_caption
from ingest.dates import parse_date
from ingest.photo_facts import Facts, facts_of

_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", jpeg_xl.CONTAINER, jpeg_xl.CODESTREAM)


class PictureReader:
    """Reads one captioned picture from an image file."""

    name = "picture"
    suffixes = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".jxl")

    def recognises(self, head: bytes, path: Path) -> bool:
        return head.startswith(_BEGINNINGS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        facts, damaged = facts_of(path)
        problems = [Problem(reason) for reason in damaged]
        headline, caption = _first(facts, "headline"), _first(facts, "caption")
        if not caption and not headline:
            yield from problems
            raise UnreadableError("has no caption; write one into its IPTC or XMP description")
        taken = _date(facts.get("taken", []), problems)
        photo = read_caption(
            caption or headline or "",
            byline=byline(facts.get("byline")),
            credit=_first(facts, "credit"),
            place=_place(facts),
            taken=taken,
            headline=headline if caption else None,
            rights=_first(facts, "rights"),
            city=_first(facts, "city"),
            country=_first(facts, "country"),
            people=tuple(facts.get("people", [])),
            keywords=_keywords(facts),
            path=str(path.absolute()),
        )
        yield Draft(
            headline=(headline or "") if caption else "",
            photos=(photo,),
            metadata=_metadata(facts, taken, problems),
            identity=_first(facts, "guid"),
        )
        yield from problems


def _metadata(facts: Facts, taken: NewsDate | None, problems: list[Problem]) -> Metadata:
    """A picture is dated by its release or, failing that, by the day it was taken."""
    return Metadata(
        byline=byline(facts.get("byline")),
        source=_first(facts, "source") or _first(facts, "credit"),
        published=_date(facts.get("released", []), problems) or taken,
        rights=_first(facts, "rights"),
        keywords=_keywords(facts),
        people=tuple(facts.get("people", [])),
        places=tuple(filter(None, (_first(facts, name) for name in ("city", "state", "country")))),
    )


def _keywords(facts: Facts) -> tuple[str, ...]:
    """The keywords; some software writes them as one entry with semicolons between."""
    words = (word.strip() for entry in facts.get("keywords", []) for word in entry.split(";"))
    return tuple(dict.fromkeys(filter(None, words)))


def _first(facts: Facts, name: str) -> str | None:
    return next(iter(facts.get(name, [])), None)


def _place(facts: Facts) -> str | None:
    names = [_first(facts, name) for name in ("city", "state", "country")]
    return ", ".join(name for name in names if name) or None


def _date(values: list[str], problems: list[Problem]) -> NewsDate | None:
    """The first that is a whole date; when none is, what is wrong with the first is a problem."""
    reasons = []
    for value in values:
        try:
            return parse_date(value, "date taken")
        except UnreadableError as error:
            reasons.append(error.reason)
    problems.extend(map(Problem, reasons[:1]))
    return None

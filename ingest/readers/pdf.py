"""PDF, one article, its pages remembered, scanned ones through text recognition; the only file that imports pypdf."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any

from pypdf import PageObject
from pypdf import PdfReader as Document
from pypdf.errors import PyPdfError

from archive.errors import UnreadableError
from archive.model import Draft, Problem
from ingest.columns import Piece, by_columns
from ingest.normalise import normalise
from ingest.ocr import recogniser_in_use
from ingest.pages import Page, article_of_pages

# pypdf logs each oddity of a file; what matters to the user is reported as a problem with its page.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_LIBRARY_ERRORS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RuntimeError, OSError)
"""What pypdf raises on broken files; several of them are accidents inside the library."""


_MOST_PAGES = 5000
_MOST_SECONDS = 1800
_LONGEST_PAGE = 1_000_000
_SMALLEST_SIDE = 150
_MOST_PIXELS = 60_000_000
_MOST_PICTURES = 6
_MOST_NAMED = 10

# Type that is set as one piece but read as letters.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class PdfReader:
    """Reads one article from a PDF file."""

    name = "pdf"
    suffixes = (".pdf",)

    def recognises(self, head: bytes, path: Path) -> bool:
        return b"%PDF-" in head[:1024]

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        document, count = _opened(path)
        read: list[Page] = []
        began = monotonic()
        for number in range(1, count + 1):
            try:
                if monotonic() - began > _MOST_SECONDS:
                    raise UnreadableError(f"not read: the pages before took more than {_MOST_SECONDS} seconds")
                read.append(_page(document, number))
            except UnreadableError as error:
                yield Problem(error.reason, f"page {number}")
        if read:
            problems: list[Problem] = []
            yield article_of_pages(read, _information(document), problems)
            yield from problems
        yield from _beside_the_pages(document)


def _opened(path: Path) -> tuple[Document, int]:
    """The document and how many pages it has."""
    try:
        document = Document(path)
        if document.is_encrypted and not document.decrypt(""):
            raise UnreadableError("is locked with a password; save a copy without one")
        count = len(document.pages)
    except NotImplementedError as error:
        raise UnreadableError(f"is encrypted in a way that cannot be read: {error}") from error
    except _LIBRARY_ERRORS as error:
        raise UnreadableError(f"is broken and cannot be opened as PDF: {error}") from error
    if not count:
        raise UnreadableError("has no pages")
    if count > _MOST_PAGES:
        raise UnreadableError(f"claims {count} pages, more than {_MOST_PAGES}; split it")
    return document, count


def _page(document: Document, number: int) -> Page:
    """A page's text, recognised in its pictures where the file holds none.

    Raises:
        UnreadableError: there is neither text nor a picture that can be read, or pypdf cannot get at it.
    """
    try:
        page = document.pages[number - 1]
        text = normalise(_text(page).translate(_LIGATURES))
        if len(text) > _LONGEST_PAGE:
            raise UnreadableError(f"holds {len(text)} characters, which no printed page does")
        return Page(number, text) if text else _recognised(page, number)
    except _LIBRARY_ERRORS as error:
        raise UnreadableError(f"its text cannot be read: {type(error).__name__} {error}") from error


def _text(page: PageObject) -> str:
    """A page's text in reading order: as the file has it, unless that runs across columns."""
    pieces: list[Piece] = []

    def place(text: str, user: Sequence[float], line: Sequence[float], *_: object) -> None:
        pieces.append(Piece(line[4] * user[0] + user[4], line[5] * user[3] + user[5], text))

    text = page.extract_text(visitor_text=place)
    return by_columns(pieces) or text


def _recognised(page: PageObject, number: int) -> Page:
    recogniser = recogniser_in_use()
    pictures = list(_pictures(page))
    if not pictures:
        raise UnreadableError("has no text, and no picture large enough to hold any")
    if recogniser is None:
        raise UnreadableError("has no text layer; run text recognition (OCR) over the file if it is a scan")
    found = [recogniser.recognise(each) for each in pictures]
    text = normalise("\n\n".join(each.text for each in found))
    if not text:
        raise UnreadableError("has no text, and none is recognised in its pictures")
    letters = sum(len(each.text) for each in found)
    return Page(number, text, round(sum(each.confidence * len(each.text) for each in found) / letters, 3))


def _pictures(page: PageObject) -> Iterator[bytes]:
    """The largest pictures of a page as PNG, upright, in the page's order; none is unpacked that claims an absurd size.

    Those inside forms are left out: a form can draw itself.
    """
    resources: Any = page.get("/Resources") or {}
    objects = resources.get("/XObject") or {}
    sizes = {}
    for name in objects:
        drawn = objects[name]
        width, height = int(drawn.get("/Width", 0)), int(drawn.get("/Height", 0))
        if drawn.get("/Subtype") == "/Image" and min(width, height) >= _SMALLEST_SIDE:
            if width * height > _MOST_PIXELS:
                raise UnreadableError(f"its picture claims {width} × {height} points, which is not unpacked")
            sizes[name] = width * height
    for name in [name for name in sizes if sizes[name] * 20 >= max(sizes.values())][:_MOST_PICTURES]:
        image = page.images[name].image
        if image is not None:
            stored = BytesIO()
            image.convert("L").rotate(-int(page.get("/Rotate", 0) or 0), expand=True).save(stored, "PNG")
            yield stored.getvalue()


def _beside_the_pages(document: Document) -> Iterator[Problem]:
    """What the file holds that is not on its pages and so is not read: attached files and words in form fields."""
    try:
        attached = list(document.attachments)
        filled = {name: value for name, value in (document.get_form_text_fields() or {}).items() if value}
    except _LIBRARY_ERRORS as error:
        yield Problem(f"its attachments and form fields cannot be listed: {type(error).__name__} {error}")
        return
    if attached:
        yield Problem(f"attached files are not read; save them beside it: {', '.join(attached[:_MOST_NAMED])}")
    if filled:
        named = "; ".join(f"{name}: {value}" for name, value in list(filled.items())[:_MOST_NAMED])
        yield Problem(f"words in form fields are no part of the pages' text: {named}")


def _information(document: Document) -> dict[str, str]:
    """The document's own title, author, keywords and date, as far as they are there."""
    try:
        information: Mapping[str, object] = document.metadata or {}
        names = {"title": "/Title", "author": "/Author", "keywords": "/Keywords", "created": "/CreationDate"}
        return {name: str(information[key]) for name, key in names.items() if information.get(key)}
    except _LIBRARY_ERRORS:
        return {}

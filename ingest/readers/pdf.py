"""PDF with a text layer: one article, its pages remembered; the only file that imports pypdf."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

from pypdf import PageObject
from pypdf import PdfReader as Document
from pypdf.errors import PyPdfError

from archive.errors import UnreadableError
from archive.model import Draft, Problem
from ingest.normalise import normalise
from ingest.pages import Page, article_of_pages

# pypdf logs each oddity of a file; what matters to the user is reported as a problem with its page.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_LIBRARY_ERRORS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""What pypdf raises on broken files; several of them are accidents inside the library."""


# Type that is set as one piece but read as letters.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class PdfReader:
    """Reads one article from a PDF file."""

    name = "pdf"
    suffixes = (".pdf",)

    def recognises(self, head: bytes, path: Path) -> bool:
        return b"%PDF-" in head[:1024]

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        try:
            document = Document(path)
            if document.is_encrypted and not document.decrypt(""):
                raise UnreadableError("is locked with a password; save a copy without one")
            pages = list(document.pages)
        except NotImplementedError as error:
            raise UnreadableError(f"is encrypted in a way that cannot be read: {error}") from error
        except _LIBRARY_ERRORS as error:
            raise UnreadableError(f"is broken and cannot be opened as PDF: {error}") from error
        read: list[Page] = []
        for number, page in enumerate(pages, start=1):
            try:
                read.append(Page(number, _text(page)))
            except UnreadableError as error:
                yield Problem(error.reason, f"page {number}")
        if not pages:
            raise UnreadableError("has no pages")
        if read:
            problems: list[Problem] = []
            yield article_of_pages(read, _information(document), problems)
            yield from problems


def _text(page: PageObject) -> str:
    """The text of a page, normalised.

    Raises:
        UnreadableError: there is none, or pypdf cannot get at it.
    """
    try:
        text = normalise(page.extract_text().translate(_LIGATURES))
    except _LIBRARY_ERRORS as error:
        raise UnreadableError(f"its text cannot be read: {type(error).__name__} {error}") from error
    if not text:
        raise UnreadableError("has no text layer; run text recognition (OCR) over the file if it is a scan")
    return text


def _information(document: Document) -> dict[str, str]:
    """The document's own title, author, keywords and date, as far as they are there."""
    try:
        information: Mapping[str, object] = document.metadata or {}
        names = {"title": "/Title", "author": "/Author", "keywords": "/Keywords", "created": "/CreationDate"}
        return {name: str(information[key]) for name, key in names.items() if information.get(key)}
    except _LIBRARY_ERRORS:
        return {}

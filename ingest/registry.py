"""The table of readers, and which of them reads a file. To add a format, write its reader and add a line here."""

from pathlib import Path

from archive.errors import UnreadableError
from ingest.reader import HEAD, Reader
from ingest.readers.html_page import HtmlReader
from ingest.readers.json_records import JsonReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.pdf import PdfReader
from ingest.readers.picture import PictureReader
from ingest.readers.plain_text import PlainTextReader

READERS: tuple[Reader, ...] = (
    PdfReader(),
    PictureReader(),
    JsonReader(),
    HtmlReader(),
    MarkdownReader(),
    PlainTextReader(),
)
"""In the order asked: formats with an unmistakable beginning first, plain text last."""


def reader_for(path: Path) -> Reader | None:
    """The reader that recognises the file, or `None` where its type is not one that is read.

    Among readers that recognise the content, one that the name speaks for goes first.

    Raises:
        UnreadableError: the file cannot be opened or is empty, or it has the name of a format that is read but not
            its content.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error
    suffix = path.suffix.lower()
    named = [reader for reader in READERS if suffix in reader.suffixes]
    if not head.strip():
        raise UnreadableError("is empty")
    for reader in (*named, *READERS):
        if reader.recognises(head, path):
            return reader
    if named:
        raise UnreadableError(f"is named {suffix} but its content is not {named[0].name}; check where it came from")
    return None


def known_suffixes() -> tuple[str, ...]:
    """The endings of the formats that are read, sorted."""
    return tuple(sorted({suffix for reader in READERS for suffix in reader.suffixes}))

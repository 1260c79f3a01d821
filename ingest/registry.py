"""The table of readers, and which of them reads a file.

To add a format, write its reader and add a line here; `newsarchive formats` shows the first line of its class.
"""

from dataclasses import dataclass
from inspect import getdoc
from pathlib import Path

from archive.errors import UnreadableError
from ingest.annotated import REASON, is_annotated
from ingest.container import Container, PassedOver
from ingest.issue_files import Part, issue_that_lists, part_of_head
from ingest.reader import HEAD, Reader
from ingest.readers.anpa import AnpaReader
from ingest.readers.ap_media import ApMediaReader
from ingest.readers.feed import FeedReader
from ingest.readers.html_page import HtmlReader
from ingest.readers.iptc_7901 import Iptc7901Reader
from ingest.readers.json_records import JsonReader
from ingest.readers.mail import MailReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.mbox import MboxContainer
from ingest.readers.newsml1 import Newsml1Reader
from ingest.readers.newsml_g2 import NewsmlG2Reader
from ingest.readers.newspaper_pages import AltoReader, MetsReader
from ingest.readers.ninjs import NinjsReader
from ingest.readers.nitf import NitfReader
from ingest.readers.packed_file import PackedContainer
from ingest.readers.pdf import PdfReader
from ingest.readers.picture import PictureReader
from ingest.readers.plain_text import PlainTextReader
from ingest.readers.ritzau import RitzauReader
from ingest.readers.tar_file import TarContainer
from ingest.readers.warc import WarcContainer
from ingest.readers.wordpress import WordPressReader
from ingest.readers.zip_file import ZipContainer

READERS: tuple[Reader | Container, ...] = (
    ZipContainer(),
    TarContainer(),
    WarcContainer(),
    PackedContainer(),
    MboxContainer(),
    MailReader(),
    WordPressReader(),
    FeedReader(),
    PdfReader(),
    PictureReader(),
    NewsmlG2Reader(),
    NitfReader(),
    Newsml1Reader(),
    RitzauReader(),
    AnpaReader(),
    Iptc7901Reader(),
    ApMediaReader(),
    NinjsReader(),
    AltoReader(),
    MetsReader(),
    JsonReader(),
    HtmlReader(),
    MarkdownReader(),
    PlainTextReader(),
)
"""In the order asked: formats with an unmistakable beginning first, plain text last."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its name, the endings such files usually have, and what its reader makes of them."""

    name: str
    suffixes: tuple[str, ...]
    what: str


def known_formats() -> tuple[Format, ...]:
    """The formats that are read, in the order asked; what each is stands in the first line of its reader's class."""
    return tuple(Format(each.name, each.suffixes, (getdoc(type(each)) or "").split("\n", 1)[0]) for each in READERS)


def reader_for(path: Path) -> Reader | Container | None:
    """The reader that recognises the file, or `None` where its type is not one that is read.

    Among readers that recognise the content, one that the name speaks for goes first, but for plain text: whatever
    else a text is, it is that too.

    Raises:
        UnreadableError: the file cannot be opened or is empty, or it has the name of a format that is read but not
            its content.
    """
    head = _head(path)
    suffix = path.suffix.lower()
    named = [reader for reader in READERS if suffix in reader.suffixes]
    if not head.strip():
        raise UnreadableError("is empty")
    for reader in (*(each for each in named if each is not READERS[-1]), *READERS):
        if reader.recognises(head, path):
            return reader
    if named:
        names = " or ".join(reader.name for reader in named)
        raise UnreadableError(f"is named {suffix} but its content is not {names}; check where it came from")
    return None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error


def passed_over(path: Path) -> PassedOver | None:
    """Why a file is not read by itself although it could be; `None` for all others.

    Another one that is read lists it, or it is no text that somebody wrote.

    Raises:
        UnreadableError: the file cannot be opened.
    """
    head = _head(path)
    if is_annotated(head):
        return PassedOver(name=path.name, reason=REASON, kind="linguistic annotation")
    issue = issue_that_lists(path) if part_of_head(head) is Part.PAGE else None
    if issue is None:
        return None
    reason = f"a page of the issue that {issue.name!r} describes, read with it"
    return PassedOver(name=path.name, reason=reason, kind=Part.PAGE.value)


def known_suffixes() -> tuple[str, ...]:
    """The endings of the formats that are read, sorted."""
    return tuple(sorted({suffix for reader in READERS for suffix in reader.suffixes}))

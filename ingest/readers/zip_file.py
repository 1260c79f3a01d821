"""Zip archives: every file inside is read like a file of a folder."""

import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Outcome, Problem
from ingest.container import Member, PassedOver
from ingest.member_names import passed_over_for_its_name

# Office documents, books and programs are zip files too; they are documents, not folders.
_DOCUMENT = re.compile(rb"^PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetype|META-INF/|_rels/|docProps/)", re.DOTALL)
_DOCUMENTS = frozenset((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk", ".idml"))
_LOCKED = 0x1


class ZipContainer:
    """Reads the files of a zip archive, each like a file of a folder."""

    name = "zip"
    suffixes = (".zip",)
    holds_a_folder = True

    def recognises(self, head: bytes, path: Path) -> bool:
        if path.suffix.lower() in _DOCUMENTS or _DOCUMENT.match(head):
            return False
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise UnreadableError(f"is broken and cannot be opened as zip: {error}") from error
        with archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    yield _member(archive, entry)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member | PassedOver:
    if passed := passed_over_for_its_name(entry.filename):
        return passed
    if stat.S_ISLNK(entry.external_attr >> 16):
        return PassedOver(name=entry.filename, reason="a link; links in archives are not followed", kind="link")
    if entry.flag_bits & _LOCKED:
        reason = "is locked with a password; unpack it yourself, or save it without one"
        return PassedOver(name=entry.filename, reason=reason, outcome=Outcome.FAILED)
    return Member(name=entry.filename, content=lambda: archive.open(entry))

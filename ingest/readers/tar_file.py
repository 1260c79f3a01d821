"""Tar archives, packed or not, read as a stream: every file inside is read like a file of a folder."""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from archive.errors import UnreadableError
from archive.model import Problem
from ingest.compressed import is_tar
from ingest.container import Member, PassedOver
from ingest.member_names import passed_over_for_its_name


class TarContainer:
    """Reads the files of a tar archive, also one packed by gzip, bzip2 or xz, each like a file of a folder."""

    name = "tar"
    suffixes = (".tar", ".tgz", ".tbz2", ".txz")

    def recognises(self, head: bytes, path: Path) -> bool:
        return is_tar(head)

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        try:
            with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|*") as archive:
                for entry in archive:
                    if not entry.isdir():
                        yield _member(archive, entry)
        except (tarfile.TarError, EOFError) as error:
            raise UnreadableError(f"is broken and cannot be read on as tar: {error}") from error


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Member | PassedOver:
    if passed := passed_over_for_its_name(entry.name):
        return passed
    if not entry.isreg():
        kind = "link" if entry.issym() or entry.islnk() else "device"
        return PassedOver(name=entry.name, reason=f"a {kind}, not a file", kind=kind)
    return Member(name=entry.name, content=lambda: _content(archive, entry))


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(entry)
    if content is None:
        raise UnreadableError("has no content")
    return content

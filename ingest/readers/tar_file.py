"""Tar archives, packed or not, read as a stream: every file inside is read like a file of a folder."""

import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from archive.errors import UnreadableError
from archive.model import Problem
from ingest.compressed import is_tar, packing_of
from ingest.container import Member, PassedOver
from ingest.member_names import passed_over_for_its_name


class TarContainer:
    """Reads the files of a tar archive, also one packed by gzip, bzip2 or xz, each like a file of a folder."""

    name = "tar"
    suffixes = (".tar", ".tgz", ".tbz2", ".txz")
    holds_a_folder = True

    def recognises(self, head: bytes, path: Path) -> bool:
        return is_tar(head)

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        try:
            with path.open("rb") as file:
                is_packed = packing_of(file.read(8)) is not None
                file.seek(0)
                with tarfile.open(fileobj=file, mode="r|*" if is_packed else "r:") as archive:
                    for entry in archive:
                        if not entry.isdir():
                            yield replace(_member(archive, entry), passed=entry.size if is_packed else 0)
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

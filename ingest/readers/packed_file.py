"""A file packed by gzip, bzip2 or xz: the one file inside."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import Problem
from ingest.compressed import is_tar, is_web_capture, packing_of, unpacked
from ingest.container import Member, PassedOver


class PackedContainer:
    """Reads the one file inside a file packed by gzip, bzip2 or xz."""

    name = "packed"
    suffixes = (".gz", ".bz2", ".xz")
    holds_a_folder = False

    def recognises(self, head: bytes, path: Path) -> bool:
        return packing_of(head) is not None and not is_tar(head) and not is_web_capture(head)

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        with path.open("rb") as file:
            packing = packing_of(file.read(8)) or "gzip"
        name = path.stem if path.suffix.lower() in self.suffixes else path.name
        yield Member(name=name, content=lambda: unpacked(path, packing))

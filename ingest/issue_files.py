"""Which files belong to a digitised issue of a newspaper: the description (METS) and the pages (ALTO) that it lists."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from archive.errors import UnreadableError
from ingest.mets import alto_files
from ingest.reader import HEAD
from ingest.xml_tree import parse_xml, root_name


class Part(StrEnum):
    """What a file is to an issue."""

    ISSUE = "mets"
    PAGE = "alto"


def part_of_issue(path: Path) -> Part | None:
    """What the file is to a digitised issue, by its content; `None` for every other file."""
    try:
        with path.open("rb") as file:
            return part_of_head(file.read(HEAD))
    except OSError:
        return None


def part_of_head(head: bytes) -> Part | None:
    """The same of a file with that beginning."""
    # Most files are neither, and need no decoding to tell; that of UTF-16 has a byte between the letters.
    letters = head.replace(b"\0", b"")
    name = root_name(head) if b"mets" in letters or b"alto" in letters else ""
    return Part(name) if name in tuple(Part) else None


def issue_that_lists(page: Path) -> Path | None:
    """The description beside a page, or in the folder above, that lists it; the page is read with that one."""
    for folder in (page.parent, page.parent.parent):
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            continue
        for issue, pages in _issues_in(folder, changed):
            if page.resolve() in pages:
                return issue
    return None


@lru_cache(maxsize=8)
def _issues_in(folder: Path, _changed: int) -> tuple[tuple[Path, frozenset[Path]], ...]:
    """The descriptions in a folder with the pages that each lists; remembered, for a folder holds hundreds of pages."""
    found = []
    for path in sorted(folder.glob("*.xml")):
        if part_of_issue(path) is not Part.ISSUE:
            continue
        try:
            listed = alto_files(parse_xml(path.read_bytes(), []), folder)
        except (UnreadableError, OSError):
            continue
        found.append((path, frozenset(each for each in listed.values() if each is not None)))
    return tuple(found)

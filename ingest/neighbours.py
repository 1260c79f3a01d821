"""The files of one archive: where each lies while it is read, and which others lie beside it.

A member is written under the name it has in the archive, below a folder of our own, where that name is a plain one;
else under one of ours. Names that lead out never come this far.
"""

import os
import re
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import count
from pathlib import Path, PurePosixPath

from archive.errors import UnreadableError
from ingest.container import Container, Member
from ingest.picture_files import is_picture
from ingest.walk import SEPARATOR

_UNSAFE = re.compile(r"[^\w.-]", re.ASCII)
_LONGEST_NAME = 100
_LONGEST_PART = 200
_MOST_PARTS = 20
_LOOKED_THROUGH = 64 << 30
"""Bytes of a packed archive after which the names further on are not looked for."""


class Neighbours:
    """The files of the archive at `archive`, remembered as `key`, as they would lie under `folder`."""

    def __init__(self, container: Container, archive: Path, key: str, folder: Path) -> None:
        self._container = container
        self._archive = archive
        self._key = key
        # Pictures are looked for up to one folder above a text: above the outermost lies nobody's file but ours.
        self._root = (folder / "members").resolve()
        self._root.mkdir()

    def place_for(self, member: Member) -> Path:
        """Where the member is to be written."""
        path = self._root / (_own_name(member) if member.suffix or not _is_plain(member.name) else member.name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:  # there is a file of the name of the folder
            path = self._root / _own_name(member)
        # Pages that wait for their issue, and folders, may have the name already.
        others = (path.with_name(f"{number}-{path.name}") for number in count(2))
        return path if not path.exists() else next(each for each in others if not each.exists())

    def picture_at(self, path: Path) -> str | None:
        """The path in the record of the archive's picture that would lie at `path`; `None` where it holds none such."""
        try:
            name = path.relative_to(self._root).as_posix()
        except ValueError:
            return None
        return f"{self._key}{SEPARATOR}{name}" if name in self._pictures else None

    @cached_property
    def _pictures(self) -> frozenset[str]:
        """Their names, looked up once, and only for archives with texts that name a picture beside them."""
        return frozenset(self._found())

    def _found(self) -> Iterator[str]:
        passed = 0
        try:
            for item in self._container.members(self._archive):
                if isinstance(item, Member):
                    passed += item.passed
                    name = PurePosixPath(item.name)
                    if is_picture(name, partial(_beginning, item)):
                        yield name.as_posix()
                if passed > _LOOKED_THROUGH:
                    return
        except (UnreadableError, OSError):
            return


def _beginning(member: Member) -> bytes:
    try:
        with member.content() as opened:
            return opened.read(8) or b""
    except Exception:  # noqa: BLE001 what cannot be unpacked is told when the member itself is read
        return b""


def _is_plain(name: str) -> bool:
    """Whether a name may be given to a file: parts of letters of any script, not too long, not too many."""
    parts = name.split("/")
    try:
        lengths = [len(os.fsencode(part)) for part in parts]
    except UnicodeEncodeError:
        return False
    fits = len(parts) <= _MOST_PARTS and all(0 < length <= _LONGEST_PART for length in lengths)
    return fits and name.isprintable() and "\\" not in name and ".." not in parts


def _own_name(member: Member) -> str:
    """A harmless name, which keeps the ending and most of what it is called inside."""
    if member.suffix:
        return f"member{member.suffix}"
    last = re.split(r"[/\\]", member.name)[-1]
    return _UNSAFE.sub("_", last)[-_LONGEST_NAME:].lstrip(".") or "member"

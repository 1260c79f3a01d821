"""A container in, its members out one at a time as files on disk, each gone once the next is asked for.

What a file may unpack to is limited, because a few kilobytes can be made to fill any disk. The files of an archive lie
as they lay in the folder that it was made from, so that a text finds the pictures beside it and an issue its pages.
"""

import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import LimitError, UnreadableError
from archive.model import Metadata, Outcome, Problem
from archive.storage import is_full, reason_of, unwritten
from ingest.container import Container, Member, PassedOver
from ingest.issue_files import Part, part_of_issue
from ingest.neighbours import Neighbours
from ingest.walk import SEPARATOR

_CHUNK = 1 << 20
_MOST_WAITING = 4 << 30
"""Bytes of pages that are kept for the issue that may list them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a given file may unpack to, everything inside its inner containers included."""

    depth: int = 5
    members: int = 2_000_000
    size: int = 256 << 30
    ratio: int = 300
    ratio_from: int = 256 << 20
    """Bytes below which the ratio of unpacked to packed does not matter."""


@dataclass(slots=True)
class Allowance:
    """What is left to one given file of `packed` bytes."""

    packed: int
    limits: Limits = field(default_factory=Limits)
    members: int = 0
    size: int = 0

    def take_member(self) -> None:
        """One more member.

        Raises:
            LimitError: that is too many.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise LimitError(f"holds more than {self.limits.members:,} files; split it")

    def take(self, count: int) -> None:
        """So many more bytes.

        Raises:
            LimitError: that is too much.
        """
        self.size += count
        if self.size > self.limits.size:
            raise LimitError(f"unpacks to more than {self.limits.size:,} bytes; split it")
        if self.size > self.limits.ratio_from and self.size > self.limits.ratio * self.packed:
            raise LimitError(
                f"unpacks to more than {self.limits.ratio} times its size; unpack it yourself if it is sound"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file to read: where its bytes lie, the path it is remembered by, and how deep inside others it stands.

    `metadata` is what the container around it says of it, `beside` the files of the same archive; `None` on disk.
    """

    path: Path
    key: str
    depth: int = 0
    metadata: Metadata | None = None
    incidental: bool = False
    beside: Neighbours | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not read, and the path that is remembered by."""

    key: str
    passed: PassedOver


def unpack(
    container: Container, outer: Given, allowance: Allowance, wanted: Callable[[str], bool] = lambda _: True
) -> Generator[Given | Refused | Problem, None, None]:
    """The members of a container as files, in its order; each lies on disk until the next one is asked for.

    Digitised issues and their pages come last, the issues first, and lie there together. Members with the same name
    are told apart by a number after it. Those whose path is not `wanted` are left out. Whatever goes wrong ends in a
    problem.

    Raises:
        StorageError: the disk that they are laid on is full.
    """
    waiting: dict[Part, list[Given]] = {Part.ISSUE: [], Part.PAGE: []}
    kept = 0
    with TemporaryDirectory(prefix="newsarchive-") as folder:
        for item in _spooled(container, outer, allowance, wanted, Path(folder)):
            part = part_of_issue(item.path) if isinstance(item, Given) and item.beside else None
            if not isinstance(item, Given):
                yield item
            elif part is not None and kept < _MOST_WAITING:
                waiting[part].append(item)
                kept += item.path.stat().st_size
            else:
                yield item
                item.path.unlink(missing_ok=True)
        yield from (*waiting[Part.ISSUE], *waiting[Part.PAGE])


def _spooled(
    container: Container, outer: Given, allowance: Allowance, wanted: Callable[[str], bool], folder: Path
) -> Iterator[Given | Refused | Problem]:
    """The members written into the folder, those that are not wanted passed by."""
    used: dict[str, int] = {}
    neighbours = Neighbours(container, outer.path, outer.key, folder)
    for item in _members(container, outer, allowance):
        if isinstance(item, Problem):
            yield item
            continue
        used[item.name] = count = used.get(item.name, 0) + 1
        key = f"{outer.key}{SEPARATOR}{printable(item.name)}" + (f"~{count}" if count > 1 else "")
        if isinstance(item, PassedOver):
            yield Refused(key, item)
        if isinstance(item, PassedOver) or not wanted(key):
            if problem := _passed_by(item, allowance):
                yield problem
                return
            continue
        path = neighbours.place_for(item)
        try:
            _spool(item, path, allowance)
        except UnreadableError as error:
            path.unlink(missing_ok=True)
            yield Refused(key, PassedOver(name=item.name, reason=str(error), outcome=Outcome.FAILED))
            if isinstance(error, LimitError):
                yield Problem(error.reason, item.name)
                return
            continue
        yield Given(
            path=path, key=key, depth=outer.depth + 1, metadata=item.metadata, incidental=item.incidental,
            beside=neighbours if container.holds_a_folder else None,
        )  # fmt: skip


def _passed_by(item: Member | PassedOver, allowance: Allowance) -> Problem | None:
    """What is not read is unpacked all the same where the packing leaves no other way past it."""
    try:
        allowance.take(item.passed)
    except LimitError as error:
        return Problem(error.reason, item.name)
    return None


def _members(container: Container, outer: Given, allowance: Allowance) -> Iterator[Member | PassedOver | Problem]:
    if outer.depth >= allowance.limits.depth:
        yield Problem(f"lies inside {outer.depth} others; unpack the outer ones")
        return
    try:
        for item in container.members(outer.path):
            if not isinstance(item, Problem):
                allowance.take_member()
            yield item
    except UnreadableError as error:
        yield Problem(error.reason, error.where)
    except OSError as error:
        yield Problem(f"cannot be read: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 a fault in a format library must not cost the other files
        yield Problem(f"the {container.name} reader failed with {type(error).__name__}: {error}")


def _spool(member: Member, path: Path, allowance: Allowance) -> None:
    try:
        with member.content() as source, path.open("wb") as target:
            while chunk := source.read(_CHUNK):
                allowance.take(len(chunk))
                target.write(chunk)
    except UnreadableError:
        raise
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and is_full(error):  # no fault of the file's, and so will the next fare
            raise unwritten("what is unpacked", path.parent, reason_of(error)) from error
        raise UnreadableError(f"cannot be unpacked: {error}") from error
    except Exception as error:  # a fault in a format library must not cost the other members
        raise UnreadableError(f"cannot be unpacked: {type(error).__name__} {error}") from error


def printable(name: str) -> str:
    r"""A name as the record keeps it: characters that are none written out as `\udce9`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")

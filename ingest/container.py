"""The seam to files that hold other files: archives, mailboxes, web captures. What such a format must do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import IO, Protocol, runtime_checkable

from archive.model import Metadata, Outcome, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a file.

    `name` is its path inside, as the container writes it; `content` opens its bytes, as long as no further member
    was asked for. `metadata` is what the container says of what is in it, for where the member itself does not say.
    An `incidental` one, such as a picture of a web page, may hold no news without that being a failure. `passed` is
    how many bytes are unpacked to get past it without reading it.
    """

    name: str
    content: Callable[[], IO[bytes] | RawIOBase]
    suffix: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    incidental: bool = False
    passed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A member that is not read, for what it is (`SKIPPED`) or because it cannot be (`FAILED`).

    `kind` is what it is counted under in the report, `passed` as for a member.
    """

    name: str
    reason: str
    kind: str = ""
    outcome: Outcome = Outcome.SKIPPED
    passed: int = 0


@runtime_checkable
class Container(Protocol):
    """Reads one kind of file that holds files. Holds no state, writes nothing, follows no link."""

    @property
    def name(self) -> str:
        """The format's name, remembered with each file: `zip`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The lower-case endings such files usually have, with the dot."""

    @property
    def holds_a_folder(self) -> bool:
        """Whether its members are files of a folder, which may name each other by their places in it."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether the file with that beginning is of this format, as for `Reader.recognises`."""

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        """What the file holds, in its order, folders left out, and a problem for each part that is unreadable.

        Raises:
            UnreadableError: nothing, or nothing more, can be read from the file.
        """

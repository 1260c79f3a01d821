"""The seam to file formats: what a reader of one of them must do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from archive.model import Draft, Problem

HEAD = 8192
"""How many bytes of a file's beginning `Reader.recognises` is shown."""


@runtime_checkable
class Reader(Protocol):
    """Reads one format. Holds no state, never opens a connection, never fetches what a file links to."""

    @property
    def name(self) -> str:
        """The format's name, remembered with each file: `markdown`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The lower-case endings such files usually have, with the dot; used to word refusals and break ties."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether the file whose first `HEAD` bytes these are is of this format, by content before name."""

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        """The articles and pictures of the file in its order, and a problem for each part that is unreadable.

        Raises:
            UnreadableError: nothing, or nothing more, can be read from the file.
        """

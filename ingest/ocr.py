"""The seam to text recognition: a page's picture in, its words and how sure they are out; with the fake of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a picture, lines parted by line feeds, blocks by blank lines; `confidence` from 0 to 1."""

    text: str
    confidence: float


class TextRecogniser(Protocol):
    """Reads the words of pictures. Never opens a connection."""

    def recognise(self, picture: bytes) -> Recognised:
        """The text of a picture (PNG), `""` where it shows none.

        Raises:
            UnreadableError: the software is not installed or fails on it; the message says what to do.
        """


class FakeRecogniser:
    """Gives the same answer for every picture, and remembers how many it was shown."""

    def __init__(self, text: str, confidence: float = 0.9) -> None:
        self._answer = Recognised(text, confidence)
        self.shown: list[bytes] = []

    def recognise(self, picture: bytes) -> Recognised:
        self.shown.append(picture)
        return self._answer


_in_use: ContextVar[TextRecogniser | None] = ContextVar("recogniser", default=None)


@contextmanager
def recognising_with(recogniser: TextRecogniser) -> Iterator[None]:
    """Let readers that meet pages without text use this recogniser."""
    token = _in_use.set(recogniser)
    try:
        yield
    finally:
        _in_use.reset(token)


def recogniser_in_use() -> TextRecogniser | None:
    """The recogniser that readers may use now, `None` where nobody gave one."""
    return _in_use.get()

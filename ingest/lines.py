"""Lines of a plain text file in, its paragraphs out, whether it was wrapped by hand, by machine or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_WIDEST = 120
"""Files with longer lines are not wrapped: each line is a paragraph."""

_ROW = re.compile(r"\S {3,}\S")
"""A row of a table, set with spaces."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the number of the block it stands in; blank lines part blocks."""

    text: str
    block: int


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a normalised text, in order, wrapped lines joined by a space."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block.strip()]
    width = max((len(line) for block in blocks for line in block), default=0)
    wrapped = bool(blocks) and width <= _WIDEST and _is_wrapped(blocks, width)
    return [
        Paragraph(paragraph, number)
        for number, block in enumerate(blocks)
        for paragraph in (_unwrapped(block, width) if wrapped else map(str.strip, block))
        if paragraph
    ]


def _is_wrapped(blocks: list[list[str]], width: int) -> bool:
    """Whether most lines that another follows are nearly full; headline, byline and date lines are no evidence.

    Nor are rows of tables.
    """
    followed = [line for block in blocks[1:] for line, _ in pairwise(block) if not _ROW.search(line)]
    followed = followed or [line for line, _ in pairwise(blocks[0])]
    return len(followed) >= 2 and sum(len(line) >= 0.8 * width for line in followed) >= 0.6 * len(followed)


def _unwrapped(lines: list[str], width: int) -> Iterator[str]:
    """A line goes on in the next when the next one's first word had no room in it, or when it begins lower-case.

    An indented line begins a paragraph of its own.
    """
    joined = lines[0].strip()
    for line, following in pairwise(lines):
        start = following.strip()
        full = len(line) + 1 + len(start.split(" ", 1)[0]) > 0.93 * width
        indented = following[:1].isspace() and not line[:1].isspace()
        if not indented and (full or start[:1].islower()):
            joined += " " + start
        else:
            yield joined
            joined = start
    yield joined

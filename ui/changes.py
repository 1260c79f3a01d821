"""What changed between two versions in, the same without the paragraphs that stayed out."""

import re
from collections.abc import Iterator, Sequence

from api.version_schemas import Stretch

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
_BESIDE = 1
"""Paragraphs shown on either side of a change, the one that it stands in not counted."""


def folded(stretches: Sequence[Stretch]) -> Iterator[Stretch | int]:
    """The stretches, and in place of paragraphs between changes that stayed as they were, how many these are."""
    for place, each in enumerate(stretches):
        lines = _PARAGRAPH.findall(each.text)
        # The first goes on with the change before, the last one leads to the change after.
        first = (1 + _BESIDE) if place else 0
        last = (1 + _BESIDE) if place < len(stretches) - 1 else 0
        between = lines[first : len(lines) - last] if len(lines) > first + last else []
        many = len(between)
        if each.change != "kept" or many < 2:
            yield each
            continue
        yield from _kept(lines[:first])
        yield many
        yield from _kept(lines[len(lines) - last :] if last else [])


def _kept(lines: Sequence[str]) -> Iterator[Stretch]:
    if lines:
        yield Stretch(change="kept", text="".join(lines))

"""Many things, some at a time: bounds memory, and what is named in one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """The items in their order, at most `size` at a time."""
    remaining = iter(items)
    while some := list(islice(remaining, size)):
        yield some

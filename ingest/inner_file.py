"""A path in the record in, the bytes of that file out where it lies inside others: `wires.zip!2024/quay.jpg`."""

from contextlib import closing

from archive.errors import UnreadableError
from ingest.container import Container
from ingest.registry import reader_for
from ingest.unpack import Allowance, Given, Limits, unpack
from ingest.walk import SEPARATOR, file_on_disk, path_key

LIMITS = Limits(size=4 << 30, ratio_from=64 << 20)
"""What may be unpacked to get at one file: a packed tar is read from its beginning."""

_LARGEST = 64 << 20


def content_inside(key: str, limits: Limits = LIMITS) -> bytes | None:
    """The bytes of the file inside another that the record knows by `key`.

    `None` where the outer file is gone, holds none such, or lies behind more than the limits allow, and where the
    file is larger than 64 MiB.
    """
    outer = file_on_disk(key)
    if outer is None or path_key(outer) == key:
        return None
    return _within(Given(path=outer, key=path_key(outer)), key, Allowance(outer.stat().st_size, limits))


def _within(outer: Given, key: str, allowance: Allowance) -> bytes | None:
    try:
        container = reader_for(outer.path)
    except UnreadableError:
        return None
    if not isinstance(container, Container):
        return None
    leads_there = lambda each: key == each or key.startswith(each + SEPARATOR)  # noqa: E731
    with closing(unpack(container, outer, allowance, leads_there)) as members:
        for given in members:
            if not isinstance(given, Given):
                continue
            if given.key == key:
                return given.path.read_bytes() if given.path.stat().st_size <= _LARGEST else None
            if (found := _within(given, key, allowance)) is not None:
                return found
    return None

"""Where a page begins, as an opaque cursor that fits one search of one generation."""

import base64
import binascii
import hashlib
import json
from dataclasses import replace

from archive.errors import InputError
from index.hits import SearchRequest


def cursor(generation: str, request: SearchRequest, place: int) -> str:
    """The cursor of the page of this search that begins at a place, from 0."""
    content = json.dumps([generation, _digest(request), place], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def place_of(generation: str, request: SearchRequest) -> int:
    """Where the page begins that a request asks for.

    Raises:
        InputError: its cursor is none, or belongs to another generation or another search.
    """
    if request.cursor is None:
        return 0
    given = request.cursor
    try:
        made_in, digest, place = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise InputError(f"the cursor {given[:40]!r} is none of ours; take the 'next' of a result") from error
    if made_in != generation:
        raise InputError(
            f"the cursor belongs to the index {made_in!s:.40} and {generation} is in force; "
            "search again from the first page"
        )
    if digest != _digest(request) or type(place) is not int or place < 0:
        raise InputError("the cursor belongs to another search; search again from the first page")
    return place


def _digest(request: SearchRequest) -> str:
    """What two pages of one search have in common: all but how long they are, where they begin and what is counted."""
    same = replace(request, limit=1, cursor=None, facets=False, today=None)
    return hashlib.sha256(repr(same).encode("utf-8", "surrogatepass")).hexdigest()[:16]

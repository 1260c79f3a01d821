"""ninjs 1.x to 3.x and superdesk's dialect: items, lists of items, and the items that go with an item."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.model import Draft, Problem
from ingest.encoding import decode
from ingest.json_values import LINES, begins_as_json
from ingest.ninjs_draft import drafts_in

_KEY = re.compile(r'"([A-Za-z_$]\w*)"\s*:')
_MARKS = frozenset(("uri", "guid"))
_OWN = frozenset(
    (
        "versioncreated", "pubstatus", "body_xhtml", "description_xhtml", "representationtype", "headlines", "bodies",
        "copyrightholder", "contentcreated", "eventdetails", "copyrightnotice",
    )
)  # fmt: skip
_HINTS = frozenset(("associations", "body_html", "body_text", "description_text", "renditions"))
_ENOUGH = 1 << 20
"""How far into a file keys are looked for that a long text may have pushed down."""


class NinjsReader:
    """Reads every ninjs item of a JSON document, or of a file with one on each line."""

    name = "ninjs"
    suffixes = (".json", *LINES)

    def recognises(self, head: bytes, path: Path) -> bool:
        text = decode(head)
        if not begins_as_json(text):
            return False
        keys = _keys(text)
        if _is_ninjs(keys):
            return True
        if not keys & _HINTS or path.suffix.lower() not in self.suffixes:
            return False
        with path.open("rb") as file:
            return _is_ninjs(_keys(decode(file.read(_ENOUGH))))

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        yield from drafts_in(path, without="holds no ninjs item")


def _keys(text: str) -> set[str]:
    return {key.lower() for key in _KEY.findall(text)}


def _is_ninjs(keys: set[str]) -> bool:
    return bool(keys & _MARKS and keys & _OWN)

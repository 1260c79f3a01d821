"""Answers of the AP Media API: a feed or an item, whose fields are those of ninjs with some of AP's own."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.model import Draft, Problem
from ingest.encoding import decode
from ingest.json_values import begins_as_json
from ingest.ninjs_draft import drafts_in

_ANSWER = re.compile(r'"api_version"\s*:')
_DATA = re.compile(r'"data"\s*:|"org_name"\s*:')
_ITEM = re.compile(r'"altids"\s*:\s*\{[^{}]*"itemid"[^{}]*"etag"', re.DOTALL)


class ApMediaReader:
    """Reads the items of an answer of the AP Media API; what it only gives the address of is reported."""

    name = "ap-media"
    suffixes = (".json",)

    def recognises(self, head: bytes, path: Path) -> bool:
        text = decode(head)
        answer = _ANSWER.search(text) and _DATA.search(text)
        item = _ITEM.search(text) and '"editorialpriority"' in text
        return begins_as_json(text) and bool(answer or item)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        yield from drafts_in(path, without="is an answer of the AP Media API without an item")

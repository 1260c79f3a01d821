"""The text of a feed in, the media of each entry out, and the text without them.

Their titles, descriptions and credits would otherwise be taken for those of the entry they stand in.
"""

import re
from collections.abc import Iterator
from html import unescape

from archive.model import DraftPhoto
from ingest.captions import read_caption
from ingest.html_text import plain

_NAMESPACE = re.compile(r"xmlns:(?P<prefix>[\w.-]+)\s*=\s*[\"']https?://(?:search\.yahoo\.com|www\.rssboard\.org)/mrss")
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>])")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TOLD = ("title", "description", "credit", "text", "copyright", "keywords", "category", "people")


def media_apart(text: str) -> tuple[str, list[tuple[DraftPhoto, ...]]]:
    """The feed without what is told of its media, and the captioned media of each entry, in order."""
    declared = _NAMESPACE.search(text)
    if declared is None:
        return text, []
    prefix = re.escape(declared["prefix"])
    told = re.compile(
        rf"<{prefix}:(?P<name>{'|'.join(_TOLD)})(?=[\s>])[^>]*>(?P<text>.{{0,20000}}?)</{prefix}:(?P=name)\s*>",
        re.DOTALL,
    )
    media = re.compile(
        rf"<{prefix}:content(?=[\s>])[^>]*(?:/>|>(?P<inner>.{{0,50000}}?)</{prefix}:content\s*>)", re.DOTALL
    )
    found = [tuple(_photos(entry, media, told)) for entry in _ENTRY.split(text)[1:]]
    return told.sub("", text), found


def _photos(entry: str, media: re.Pattern[str], told: re.Pattern[str]) -> Iterator[DraftPhoto]:
    """The media that have a description; what stands beside them in the entry tells of the only one."""
    pieces = [match["inner"] or "" for match in media.finditer(entry)]
    if len(pieces) <= 1:
        pieces = [entry] if pieces or told.search(entry) else []
    for piece in pieces:
        facts: dict[str, str] = {}
        for match in told.finditer(piece):
            facts.setdefault(match["name"], plain(_without_cdata(match["text"])).strip())
        if caption := facts.get("description"):
            headline, credit = facts.get("title"), facts.get("credit")
            yield read_caption(caption, headline=headline, credit=credit, rights=facts.get("copyright"))


def _without_cdata(text: str) -> str:
    return "".join(piece if number % 2 else unescape(piece) for number, piece in enumerate(_CDATA.split(text)))

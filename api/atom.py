"""Notices as an Atom feed (RFC 4287): an entry a notice, with the words noticed and where they stand."""

import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from api import watch_schemas as wire

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = "1970-01-01T00:00:00+00:00"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(title: str, name: str, address: str, base: str, found: wire.Notices) -> bytes:
    """The feed at that address, called `name` for good; `base` is where the API is, without a slash at its end."""
    root = Xml.Element("feed", xmlns=_ATOM)
    _add(root, "id", _urn(name))
    _add(root, "title", title)
    _add(root, "updated", max((each.noticed_at for each in found.notices), default=_EPOCH))
    Xml.SubElement(root, "link", rel="self", href=address, type=MEDIA_TYPE)
    _add(Xml.SubElement(root, "author"), "name", "newsarchive")
    for each in found.notices:
        root.append(_entry(each, base))
    content: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _entry(notice: wire.Notice, base: str) -> Xml.Element:
    entry = Xml.Element("entry")
    _add(entry, "id", _urn(f"{notice.watch_id}/{notice.serial}"))
    _add(entry, "title", notice.headline or f"Article {notice.article_id}")
    _add(entry, "updated", notice.noticed_at)
    Xml.SubElement(entry, "link", rel="alternate", href=f"{base}/v1/articles/{notice.article_id}")
    Xml.SubElement(entry, "category", term=notice.kind)
    if notice.source:
        _add(Xml.SubElement(entry, "author"), "name", notice.source)
    about = " · ".join(filter(None, (notice.said, notice.published and notice.published[:10])))
    _add(entry, "summary", about)
    if notice.text:
        _add(entry, "content", notice.text)
    return entry


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = _NOT_IN_XML.sub("\ufffd", text)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"newsarchive:watch:{name}").urn

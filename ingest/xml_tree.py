"""Bytes of an XML file in, its tree out, safely: no entity is expanded, nothing is fetched; names without namespaces.

With `html_text` the only file that imports lxml.
"""

import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from lxml import etree

from archive.errors import UnreadableError
from archive.model import Problem
from ingest.encoding import decode, decode_html

Element = etree._Element
"""An element of a tree of XML or of HTML; the readers of wire formats take either."""

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)(?=[\s>/])")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY_DECLARATION = re.compile(r"<!ENTITY\b", re.IGNORECASE)
# The names of HTML are used in XML without being declared; the five of XML itself stay.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_PLACE = re.compile(r",? ?line \d+, column \d+$")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_XML_REFERENCE = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE)


def root_name(head: bytes) -> str:
    """The local name of the root element of the file that begins so; `""` where it is no XML."""
    text = decode(head).lstrip("\ufeff")
    match = _ROOT.match(text, _PROLOG.match(text).end())  # type: ignore[union-attr]
    return match[1] if match else ""


def parse_xml(data: bytes, problems: list[Problem]) -> Element:
    """The root of the file's tree. What is not well-formed is reported, and what stands before it is still read.

    Raises:
        UnreadableError: no element can be read from it, or it declares entities of its own.
    """
    text = _NAMED.sub(_character, decode_html(data)).lstrip("\ufeff")
    prolog = _PROLOG.match(text)
    if prolog and _ENTITY_DECLARATION.search(prolog.group()):
        raise UnreadableError("declares entities of its own, which are never expanded; save it with plain characters")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        problems.append(Problem(f"has {text.count(chr(0xFFFD))} characters that are not in its encoding"))
    return _tree(_NOT_XML_REFERENCE.sub("", _NOT_XML.sub("", _DECLARATION.sub("", text, count=1))), problems)


def local(element: Element) -> str:
    """The element's name without its namespace; `""` for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The element's children of those names, in any namespace, in order."""
    if element is not None:
        yield from (child for child in element if local(child) in names)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, of that the first child of the next, and so on."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """Everything below the element of those names, in order."""
    if element is not None:
        yield from (each for each in element.iter() if each is not element and local(each) in names)


def each_by_itself(items: Iterable[Element]) -> list[Element]:
    """The items in order, each taken out of the one it lies in: of a clipped file every item lies in the one before.

    Read with what is inside it each would be read as often as items lie around it.
    """
    found = list(items)
    for item in found:
        parent = item.getparent()
        if parent is not None and any(local(each) == local(item) for each in item.iterancestors()):
            parent.remove(item)
    return found


def attribute(element: Element | None, *names: str) -> str:
    """The first of those attributes that is given, in any namespace."""
    if element is None:
        return ""
    given = {str(name).rpartition("}")[2]: str(value).strip() for name, value in element.attrib.items()}
    return next(filter(None, (given.get(name, "") for name in names)), "")


def words(element: Element | None) -> str:
    """All text of an element and what is below it, on one line."""
    if element is None:
        return ""
    return " ".join(str(element.xpath("string()")).split())


def _tree(text: str, problems: list[Problem]) -> Element:
    try:
        return etree.fromstring(text.encode(), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        reason = f"is not well-formed XML: {_PLACE.sub('', error.msg or 'no element found')}"
        where = f"line {error.lineno}" if error.lineno else None
    try:
        rescued = etree.fromstring(_BARE_AMPERSAND.sub("&amp;", text).encode(), _parser(recover=True))
    except etree.XMLSyntaxError:
        rescued = None
    if rescued is None:
        raise UnreadableError(reason, where)
    problems.append(Problem(f"{reason}; read as far as it can be", where))
    return rescued


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _character(match: re.Match[str]) -> str:
    """The character of a name that HTML knows; another name stays as it is written."""
    return html5.get(match[1], f"&amp;{match[1]}")

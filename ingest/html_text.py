"""Text that may carry HTML in, its words out, a blank line between blocks.

With `xml_tree` the only file that imports lxml.
"""

import re
from html import unescape

from lxml import etree, html

from archive.errors import UnreadableError
from ingest.normalise import normalise, one_line

Element = html.HtmlElement

_MARKUP = re.compile(r"</(?:p|div|a|b|i|em|strong|h[1-6]|li|ul|span|blockquote)>|<(?:br|p)\b[^>]*>", re.IGNORECASE)
_BLOCK_MARKUP = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|tr)\b", re.IGNORECASE)
# A text that is decoded already must not say how to decode it.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# A piece that says it is a whole page is read for what stands in it.
_DECLARATION = re.compile(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|</?(?:html|body)\b[^>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
# The first letter of a text is often an element of its own; two letters are none.
_ENDS_A_WORD = re.compile(r"[^\W_][^\W_A-Z]$")
BLOCKS = frozenset(
    (
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "section", "article", "tr", "figure",
        "figcaption", "pre", "ul", "ol", "table", "dd", "dt", "header", "footer",
    )
)  # fmt: skip
UNPRINTED = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg"))


def parse_page(text: str) -> Element:
    """The tree of a whole page.

    Raises:
        UnreadableError: there is no element in it.
    """
    try:
        return html.document_fromstring(_XML_DECLARATION.sub("", text.replace("\0", ""), count=1))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError(f"is not HTML: {error}") from error


def parse_fragment(text: str) -> Element:
    """The tree of a piece of a page, in a `div` of its own."""
    return html.fragment_fromstring(_DECLARATION.sub("", text.replace("\0", "")), create_parent="div")


def source_of(page: Element) -> str:
    """The page written out again, for libraries that change the tree they are given."""
    return str(html.tostring(page, encoding="unicode"))


def plain(text: str) -> str:
    """The text's words when it is a piece of HTML, the text itself, its entities resolved, when it is not."""
    if not _MARKUP.search(text):
        return unescape(text) if _ENTITY.search(text) else text
    if not _BLOCK_MARKUP.search(text):
        # Only words are marked: the line ends are the text's own.
        text = text.replace("\n", "<br>")
    return text_of_element(html.fragment_fromstring(text, create_parent="div"))


def plain_line(text: str) -> str:
    """Like `plain`, on one line."""
    return one_line(plain(text))


def text_of_element(element: Element) -> str:
    """What a browser would print of the element, normalised, with a blank line between blocks."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = "".join(pieces).split("\n")
    return normalise("\n".join(" ".join(line.split()) for line in lines))


def _collect(element: Element, pieces: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in UNPRINTED:
        return
    gap = "\n\n" if element.tag in BLOCKS else "\n" if element.tag == "br" else ""
    pieces.append(gap)
    pieces.append(_flat(element.text))
    for child in element:
        pieces.append(" " if is_set_apart(child) else "")
        _collect(child, pieces)
        pieces.append(_flat(child.tail))
    pieces.append(gap if gap == "\n\n" else "")


def is_set_apart(element: etree._Element) -> bool:
    """Whether a style sheet keeps the element from the one before it, as the page's source does not: a desk, a sign."""
    before = element.getprevious()
    if before is None or before.tail or before.tag != element.tag or not str(element.tag).endswith("span"):
        return False
    if not (before.get("class") and element.get("class")):
        return False
    return _ENDS_A_WORD.search("".join(before.itertext())) is not None and "".join(element.itertext())[:1].isupper()


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")

"""A page and its headline in, the short lines printed beside the headline out: who wrote it and when stands there."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from ingest.html_text import BLOCKS, UNPRINTED, Element
from ingest.normalise import folded, one_line

_ELSEWHERE = frozenset(("nav", "aside", "figure", "form", "button", "select"))
_ELSEWHERE_NAMES = re.compile(r"comment|related|sidebar|breadcrumb|menu|widget|recommend", re.IGNORECASE)
_LONGEST = 160
"""A longer line is text of the article."""
_BELOW = 12
_ABOVE = 3


def lines_of_head(page: Element, headline: str) -> list[str]:
    """The lines below the printed headline, as far as the text, then those above it, nearest first.

    None where the page does not print the headline.
    """
    lines = lines_of_page(page)
    wanted = _letters(headline)
    # Menus and lists of what is new print the headline as well; what counts is where text follows.
    places = [index for index, line in enumerate(lines) if wanted and wanted in _letters(line)]
    for place in places:
        below = list(takewhile(lambda line: len(line) <= _LONGEST, islice(lines, place + 1, place + 1 + _BELOW)))
        if len(below) < _BELOW:
            return below + lines[max(0, place - _ABOVE) : place][::-1]
    return lines[places[0] + 1 : places[0] + 1 + _BELOW] if places else []


def lines_of_page(page: Element) -> list[str]:
    """The lines that the page prints in order, those of side columns, menus and comments left out."""
    body = page.find("body")
    return [] if body is None else [line for text in _lines(body) if (line := one_line(text))]


def _lines(element: Element) -> Iterator[str]:
    """The texts of the blocks of an element in order, those of side columns left out."""
    pieces: list[str] = []
    for text in _pieces(element):
        if text is None:
            yield "".join(pieces)
            pieces.clear()
        else:
            pieces.append(text)
    yield "".join(pieces)


def _pieces(element: Element) -> Iterator[str | None]:
    """Runs of text; `None` where a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in UNPRINTED or is_elsewhere(element):
        return
    is_block = element.tag in BLOCKS or element.tag == "br"
    if is_block:
        yield None
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if is_block:
        yield None


def is_elsewhere(element: Element) -> bool:
    """Whether an element holds no part of the article: a side column, a menu, comments, other articles."""
    if element.tag in ("html", "body", "article", "main"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _ELSEWHERE or _ELSEWHERE_NAMES.search(names) is not None


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", folded(text))

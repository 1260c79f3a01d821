"""A page and the writers its data name in, the byline out; where the data name but the paper, as the page prints it."""

import re

from ingest.bylines import byline, byline_of_line
from ingest.credits import is_person
from ingest.html_text import Element, plain_line, text_of_element
from ingest.normalise import folded, one_line

_ELSEWHERE = (
    "not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::figure"
    " or ancestor-or-self::*[contains(@class, 'comment') or contains(@id, 'comment')"
    " or contains(@class, 'related') or contains(@class, 'teaser')])"
)
_NAMED = (
    "@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' author ')"
    " or contains(@class, 'author-name')"
)
_LABEL = re.compile(
    r"^(?:veröffentlicht|geschrieben|verfasst|posted|published|written|publié|escrito|alles|mehr|alle artikel|more)\s+"
    r"(?:von|by|par|por|from)\s+",
    re.IGNORECASE,
)
_MARKED = (
    f"//*[({_NAMED} or contains(@class, 'byline') or contains(@class, 'author') or contains(@class, 'autor'))"
    f" and {_ELSEWHERE}]"
)
_BETWEEN = re.compile(r"\s*(?:,|;|\||/|&|\s(?:and|und|et|y|e|og|och|en|i)\s)\s*")
_LONGEST = 120
_MOST_WORDS = 5


def byline_of_page(page: Element, stated: str | None, source: str | None) -> str | None:
    """The byline: what the page's data say, unless that is no more than the paper, an address or nothing."""
    named = plain_line(stated or "")
    if named and "@" not in named and not _is_paper(named, source):
        return named
    return _printed(page, source) or (named if named and "@" not in named else None)


def _is_paper(name: str, source: str | None) -> bool:
    """Whether a name is the source's, or an address."""
    one, other = (re.sub(r"\W+", "", folded(each or "")) for each in (name, source))
    return not one or one in other or (bool(other) and other in one) or re.fullmatch(r"\S+\.\w{2,}", name) is not None


def _printed(page: Element, source: str | None) -> str | None:
    """The names of the first element marked as the author that holds any, and of those marked alike beside it."""
    marked = page.xpath(_MARKED)
    for element in marked:
        names = _names(element)
        if names and not any(_names(each) for each in marked if element in each.iterancestors()):
            alike = [each for each in marked if each.getparent() in _around(element) and each.tag == element.tag]
            found = [name for each in (element, *alike) for name in _names(each)]
            return byline(list(dict.fromkeys(found)))
    for element in page.xpath(f"//*[({_NAMED}) and {_ELSEWHERE}]"):
        name = _LABEL.sub("", one_line(text_of_element(element)))
        name = byline_of_line(name) or name
        if name and len(name.split()) <= _MOST_WORDS and not _is_paper(name, source) and name[0].isupper():
            return name
    return None


def _around(element: Element) -> tuple[Element | None, ...]:
    parent = element.getparent()
    return (parent, *(() if parent is None else (parent.getparent(),)))


def _names(element: Element) -> list[str]:
    line = _LABEL.sub("", one_line(text_of_element(element).replace("\n\n", " | ")))
    if len(line) > _LONGEST:
        return []
    pieces = (_LABEL.sub("", each.strip(" .:")) for each in _BETWEEN.split(byline_of_line(line) or line))
    return [name for name in pieces if is_person(name)]

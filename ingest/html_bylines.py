"""A page and the writers its data name in, the byline out; where the data name but the paper, as the page prints it."""

import re
from collections.abc import Iterable, Sequence

from ingest.bylines import byline, byline_of_line
from ingest.credits import is_person
from ingest.html_head import lines_of_page
from ingest.html_signed_lines import signed_in_lines
from ingest.html_text import Element, plain_line, text_of_element
from ingest.normalise import folded, one_line

_LOWER = "translate(concat(@class, ' ', @id), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_ELSEWHERE = (
    "not(self::h1 or ancestor::aside or ancestor::nav or ancestor::footer[not(ancestor::article)] or ancestor::figure"
    " or ancestor-or-self::*[contains(@class, 'comment') or contains(@id, 'comment')"
    " or contains(@class, 'related') or contains(@class, 'teaser')])"
)
_NAMED = (
    "@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' author ')"
    " or contains(@class, 'author-name')"
)
_WORDS = ("byline", "author", "autor", "auteur", "verfasser", "wrote", "written")
_MARKED = f"//*[({_NAMED} or {' or '.join(f'contains({_LOWER}, {word!r})' for word in _WORDS)}) and {_ELSEWHERE}]"
_BY = r"(?:by|von|vom|par|por|di|door|af|av)"
_LABEL = re.compile(
    r"^(?:(?:veröffentlicht|geschrieben|verfasst|posted|published|written|publié|escrito|alles|mehr|alle artikel|more)"
    rf"\s+(?:{_BY}|from)\s*:?|escribe|text\s*:|author\s*:|autor(?:in)?\s*:|vom)\s+",
    re.IGNORECASE,
)
_BY_WITHIN = re.compile(rf"(?:^|[\s,|·•–-]){_BY}\s*:?\s+(?=(?-i:[^\W\d_a-z]))", re.IGNORECASE)
_GREETING = re.compile(r"(?:viele|liebe|herzliche|beste|schöne|best|kind|warm|many|thank)\b", re.IGNORECASE)
_OF_PICTURES = re.compile(r"foto|photo|bild|image|picture|graf|graph|video|illustr|transl|übers|infogr", re.IGNORECASE)
_TITLED = re.compile(r"(?:(?:dr|prof|professor|mag|rev)\.?\s+)+(.+)", re.IGNORECASE)
_MORE = re.compile(r"(?:more|mehr|alle|all)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\||/|&|\s(?:and|und|et|y|e|og|och|en|i)\s)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([a-zäöü./]{2,5}\)")
"""Initials that a writer signs with, after the name."""
_LONGEST = 120
_MOST_WORDS = 5
_MOST_BEFORE = 3


def byline_of_page(page: Element, stated: Iterable[str], source: str | None, head: Sequence[str]) -> str | None:
    """The byline: who the page's data name, unless that is no more than the paper, an address or nothing.

    Where the page prints these names and more, all that it prints; `head` are the lines beside the headline.
    """
    named = [name for each in stated for name in _single(each, source)]
    writers = [name for name in named if not _is_paper(name, source)]
    printed = _printed(page, source) or _labelled(head)
    if not writers and not printed:
        printed = signed_in_lines(head, lines_of_page(page))
    if writers:
        return byline(printed if len(printed) > len(writers) and set(writers) < set(printed) else writers)
    return byline(printed or named)


def is_signed(said: str | None, source: str | None) -> bool:
    """Whether a byline names somebody other than the paper."""
    return said is not None and not _is_paper(said, source)


def owner_of_site(source: str | None) -> str | None:
    """The person that a site is named after, told by a title: on such a site nobody else needs to sign."""
    titled = _TITLED.match(source or "")
    return titled[1] if titled and is_person(titled[1]) else None


def signature(paragraphs: Sequence[str], source: str | None, *, is_stated: bool) -> str | None:
    """The byline that is printed as one of the first or the last paragraph of an article and is all there is of it.

    A name alone counts where the data name the paper as the author (`is_stated`), else only at the end and not in
    capitals, since headings open pages that nobody signs. A greeting by who bears the paper's name is none.
    """
    for line in [*paragraphs[: _MOST_BEFORE if is_stated else 1], *paragraphs[-1:]] if len(paragraphs) > 1 else ():
        alone = (is_stated or line is paragraphs[-1]) and not line.isupper() and not _GREETING.match(line)
        names = _after_label(line) or (_BETWEEN.split(line.strip(" .:-–")) if alone else [""])
        if len(line) > _LONGEST or line.endswith(":"):
            continue
        if all(is_person(name) and not _is_of_paper(name, source) for name in names):
            return byline(names)
    return None


def _after_label(line: str) -> list[str]:
    """The names in a line such as `Blog post by Jane Doe`; none where others than writers are named."""
    label = _BY_WITHIN.search(line)
    if label is None or len(line) > _LONGEST:
        return []
    before, names = line[: label.start()], _BETWEEN.split(line[label.end() :].strip(" .:-–"))
    is_label = len(before.split()) <= _MOST_BEFORE and not _OF_PICTURES.search(before)
    return names if is_label and all(map(is_person, names)) else []


def _is_of_paper(name: str, source: str | None) -> bool:
    return any(_is_paper(word, source) for word in name.split() if len(word) > _MOST_BEFORE)


def _single(stated: str, source: str | None) -> list[str]:
    """The names in one that the data give, without the paper's before or behind and without addresses."""
    names = [_ASIDE.sub("", each).strip() for each in re.split(r"\s*;\s*", plain_line(stated))]
    return [_without_paper(name, source) for name in names if name and "@" not in name]


def _without_paper(name: str, source: str | None) -> str:
    parts = re.split(r"\s+[|–-]\s+", name)
    others = [part for part in parts if not _is_paper(part, source)]
    return others[0] if len(parts) == 2 and len(others) == 1 else name


def _is_paper(name: str, source: str | None) -> bool:
    """Whether a name is the source's or its initials, or an address."""
    one, other = (re.sub(r"\W+", "", folded(each or "")) for each in (name, source))
    initials = "".join(word[0] for word in (source or "").split()).casefold()
    if not one or one in other or (bool(other) and other in one) or (len(one) > 1 and one == initials):
        return True
    return re.fullmatch(r"\S+\.\w{2,}", name) is not None


def _printed(page: Element, source: str | None) -> list[str]:
    """The names of the first element marked as the author that holds any, and of those marked alike beside it."""
    marked = page.xpath(_MARKED)
    for element in marked:
        names = _names(element)
        if names and not any(_names(each) for each in marked if element in each.iterancestors()):
            alike = [each for each in marked if each.getparent() in _around(element) and each.tag == element.tag]
            return list(dict.fromkeys(name for each in (element, *alike) for name in _names(each)))
    for element in page.xpath(f"//*[({_NAMED}) and {_ELSEWHERE}]"):
        name = _LABEL.sub("", one_line(text_of_element(element)))
        name = byline_of_line(name) or name
        is_named = (name[:1].isupper() or element.get("rel") == "author") and not _MORE.match(name)
        if name and len(name.split()) <= _MOST_WORDS and not _is_paper(name, source) and is_named:
            return [name]
    return []


def _labelled(head: Sequence[str]) -> list[str]:
    """The names of the first line that says whom the article is by."""
    for line in head:
        written = byline_of_line(_LABEL.sub("By ", line))
        names = [name for name in _BETWEEN.split(written or "") if is_person(name)] or _after_label(line)
        if names:
            return names
    return []


def _around(element: Element) -> tuple[Element | None, ...]:
    parent = element.getparent()
    return (parent, *(() if parent is None else (parent.getparent(),)))


def _names(element: Element) -> list[str]:
    line = _LABEL.sub("", one_line(text_of_element(element).replace("\n\n", " | ")))
    if len(line) > _LONGEST:
        return []
    pieces = (_LABEL.sub("", _bare(each)) for each in _BETWEEN.split(byline_of_line(line) or line))
    return [name for name in pieces if is_person(name) and not _MORE.match(name)]


def _bare(name: str) -> str:
    """A name without the marks around it; the stop after an initial is its own."""
    bare = name.strip(" .:")
    return f"{bare}." if re.search(rf"{re.escape(bare)}\.", name) and re.search(r"\s\w$", bare) else bare

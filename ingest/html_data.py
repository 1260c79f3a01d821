"""A page in, the fields of the article that its data describe out: JSON-LD first, then Microdata."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ingest.fields import folded_keys
from ingest.html_text import Element, text_of_element

_ARTICLE = re.compile(r"(?:Article|Report|(?:Blog|DiscussionForum|SocialMedia)Posting|Review)$")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_LISTED = ("itemListElement", "item")
_DEEPEST = 12

Fields = dict[str, Any]


def article_data(page: Element, address: str | None) -> Fields:
    """The fields of the page's article under folded names, of none when its data describe none.

    Of several articles the one whose address is the page's counts, then the first that is not an entry of a list.
    What names another object by `@id` is replaced by it.
    """
    roots = list(_json_roots(page))
    known = {str(each["@id"]): each for each in _objects(roots, everywhere=True) if "@id" in each and len(each) > 1}
    found = [each for each in _objects(roots) if _is_article(each)]
    listed = [each for each in _objects(roots, listed=True) if _is_article(each)]
    chosen = next((each for each in (*found, *listed) if address and address in _addresses(each)), None)
    chosen = chosen or next(iter((*found, *listed)), None)
    if chosen is None:
        return folded_keys(_microdata_article(page))
    return folded_keys({name: _resolved(value, known) for name, value in chosen.items()})


def kinds(item: Any) -> tuple[str, ...]:
    """The types an object says it is of, without the vocabulary's address."""
    stated = item.get("@type") if isinstance(item, dict) else None
    return tuple(str(each).rpartition("/")[2] for each in (stated if isinstance(stated, list) else [stated]) if each)


def _is_article(item: Fields) -> bool:
    return any(_ARTICLE.search(kind) for kind in kinds(item))


def _json_roots(page: Element) -> Iterator[Any]:
    for script in page.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            yield json.loads(script.text_content().strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, *, listed: bool = False, everywhere: bool = False, depth: int = 0) -> Iterator[Fields]:
    """The objects of a document in its order, those in lists of links only when asked for."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, listed=listed, everywhere=everywhere, depth=depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in value if everywhere else (*_NESTED, *(_LISTED if listed else ())):
            if isinstance(value.get(name), list | dict):
                yield from _objects(value[name], listed=listed, everywhere=everywhere, depth=depth + 1)


def _addresses(item: Fields) -> set[str]:
    stated = [item.get("url"), item.get("@id"), item.get("mainEntityOfPage")]
    return {str(each.get("@id") if isinstance(each, dict) else each) for each in stated}


def _resolved(value: Any, known: dict[str, Fields]) -> Any:
    if isinstance(value, list):
        return [_resolved(each, known) for each in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    return value


def _microdata_article(page: Element) -> Fields:
    for scope in page.xpath("//*[@itemscope][@itemtype]"):
        if _ARTICLE.search(str(scope.get("itemtype")).strip()):
            return _properties(scope)
    return {}


def _properties(scope: Element, depth: int = 0) -> Fields:
    """The properties of one object; one given several times is a list, an object within is an object."""
    gathered: dict[str, list[Any]] = {"@type": [scope.get("itemtype", "")]}
    for element in scope.xpath(".//*[@itemprop]"):
        # A heading that is marked is what the page prints, with the line above it, and is read as such elsewhere.
        if _scope_of(element) is not scope or element.tag in ("h1", "h2"):
            continue
        inner = element.get("itemscope") is not None and depth < _DEEPEST
        value = _properties(element, depth + 1) if inner else _property(element)
        for name in str(element.get("itemprop")).split():
            gathered.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in gathered.items()}


def _scope_of(element: Element) -> Element | None:
    return next((each for each in element.iterancestors() if each.get("itemscope") is not None), None)


def _property(element: Element) -> str:
    stated = (element.get("content"), element.get("datetime"), element.get("href"), element.get("src"))
    return next((value for value in stated if value), None) or text_of_element(element)

"""A receipt's document and an article's id in, the document without anything of that article out.

Works on any document in which what is of an article stands in a mapping with its `article_id`, and sentences name
their citations by number: what a later version adds to answers is redacted like the rest.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_KEPT = frozenset({"article_id", "passage_id", "kind"})
"""Strings that say which article it was and nothing of what stood in it."""

_ALWAYS_THERE = frozenset({"headline", "quote", "text"})
"""Strings that are emptied, as their readers rely on them; all others become null."""

_SHORTEST = 8
"""Characters from which a string of the article is looked for elsewhere: a shorter one may be anybody's."""


def redacted(document: Mapping[str, Any], article_id: str) -> dict[str, Any]:
    """The document without the article's words, wherever they stand; its id is added to `redacted`."""
    said = list(_of_article(document, article_id))
    words = {text for each in said for text in _strings(each) if len(text) >= _SHORTEST}
    numbers = {each["number"] for each in said if "number" in each}
    cleaned: dict[str, Any] = _clean(document, article_id, words, numbers)
    return cleaned | {"redacted": sorted({*document.get("redacted", ()), article_id})}


def _of_article(value: Any, article_id: str) -> Iterator[Mapping[str, Any]]:
    """The mappings that are of the article, the outermost ones."""
    if isinstance(value, Mapping):
        if value.get("article_id") == article_id:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _of_article(each, article_id)


def _strings(value: Any) -> Iterator[str]:
    """What stands in the article: its texts and headline; a byline, a paper or a day are others' as well."""
    if isinstance(value, Mapping):
        for name in ("headline", "quote", "text"):
            if isinstance(value.get(name), str):
                yield value[name]
        value = [each for each in value.values() if isinstance(each, list | Mapping)]
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _clean(value: Any, article_id: str, words: set[str], numbers: set[int]) -> Any:
    if isinstance(value, str):
        return "" if any(word in value for word in words) else value
    if isinstance(value, list):
        return [_clean(each, article_id, words, numbers) for each in value]
    if not isinstance(value, Mapping):
        return value
    if value.get("article_id") == article_id:
        return {name: _emptied(name, each) for name, each in value.items()}
    cleaned = {name: _clean(each, article_id, words, numbers) for name, each in value.items()}
    if _rests_on(value, article_id, numbers):
        cleaned |= {name: "" for name, each in value.items() if isinstance(each, str)}
        cleaned |= {"verified": False} if "verified" in value else {}
    if isinstance(value.get("short"), list) and value["short"][1] in numbers:
        cleaned["short"] = None
    return cleaned


def _rests_on(value: Mapping[str, Any], article_id: str, numbers: set[int]) -> bool:
    """Whether it is a sentence that cites the article, or the reading of a question after an answer that did."""
    cited, first = value.get("citations"), value.get("first")
    cites = isinstance(cited, list) and any(each in numbers for each in cited if isinstance(each, int))
    return cites or (isinstance(first, list) and any(each.get("article_id") == article_id for each in first))


def _is_words(value: Any) -> bool:
    """Whether it is a string, or a list with one: in a list, which may not hold null, these are left out."""
    return isinstance(value, str) or (isinstance(value, list) and any(map(_is_words, value)))


def _emptied(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {inner: _emptied(inner, each) for inner, each in value.items()}
    if isinstance(value, list):
        return [_emptied(name, each) for each in value if not _is_words(each)]
    if isinstance(value, str) and name not in _KEPT:
        return "" if name in _ALWAYS_THERE else None
    return False if name == "verified" else value

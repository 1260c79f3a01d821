"""A page that scripts build in, the article's markup that it carries along for them out."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ingest.html_text import Element, parse_fragment

_PUSHED = re.compile(r"__next_f\.push\((\[.*\])\)", re.DOTALL)
_ROW = re.compile(r"\b[0-9a-f]+:T([0-9a-f]+),")
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL | re.IGNORECASE)
# Where scripts put advertisements.
_PLACE = re.compile(r"\$\$[A-Z_]+\$\$")
_FEWEST_LETTERS = 200
_DEEPEST = 40


def with_carried_article(page: Element) -> bool:
    """Put the article that the page's scripts would draw into the page; whether one was found.

    Of all strings with paragraphs that stand in its data the one with most words counts: in documents of JSON, and in
    the rows that pages made with Next.js hand to their scripts.
    """
    markup = max(_strings(page), key=_letters, default="")
    body = page.find("body")
    if body is None or _letters(markup) < _FEWEST_LETTERS:
        return False
    article = parse_fragment(_PLACE.sub("", markup))
    article.tag = "article"
    body.append(article)
    return True


def _letters(markup: str) -> int:
    return sum(len(re.sub(r"<[^>]*>", "", each)) for each in _PARAGRAPH.findall(markup))


def _strings(page: Element) -> Iterator[str]:
    pushed = []
    for script in page.iter("script"):
        text = (script.text_content() or "").strip()
        if "json" in (script.get("type") or ""):
            yield from _within(_document(text))
        elif match := _PUSHED.search(text):
            piece = _document(match[1])
            pushed += [each for each in piece if isinstance(each, str)] if isinstance(piece, list) else []
    yield from _rows("".join(pushed))


def _document(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _within(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str) and "<p" in value:
        yield value
    elif isinstance(value, list | dict) and depth < _DEEPEST:
        for each in value.values() if isinstance(value, dict) else value:
            yield from _within(each, depth + 1)


def _rows(pushed: str) -> Iterator[str]:
    """The rows of text in what was pushed, each so many bytes long as its head says, and the strings of the others."""
    for row in _ROW.finditer(pushed):
        length = int(row[1], 16)
        yield pushed[row.end() : row.end() + length].encode()[:length].decode(errors="ignore")
    for line in pushed.split("\n"):
        yield from _within(_document(line.partition(":")[2]))

"""The paragraphs of an article in, those above them that it opens with put right: the lead back in, stray days out."""

import re
from collections.abc import Iterable, Sequence

from ingest.dates import is_date
from ingest.html_text import Element, text_of_element
from ingest.normalise import folded, one_line

_SHORTEST = 50
"""Characters that a description must have to be told from a mere title."""

_MAY_HOLD_IT = "//p | //h2 | //div[not(.//div or .//p)]"
_ELSEWHERE = "ancestor::nav | ancestor::aside | ancestor::footer | ancestor::a"
_LATEST = re.compile(r"^latest\s+update\b\W*|\bnews$", re.IGNORECASE)


def with_lead(body: Sequence[str], page: Element, decks: Iterable[str]) -> list[str]:
    """The body, before it the description of the article where the page prints that and the body lacks it."""
    text = _letters(" ".join(body))
    for deck in decks:
        wanted = _letters(deck.rstrip(" .…"))
        if len(deck) < _SHORTEST or wanted in text:
            continue
        for element in page.xpath(_MAY_HOLD_IT):
            printed = one_line(text_of_element(element)) if _letters(element.text or "")[:8] == wanted[:8] else ""
            if printed and _letters(printed).startswith(wanted) and not element.xpath(_ELSEWHERE):
                return [printed, *body]
    return list(body)


def is_only_a_day(line: str, section: str | None) -> bool:
    """Whether a line says nothing else than a day, and perhaps that it is the latest update or in which section."""
    rest = _LATEST.sub("", line).strip()
    return is_date(rest) or (section is not None and is_date(rest.removesuffix(section).strip()))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", folded(text))

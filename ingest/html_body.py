"""A page in, the article's paragraphs out, without menus, teasers and comments; the only file that uses trafilatura."""

import re

from ingest.html_text import Element, source_of
from ingest.normalise import folded, normalise, paragraphs

_NOT_BODY = ["//figcaption", "//figure//*[contains(@class, 'caption')]"]


def body_paragraphs(page: Element, declared: str | None, captions: set[str], *, is_live: bool = False) -> list[str]:
    """The paragraphs of the article in order.

    `declared` is the body that the page's own data gives; it counts where much more of it is there than on the page,
    and always for a live blog, of which pages print but the latest entries. A paragraph that is one of the
    `captions` is left out.
    """
    # Loaded with the first page: it takes longer than to ingest a hundred articles of other formats.
    import trafilatura

    found = trafilatura.extract(
        source_of(page), include_comments=False, include_tables=True, prune_xpath=_NOT_BODY, deduplicate=False
    )
    lines = [_words(line) for line in normalise(found or "").split("\n")]
    if declared and (is_live or len(declared) > 2 * sum(map(len, lines))):
        lines = paragraphs(normalise(declared))
    known = set(map(folded, captions))
    return [line for line in lines if line and folded(line) not in known]


def _words(line: str) -> str:
    """A line without the marks that the library writes for list items and table cells."""
    if line.startswith("|"):
        cells = [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)]
        return " | ".join(cell for cell in cells if cell.strip("-: "))
    return line.removeprefix("- ").strip()

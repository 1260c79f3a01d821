"""A marked-up story (NITF, XHTML or loose HTML) in, its paragraphs in order out, each with whether it is a heading."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.html_text import is_set_apart, parse_fragment, plain
from ingest.lines import paragraphs_of
from ingest.normalise import normalise, paragraphs
from ingest.xml_tree import Element, children, descendants, local, words

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hl3", "hl4", "hl5"))
_BLOCKS = _HEADINGS | frozenset(
    (
        "p", "block", "body", "body.content", "body.head", "body.end", "div", "section", "article", "li", "ol", "ul",
        "dl", "dt", "dd", "table", "caption", "blockquote", "bq", "pre", "hr", "fn", "credit", "datasource", "tagline",
        "abstract", "header", "footer", "main", "aside", "center", "address", "nitf", "html",
    )
)  # fmt: skip
_UNPRINTED = frozenset(
    (
        "head", "script", "style", "noscript", "template", "iframe", "svg", "media", "figure", "note", "video", "audio",
        "object", "embed", "nitf-table-metadata", "nitf-col", "nitf-colgroup", "title", "alt-code",
    )
)  # fmt: skip
# What agencies print around a story for machines and desks.
_UNPRINTED_CLASSES = frozenset(("slugline", "genre", "publicationDate", "notepad", "closingline"))
_LINE_END = "\x0b"
_FEWEST_LINES = 3
_WIDEST_LINE = 100
_NARROW = 50
_HAS_MARKUP = re.compile(r"</[a-z][a-z0-9]*\s*>|<(?:p|br|hr|img)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table; lines and rows are parted by line ends, the cells of a row by bars."""

    text: str
    heading: bool = False


def blocks_of(element: Element) -> list[Block]:
    """What the element prints, in order, without pictures, notes and what only machines read."""
    walk = _Walk()
    walk.enter(element)
    walk.end()
    return _unwrapped(walk.found, walk.set)


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs of a text that may be HTML or plain, with blank lines between paragraphs."""
    if _HAS_MARKUP.search(text):
        return blocks_of_markup(text)
    return _unwrapped([Block(paragraph) for paragraph in paragraphs(normalise(plain(text)))], set())


def blocks_of_markup(text: str) -> list[Block]:
    """The paragraphs of a piece of HTML."""
    return blocks_of(parse_fragment(text))


def body_text(blocks: Iterable[Block]) -> str:
    """The paragraphs as one body, a blank line between them."""
    return "\n\n".join(block.text for block in blocks)


def headings(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The headings among the paragraphs, in order."""
    return tuple(block.text for block in blocks if block.heading)


class _Walk:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self.set: set[int] = set()
        """The paragraphs whose lines are set as they are: tables and what was laid out with spaces."""
        self._pieces: list[str] = []
        self._heading = False

    def enter(self, element: Element, number: int = 0) -> None:
        """Read the element; `number` is what a browser prints before an item of a numbered list."""
        name = local(element).lower()
        if name in ("table", "nitf-table"):
            self.end()
            self._keep(("\n".join(_rows(element)),))
        elif name == "pre":
            self.end()
            self._keep(paragraphs(normalise(plain("".join(map(str, element.itertext()))))))
        elif name == "br":
            self._pieces.append(_LINE_END)
        elif name and name not in _UNPRINTED and not _UNPRINTED_CLASSES & set(str(element.get("class", "")).split()):
            self._enter_words(element, name, number)

    def _enter_words(self, element: Element, name: str, number: int) -> None:
        if name in _BLOCKS:
            self.end()
            self._heading = name in _HEADINGS
        if name == "li" and number:
            self._pieces.append(f"{number}. ")
        self._pieces.append(str(element.text or ""))
        items = 0
        for inner in element:
            items += local(inner).lower() == "li"
            self._pieces.append(" " if is_set_apart(inner) else "")
            self.enter(inner, items if name == "ol" else 0)
            self._pieces.append(str(inner.tail or ""))
        if name in _BLOCKS:
            self.end()

    def end(self) -> None:
        """The paragraph that was being read is complete."""
        raw = "".join(self._pieces)
        if layout := _layout(raw):
            text = normalise(plain(raw.replace(_LINE_END, "\n")))
            self._keep(paragraphs(text) if layout == "table" else _paragraphs_of_layout(text))
        else:
            for stretch in re.split(r"\n[^\S\n\x0b]*\n", raw):
                lines = (" ".join(line.split()) for line in stretch.split(_LINE_END))
                text = normalise(plain("\n".join(filter(None, lines))))
                self.found += [Block(text, self._heading)] * bool(text)
        self._pieces, self._heading = [], False

    def _keep(self, texts: Iterable[str]) -> None:
        for text in filter(None, texts):
            self.set.add(len(self.found))
            self.found.append(Block(text))


def _layout(raw: str) -> str:
    """What line ends and spaces mean: `table` for columns and short lines, `indented` paragraphs, or nothing."""
    lines = [line for line in raw.rstrip().split("\n")[1:] if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return ""
    columns = sum(re.search(r"\S {2,}\S", line) is not None for line in lines)
    if columns * 2 > len(lines) or (len(lines) > _FEWEST_LINES and max(map(len, lines)) <= _NARROW):
        return "table"
    return "indented" if 0 < sum(line.startswith(("  ", "\t")) for line in lines) < len(lines) else ""


def _paragraphs_of_layout(text: str) -> Iterator[str]:
    """The paragraphs of a text that begins each with an indent; lines that do not fill their column stay lines."""
    parted = re.sub(r"\n+[ \t]*(?=[*•] )", "\n\n", text)
    for _, group in groupby(paragraphs_of(parted), lambda each: each.block):
        texts = [each.text for each in group]
        yield from texts if max(map(len, texts)) > _WIDEST_LINE else ["\n".join(texts)]


def _rows(table: Element) -> Iterator[str]:
    """The rows that hold words, their cells parted by bars, those of tables inside as part of their cell."""
    for caption in children(table, "caption"):
        yield words(caption)
    for row in descendants(table, "tr", "TR"):
        cells = [normalise(plain(words(cell))) for cell in children(row, "td", "th", "TD", "TH")]
        if any(cells):
            yield " | ".join(cell for cell in cells if cell)


def _unwrapped(blocks: list[Block], fixed: set[int]) -> list[Block]:
    """The paragraphs with lines joined that were only broken to fit a column, but for those that are fixed."""
    free = [block.text for number, block in enumerate(blocks) if number not in fixed]
    if not any("\n" in text for text in free):
        return blocks
    groups = groupby(paragraphs_of("\n\n".join(free)), lambda each: each.block)
    joined = iter(["\n".join(each.text for each in group) for _, group in groups])
    return [block if number in fixed else Block(next(joined), block.heading) for number, block in enumerate(blocks)]

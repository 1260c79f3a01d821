"""An ALTO page (versions 1 to 4) in, its blocks of text in reading order out, each with how sure recognition was."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from ingest.normalise import one_line
from ingest.xml_tree import Element, attribute, children, descendants, local

_PARTED = "\u00ad"
_INDENT = 0.5
_SENTENCE_ENDS = (".", "!", "?", ":", "”", '"')


@dataclass(frozen=True, slots=True)
class Block:
    """The words of a block, parted ones made whole, blank lines between paragraphs, and their confidence, 0 to 1.

    `letters` is how many letters the confidence is of; `None` where the file gives none.
    """

    block_id: str
    text: str
    confidence: float | None
    letters: int


@dataclass(frozen=True, slots=True)
class AltoPage:
    """A page: its number as the file counts, and its blocks in reading order, empty ones left out."""

    number: int
    blocks: tuple[Block, ...]

    def confidence(self) -> float | None:
        """The confidence of all its words, by their letters."""
        return confidence_of(self.blocks)


def confidence_of(blocks: tuple[Block, ...]) -> float | None:
    """The mean confidence of blocks by their letters, `None` where none says."""
    known = [(each.confidence, each.letters) for each in blocks if each.confidence is not None]
    letters = sum(count for _, count in known)
    return round(sum(confidence * count for confidence, count in known) / letters, 3) if letters else None


def pages_of(root: Element) -> tuple[AltoPage, ...]:
    """The pages of an ALTO file; margins, in which only running heads stand, count where nothing else has text."""
    order = _stated_order(root)
    found = []
    for index, page in enumerate(descendants(root, "Page"), start=1):
        number = attribute(page, "PHYSICAL_IMG_NR")
        printed = list(children(page, "PrintSpace")) or [page]
        blocks = tuple(filter(None, map(_block, _in_order(printed, order))))
        blocks = blocks or tuple(filter(None, map(_block, _in_order([page], order))))
        found.append(AltoPage(int(number) if number.isdecimal() else index, blocks))
    return tuple(found)


def _stated_order(root: Element) -> dict[str, int]:
    """The place of each block in the reading order that ALTO 4 can state."""
    references = [attribute(each, "REF") for each in descendants(root, "ElementRef")]
    return {name: place for place, name in enumerate(dict.fromkeys(references))}


def _in_order(spaces: list[Element], order: dict[str, int]) -> list[Element]:
    """The text blocks as stated, or by their links to the next, or as they stand in the file."""
    blocks = [block for space in spaces for block in descendants(space, "TextBlock")]
    if order:
        return sorted(blocks, key=lambda block: order.get(attribute(block, "ID"), len(order)))
    by_id = {attribute(block, "ID"): block for block in blocks}
    following = {attribute(block, "IDNEXT") for block in blocks} - {""}
    ordered: dict[str, Element] = {}
    # Chains begin at blocks that no other leads to; a ring, which has no beginning, is taken as it stands.
    for block in [*(block for block in blocks if attribute(block, "ID") not in following), *blocks]:
        name: str = attribute(block, "ID")
        while name in by_id and name not in ordered:
            ordered[name] = by_id[name]
            name = attribute(by_id[name], "IDNEXT")
    return [*ordered.values(), *(block for block in blocks if not attribute(block, "ID"))]


def _block(block: Element) -> Block | None:
    lines = list(children(block, "TextLine"))
    indented = _indented(lines)
    printed = [list(_words(line)) for line in lines]
    text = ""
    for index, line in enumerate(printed):
        part = " ".join(word for word, _ in line)
        # Damaged edges look like indents: a paragraph begins only where a sentence ended.
        between = "\n\n" if index in indented and text.endswith(_SENTENCE_ENDS) else " "
        # A word parted at the line's end that is given whole nowhere: joined, its hyphen dropped.
        text = f"{text[:-1]}{part}" if text.endswith(_PARTED) else f"{text}{between}{part}"
    weighed = [sure for line in printed for word, sure in line if sure is not None for _ in word]
    text = "\n\n".join(map(one_line, text.split("\n\n"))).strip()
    sure = round(fmean(weighed), 3) if weighed else None
    return Block(attribute(block, "ID"), text, sure, len(weighed)) if text else None


def _indented(lines: list[Element]) -> set[int]:
    """Which lines begin a paragraph: those further in than the lines before and after, by about a letter."""
    places = [(_number(line, "HPOS"), _number(line, "HEIGHT")) for line in lines]
    return {
        index
        for index, (before, here, after) in enumerate(zip(places, places[1:], places[2:], strict=False), start=1)
        if here[0] - max(before[0], after[0]) > _INDENT * here[1] > 0
    }


def _number(element: Element, name: str) -> float:
    try:
        return float(attribute(element, name))
    except ValueError:
        return 0.0


def _words(line: Element) -> Iterator[tuple[str, float | None]]:
    """The words of a line with their confidence; of a parted word the whole stands where it begins."""
    last = ""
    parts = [each for each in line if local(each) in ("String", "HYP")]
    for index, part in enumerate(parts):
        if local(part) == "HYP":
            continue
        last = attribute(part, "CONTENT")
        kind, whole = attribute(part, "SUBS_TYPE"), attribute(part, "SUBS_CONTENT")
        if kind == "HypPart2" and whole:
            continue
        if kind == "HypPart1" and whole:
            last = whole
        elif index + 1 < len(parts) and local(parts[index + 1]) == "HYP":
            last += _PARTED
        yield last, _confidence(attribute(part, "WC"))


def _confidence(stated: str) -> float | None:
    try:
        value = float(stated)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None

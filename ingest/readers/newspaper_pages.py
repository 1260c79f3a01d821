"""Digitised newspapers: pages of recognised text (ALTO), and issues that make articles of them (METS)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, Metadata, PageReading, Problem
from ingest.alto import AltoPage, Block, confidence_of, pages_of
from ingest.dates import dated
from ingest.mets import Described, alto_files, articles_of, issue_of, page_order
from ingest.page_quality import quality
from ingest.xml_tree import parse_xml, root_name

_Placed = Sequence[tuple[int, Block]]
"""Blocks in reading order, each with the number of its page."""


class AltoReader:
    """Reads the text of newspaper pages from ALTO, the format of text recognition, page by page."""

    name = "alto"
    suffixes = (".xml", ".alto")

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head) == "alto"

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        pages = _alto(path, problems)
        blocks = [(page.number, block) for page in pages for block in page.blocks]
        if blocks:
            yield _draft("", blocks, Described(), problems)
        yield from problems
        yield from (Problem("has no text", f"page {page.number}") for page in pages if not page.blocks)


class MetsReader:
    """Reads the articles of a digitised issue from METS and the ALTO pages it lists."""

    name = "mets"
    suffixes = (".xml", ".mets")

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head) == "mets"

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        root = parse_xml(path.read_bytes(), problems)
        pages = dict(_listed_pages(alto_files(root, path.parent), page_order(root), problems))
        if not pages:
            yield from problems
            raise UnreadableError("lists no ALTO page that lies beside it; keep the issue's files together")
        issue = issue_of(root)
        used: set[tuple[str, str]] = set()
        for article in articles_of(root):
            blocks = [each for area in article.areas for each in _of_area(pages, area, used)]
            if blocks:
                yield _draft(article.title, blocks, issue, problems)
        for name, page in pages.items():
            left = [(page.number, block) for block in page.blocks if (name, block.block_id) not in used]
            if left:
                yield _draft("", left, issue, problems)
        yield from problems


def _alto(path: Path, problems: list[Problem]) -> tuple[AltoPage, ...]:
    return pages_of(parse_xml(path.read_bytes(), problems))


def _listed_pages(
    files: dict[str, Path | None], order: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[str, AltoPage]]:
    """The pages by the ids of their files, numbered from 1 in the order of the issue."""
    names = [*(name for name in order if name in files), *(name for name in files if name not in order)]
    for number, name in enumerate(names, start=1):
        path = files[name]
        if path is None:
            problems.append(Problem(f"the page {name!r} does not lie beside the issue's description", f"page {number}"))
            continue
        try:
            inner: list[Problem] = []
            blocks = tuple(block for page in _alto(path, inner) for block in page.blocks)
        except UnreadableError as error:
            inner.append(Problem(error.reason))
            blocks = ()
        problems.extend(Problem(each.reason, f"page {number}") for each in inner)
        if not blocks and not inner:
            problems.append(Problem("has no text", f"page {number}"))
        yield name, AltoPage(number, blocks)


def _of_area(
    pages: dict[str, AltoPage], area: tuple[str, str], used: set[tuple[str, str]]
) -> Iterator[tuple[int, Block]]:
    """The blocks an area points at, each once in the whole issue."""
    file, wanted = area
    page = pages.get(file)
    for block in () if page is None else page.blocks:
        if (not wanted or block.block_id == wanted) and (file, block.block_id) not in used:
            used.add((file, block.block_id))
            yield pages[file].number, block


def _draft(title: str, placed: _Placed, issue: Described, problems: list[Problem]) -> Draft:
    """An article of blocks; a first block that only repeats the title is the headline."""
    blocks = list(placed)
    if len(blocks) > 1 and _letters(blocks[0][1].text) == _letters(title):
        del blocks[0]
    body, starts = "", dict[int, int]()
    for number, block in blocks:
        body += "\n\n" if body else ""
        starts.setdefault(number, len(body))
        body += block.text
    return Draft(
        headline=title,
        body=body,
        metadata=Metadata(
            source=issue.title or None,
            published=dated(issue.date, "dateIssued", problems),
            language=issue.language or None,
        ),
        page_starts=tuple(starts.items()),
        page_readings=tuple(_reading(number, blocks) for number in starts),
    )


def _reading(number: int, placed: _Placed) -> PageReading:
    blocks = tuple(block for page, block in placed if page == number)
    # Recognised it was, whether the file says how surely or not.
    return PageReading(number, confidence_of(blocks) or 0.0, quality(" ".join(block.text for block in blocks)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))

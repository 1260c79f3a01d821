"""A METS document in, the ALTO pages it lists and the articles that it makes of their blocks out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.xml_tree import Element, attribute, child, children, descendants, words

_ARTICLES = frozenset(("ARTICLE", "ADVERTISEMENT", "OBITUARY", "EDITORIAL", "LETTER", "REVIEW", "NEWS", "STORY"))


@dataclass(frozen=True, slots=True)
class Described:
    """What a METS document says of an issue or an article."""

    title: str = ""
    date: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class LogicalArticle:
    """An article: its title, and the `(file id, block id)` of its parts in order; a block id of `""` is the whole."""

    title: str
    areas: tuple[tuple[str, str], ...]


def alto_files(root: Element, folder: Path) -> dict[str, Path | None]:
    """The ALTO files by their ids in the order listed; `None` for one that does not lie in or below the folder."""
    found: dict[str, Path | None] = {}
    for group in descendants(child(root, "fileSec"), "fileGrp"):
        named = f"{attribute(group, 'USE')} {attribute(group, 'ID')}".casefold()
        for file in children(group, "file"):
            address = attribute(child(file, "FLocat"), "href")
            is_text = "xml" in attribute(file, "MIMETYPE").casefold() or address.casefold().endswith(".xml")
            said = f"{named} {attribute(file, 'USE')} {attribute(file, 'ID')} {address}".casefold()
            if is_text and any(word in said for word in ("alto", "text", "ocr")):
                found[attribute(file, "ID")] = _beside(folder, address)
    return found


def articles_of(root: Element) -> tuple[LogicalArticle, ...]:
    """The articles of the logical structure, in its order; articles within articles belong to the outer one."""
    return tuple(
        each for map_ in _maps(root, "LOGICAL") for top in children(map_, "div") for each in _articles(root, top)
    )


def page_order(root: Element) -> tuple[str, ...]:
    """The ids of the files in the order of the pages, as far as the physical structure states it."""
    pages = [div for map_ in _maps(root, "PHYSICAL") for div in descendants(map_, "div")]
    return tuple(dict.fromkeys(name for div in pages for name, _ in _areas(div)))


def issue_of(root: Element) -> Described:
    """What the document says of the whole issue: the first description that has a title, else its label."""
    for section in children(root, "dmdSec"):
        if (described := _described(section)).title:
            return described
    return Described(title=attribute(root, "LABEL"))


def _maps(root: Element, kind: str) -> list[Element]:
    return [each for each in children(root, "structMap") if attribute(each, "TYPE").upper() == kind]


def _articles(root: Element, div: Element) -> Iterator[LogicalArticle]:
    if attribute(div, "TYPE").upper() in _ARTICLES:
        areas = dict.fromkeys(area for each in (div, *descendants(div, "div")) for area in _areas(each))
        yield LogicalArticle(_title(root, div), tuple(areas))
        return
    for inner in children(div, "div"):
        yield from _articles(root, inner)


def _areas(div: Element) -> Iterator[tuple[str, str]]:
    """What the div itself points at, in order, not what those within it do."""
    for pointer in children(div, "fptr"):
        if file := attribute(pointer, "FILEID"):
            yield file, ""
        for area in descendants(pointer, "area"):
            yield attribute(area, "FILEID"), attribute(area, "BEGIN")


def _title(root: Element, div: Element) -> str:
    for name in attribute(div, "DMDID").split():
        for section in children(root, "dmdSec"):
            if attribute(section, "ID") == name and (title := _described(section).title):
                return title
    return attribute(div, "LABEL")


def _described(section: Element) -> Described:
    """MODS or Dublin Core, whichever there is."""
    title = next((words(each) for each in descendants(section, "title") if words(each)), "")
    date = next((words(each) for each in descendants(section, "dateIssued", "date") if words(each)), "")
    language = next((words(each) for each in descendants(section, "languageTerm", "language") if words(each)), "")
    return Described(title, date, language)


def _beside(folder: Path, address: str) -> Path | None:
    """The file that an address names, relative to the folder, if it lies there; nothing outside is opened."""
    parts = urlsplit(address)
    if parts.scheme not in ("", "file") or parts.netloc not in ("", "."):
        return None
    name = unquote(parts.path).lstrip("/") if parts.scheme else unquote(parts.path)
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):
        return None

"""A page in, the photographs of its article out: captions, credits and, where it was saved as well, the picture."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import DraftPhoto
from ingest.captions import read_caption
from ingest.html_text import Element, text_of_element
from ingest.normalise import folded
from ingest.pictures import picture_beside

_CAPTIONS = (
    "//figcaption | //figure//*[contains(@class, 'caption') and not(ancestor::figcaption)]"
    "| //*[contains(@class, 'wp-caption-text')] | //*[@itemprop='caption']"
)
_CREDIT = (
    ".//*[contains(@class, 'credit') or contains(@class, 'copyright') or contains(@class, 'source')"
    " or contains(@class, 'photographer') or contains(@class, 'author') or @itemprop='copyrightHolder']"
)
_ELSEWHERE = "ancestor::nav | ancestor::aside | ancestor::footer | ancestor::header[not(ancestor::article)]"
_LONGEST = 2000


def captions_of(page: Element, path: Path) -> tuple[DraftPhoto, ...]:
    """The captioned photographs of the page in order, each caption once, those of side columns left out."""
    photos: dict[str, DraftPhoto] = {}
    for element in page.xpath(_CAPTIONS):
        if element.xpath(_ELSEWHERE):
            continue
        for photo in _photo(element, path):
            photos.setdefault(folded(photo.caption), photo)
    return tuple(photos.values())


def _photo(element: Element, path: Path) -> Iterator[DraftPhoto]:
    text = text_of_element(element)
    caption = text.replace("\n\n", "\n")
    if caption and len(caption) <= _LONGEST:
        credit = next((text_of_element(each) for each in element.xpath(_CREDIT)), None)
        yield read_caption(caption, credit=credit, path=_saved(element, path))


def _saved(element: Element, path: Path) -> str | None:
    sources = element.xpath("ancestor::figure[1]//img/@src | preceding-sibling::img[1]/@src")
    return next((found for source in sources if (found := picture_beside(path, str(source)))), None)

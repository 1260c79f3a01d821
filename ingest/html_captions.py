"""A page in, the photographs of its article out: captions, credits and, where it was saved as well, the picture."""

from pathlib import Path

from archive.model import DraftPhoto
from ingest.bylines import byline_of_line
from ingest.captions import read_caption
from ingest.credits import credit_in
from ingest.html_text import Element, text_of_element
from ingest.normalise import folded
from ingest.pictures import picture_beside

_CLASS = "translate(@class, 'ACDEHIOPRSTUY', 'acdehioprstuy')"
_CAPTION = f"self::figcaption or contains({_CLASS}, 'caption') or contains({_CLASS}, 'credit') or @itemprop='caption'"
_IN_FIGURE = f".//*[({_CAPTION}) and not(ancestor::*[({_CAPTION}) and ancestor::figure])]"
_UNDER_PICTURE = "contains(concat(' ', @class, ' '), ' caption ') and preceding-sibling::*[descendant-or-self::img]"
_LOOSE = (
    f"//*[(self::figcaption or contains(@class, 'wp-caption-text') or @itemprop='caption' or ({_UNDER_PICTURE}))"
    " and not(ancestor::figure)]"
)
_CREDIT = (
    f".//*[contains({_CLASS}, 'credit') or contains({_CLASS}, 'copyright') or contains({_CLASS}, 'source')"
    f" or contains({_CLASS}, 'photographer') or contains({_CLASS}, 'author') or @itemprop='copyrightHolder']"
)
_ELSEWHERE = "ancestor::nav | ancestor::aside | ancestor::footer | ancestor::header[not(ancestor::article)]"
_LONGEST = 2000


def captions_of(page: Element, path: Path) -> tuple[DraftPhoto, ...]:
    """The captioned photographs of the page in order, each caption once, those of side columns left out.

    What a figure prints as caption and as credit is one caption; a credit alone, or a writer's portrait, is none.
    """
    photos: dict[str, DraftPhoto] = {}
    for element in page.xpath(f"//figure | {_LOOSE}"):
        if element.xpath(_ELSEWHERE):
            continue
        printed = element.xpath(_IN_FIGURE) if element.tag == "figure" else [element]
        photo = _photo(element, printed, path)
        if photo is not None:
            photos.setdefault(folded(photo.caption), photo)
    return tuple(photos.values())


def _photo(element: Element, printed: list[Element], path: Path) -> DraftPhoto | None:
    lines = [text_of_element(each).replace("\n\n", "\n") for each in printed]
    caption = "\n".join(dict.fromkeys(filter(None, lines)))
    if not caption or len(caption) > _LONGEST or byline_of_line(caption.split("\n", 1)[0]):
        return None
    credit = next((text_of_element(each) for line in printed for each in line.xpath(_CREDIT)), None)
    if folded(caption) in (folded(credit or ""), folded(credit_in(caption) or "")):
        return None
    return read_caption(_credit_last(caption, credit or ""), credit=credit, path=_saved(element, path))


def _credit_last(caption: str, credit: str) -> str:
    """The caption with its credit below it, where the page prints that in a line above."""
    return f"{caption[len(credit) + 1 :]}\n{credit}" if credit and caption.startswith(f"{credit}\n") else caption


def _saved(element: Element, path: Path) -> str | None:
    sources = element.xpath(".//img/@src | preceding-sibling::img[1]/@src")
    return next((found for source in sources if (found := picture_beside(path, str(source)))), None)

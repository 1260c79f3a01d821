"""A draft in, the one text that passages and citations point into out, with its parts, photographs and pages."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from itertools import accumulate, pairwise
from typing import Any

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Kind, Metadata, NewsDate, PageSpan, Part, Photo, Version
from ingest.captions import without_credit
from ingest.normalise import folded, normalise, one_line

_GAP = "\n\n"
_TELLING = 6
"""How many words of a caption tell one photograph from all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A version but for its place in the record. `text[start:end]` of a caption part is that photograph's caption.

    `digest` is the same for drafts with the same text, parts, metadata and facts about photographs, wherever the
    file lies.
    """

    text: str
    parts: tuple[Part, ...]
    photos: tuple[DraftPhoto, ...]
    pages: tuple[PageSpan, ...]
    metadata: Metadata
    digest: str

    def as_version(self, article_id: str, number: int, ingested_at: str) -> Version:
        """This text as version `number` of the article."""
        captions = [part for part in self.parts if part.kind is Kind.CAPTION]
        return Version(
            article_id=article_id,
            number=number,
            text=self.text,
            parts=self.parts,
            metadata=self.metadata,
            digest=self.digest,
            ingested_at=ingested_at,
            photos=tuple(
                _photo(photo, part, article_id, number) for photo, part in zip(self.photos, captions, strict=True)
            ),
            pages=self.pages,
        )


def compose(draft: Draft) -> Composed:
    """The draft's headline, body, notes and captions, normalised and joined by blank lines in that order.

    A photograph whose caption was already given in the same draft is left out.

    Raises:
        UnreadableError: the draft holds no text at all.
    """
    photos = _distinct_photos(draft)
    text, parts = _join(draft, photos)
    if not parts:
        raise UnreadableError("holds no text; an article needs a headline or a body, a picture a caption")
    metadata = _normalised(draft.metadata)
    return Composed(
        text=text,
        parts=parts,
        photos=photos,
        pages=_pages(draft, parts),
        metadata=metadata,
        digest=_digest(text, parts, metadata, photos),
    )


def photo_id(caption: str) -> str:
    """16 hex digits, the same for captions that differ only in case, white space, the last stop and the credit.

    A paper prints an agency's caption with a credit line of its own after it: that is the same photograph. Captions
    of a few words are told apart by their credits.
    """
    words = folded(without_credit(caption))
    if len(words.split()) < _TELLING:
        words = folded(caption)
    return hashlib.sha256(words.rstrip(" .").encode()).hexdigest()[:16]


def _distinct_photos(draft: Draft) -> tuple[DraftPhoto, ...]:
    photos: dict[str, DraftPhoto] = {}
    for photo in draft.photos:
        caption = normalise(photo.caption)
        if caption:
            photos.setdefault(folded(caption), replace(photo, caption=caption))
    return tuple(photos.values())


def _sections(draft: Draft, photos: tuple[DraftPhoto, ...]) -> Iterator[tuple[Kind, str]]:
    yield Kind.HEADLINE, one_line(draft.headline)
    yield Kind.BODY, normalise(draft.body)
    for note in draft.notes:
        yield Kind.NOTE, normalise(note)
    for photo in photos:
        yield Kind.CAPTION, photo.caption


def _join(draft: Draft, photos: tuple[DraftPhoto, ...]) -> tuple[str, tuple[Part, ...]]:
    texts: list[str] = []
    parts: list[Part] = []
    start = 0
    for kind, text in _sections(draft, photos):
        if text:
            end = start + len(text)
            parts.append(Part(kind, start, end, photo_id(text) if kind is Kind.CAPTION else None))
            texts.append(text)
            start = end + len(_GAP)
    return _GAP.join(texts), tuple(parts)


def _pages(draft: Draft, parts: tuple[Part, ...]) -> tuple[PageSpan, ...]:
    """The pages over headline and body; the headline stands on the first page."""
    printed = [part for part in parts if part.kind in (Kind.HEADLINE, Kind.BODY)]
    if not draft.page_starts or not printed:
        return ()
    body = next((part.start for part in printed if part.kind is Kind.BODY), printed[-1].end)
    # The mark keeps the white space before a page start, so its length is where the page starts once normalised.
    inner = [body + len(normalise(draft.body[:start] + "|")) - 1 for _, start in draft.page_starts[1:]]
    end = printed[-1].end
    # White space that ends a page may be dropped once the next one follows: no page starts after a later one.
    bounds = [0, *list(accumulate(reversed([*inner, end]), min))[::-1]]
    readings = {each.number: (each.ocr, each.quality) for each in draft.page_readings}
    numbers = (number for number, _ in draft.page_starts)
    return tuple(
        PageSpan(number, *span, *readings.get(number, (None, None)))
        for number, span in zip(numbers, pairwise(bounds), strict=True)
        if span[0] < span[1]
    )


def _normalised(metadata: Metadata) -> Metadata:
    """Every text on one line, `None` where nothing is left; lists without repeats, in order."""
    texts = ("byline", "source", "section", "dateline", "language", "url", "rights", "version_label")
    lists = ("subheads", "keywords", "subjects", "places", "people", "organisations")
    changes: dict[str, Any] = {name: one_line(getattr(metadata, name) or "") or None for name in texts}
    changes |= {name: tuple(dict.fromkeys(filter(None, map(one_line, getattr(metadata, name))))) for name in lists}
    return replace(metadata, **changes)


def _photo(photo: DraftPhoto, part: Part, article_id: str, number: int) -> Photo:
    facts: dict[str, Any] = {each.name: getattr(photo, each.name) for each in fields(photo)}
    known_as = part.photo_id or photo_id(photo.caption)
    return Photo(photo_id=known_as, article_id=article_id, version=number, start=part.start, end=part.end, **facts)


def _digest(text: str, parts: tuple[Part, ...], metadata: Metadata, photos: tuple[DraftPhoto, ...]) -> str:
    facts = [
        text,
        [[part.kind.value, part.start, part.end] for part in parts],
        _facts(metadata),
        [_facts(replace(photo, path=None)) for photo in photos],
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _facts(value: Metadata | DraftPhoto) -> dict[str, Any]:
    """What is given, by name. A date counts by what it says, not by the field it was read from."""
    given = {each.name: getattr(value, each.name) for each in fields(value)}
    return {
        name: each.iso if isinstance(each, NewsDate) else [astuple(link) for link in each] if name == "links" else each
        for name, each in given.items()
        if each not in (None, ())
    }

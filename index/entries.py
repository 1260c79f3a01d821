"""Passages and their columns in, entries of the keyword index out."""

from collections.abc import Iterator, Sequence

from archive.model import Kind
from index.columns import ARTICLE, OTHER_DAYS, STOOD, WORDS, Columns
from index.hits import Passage
from index.keywords import Entry
from index.material import Material

_ENOUGH_AFTER = 500
"""Characters after a passage that are kept for phrases which run on into them."""


def entries(material: Material, columns: Columns, first: int = 0) -> Iterator[Entry]:
    """An entry a passage, in order; the columns have theirs from `first` on."""
    passages = material.passages
    for place, (passage, text) in enumerate(zip(passages, material.texts, strict=True)):
        codes = {name: int(columns.codes[name][first + place]) for name in (*WORDS, *OTHER_DAYS, ARTICLE, *STOOD)}
        day, after = int(columns.codes["day"][first + place]), _what_follows(passages, place)
        yield Entry(text, passage.text, codes, day, passage.headline, after)


def _what_follows(passages: Sequence[Passage], place: int) -> str:
    """The beginning of what follows a passage in the same part of its article, over passages that are short."""
    before, after = passages[place], ""
    part = _part_of(before)
    for next_place in range(place + 1, len(passages)):
        following = passages[next_place]
        if _part_of(following) != part or _ends_note(before) or len(after) >= _ENOUGH_AFTER:
            break
        after += following.text
        before = following
    return after


def _ends_note(passage: Passage) -> bool:
    """Notes are paragraphs, each a part of its own, though nothing but the blank line tells one from the next."""
    return passage.kind is Kind.NOTE and passage.text.endswith("\n\n")


def _part_of(passage: Passage) -> tuple[str, int, Kind, str | None]:
    return passage.article_id, passage.version, passage.kind, passage.photo_id

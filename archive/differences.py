"""Two texts in, what changed between them out, word by word: the words of both, each kept, removed or added."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Change(StrEnum):
    """Whether a stretch of text stands in both, only in the older, or only in the newer."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text and what became of it. Those kept or removed are the older text, kept or added the newer."""

    change: Change
    text: str


_WORD = re.compile(r"\s*\S+")
_PARAGRAPH = re.compile(r"[^\n]*\n*")
_LONE = 1
"""Words kept between two changes that are told as one: "on the hill" and "in the valley" read better whole."""


def differences(old: str, new: str) -> tuple[Stretch, ...]:
    """What changed, in order; a change of wording gives the removed words before those added.

    Paragraphs that stand in both are found first, words within what is between them: a paragraph that was put in
    never pairs its words with those of its neighbours.
    """
    before, after = _PARAGRAPH.findall(old), _PARAGRAPH.findall(new)
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        one, other = "".join(before[a:b]), "".join(after[c:d])
        found += [Stretch(Change.KEPT, one)] if tag == "equal" else _by_words(one, other)
    return tuple(_joined(found))


def _by_words(old: str, new: str) -> Iterator[Stretch]:
    before, after = _words(old), _words(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        between = 0 < place < len(codes) - 1
        if tag == "equal" and not (between and b - a <= _LONE):
            yield Stretch(Change.KEPT, "".join(before[a:b]))
        else:
            yield Stretch(Change.REMOVED, "".join(before[a:b]))
            yield Stretch(Change.ADDED, "".join(after[c:d]))


def _words(text: str) -> Sequence[str]:
    """The words, each with the white space before it; what is left at the end is a word of its own."""
    words = _WORD.findall(text)
    rest = text[sum(map(len, words)) :]
    return [*words, rest] if rest else words


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbouring changes as one removal and one addition, neighbours kept as one stretch; empty ones left out."""
    texts = dict.fromkeys(Change, "")
    for stretch in (*stretches, None):
        kept = stretch is not None and stretch.change is Change.KEPT
        if stretch is None or (kept and (texts[Change.REMOVED] or texts[Change.ADDED])):
            yield from (Stretch(change, text) for change, text in texts.items() if text)
            texts = dict.fromkeys(Change, "")
        elif not kept and stretch.text and texts[Change.KEPT]:
            yield Stretch(Change.KEPT, texts[Change.KEPT])
            texts[Change.KEPT] = ""
        if stretch is not None:
            texts[stretch.change] += stretch.text

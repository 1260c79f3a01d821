"""An article in, copies of it out as papers make them; what is drawn comes from a seeded generator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Print:
    """An article as a paper prints it; `day` is the day it was published, counted as `date.toordinal`."""

    headline: str
    byline: str
    paragraphs: tuple[str, ...]
    day: int | None = None

    @property
    def words(self) -> int:
        """The words of its body."""
        return sum(len(each.split()) for each in self.paragraphs)


Edit = Callable[[Print, Print, Random], Print]
"""From an article and another, from which words may be taken, to a copy of the first."""

_LEAST_WORDS = 60
"""A copy keeps so many words: of what is shorter nobody could say where it comes from."""

_MISREAD = {
    "e": "c",
    "c": "e",
    "l": "1",
    "i": "l",
    "o": "0",
    "n": "u",
    "u": "n",
    "a": "o",
    "h": "b",
    "t": "f",
    "s": "5",
}
"""What text recognition takes letters for."""


def _headline(copied: Print, other: Print, random: Random) -> Print:
    words = copied.headline.split()
    kept = [word for word in words if random.random() < 0.5]
    return replace(copied, headline=" ".join([*random.permutation(kept).tolist(), *other.headline.split()[:3]]))


def _byline(copied: Print, other: Print, random: Random) -> Print:
    return replace(copied, byline=f"{other.byline or 'Staff'} and agencies")


def _cut(copied: Print, other: Print, random: Random) -> Print:
    """A third of the paragraphs is gone, wherever they stood."""
    kept = [each for each in copied.paragraphs if random.random() > 1 / 3]
    return _not_too_short(copied, tuple(kept))


def _truncated(copied: Print, other: Print, random: Random) -> Print:
    """Cut from the end, to between 40% and 70%."""
    return _not_too_short(copied, _beginning(copied, copied.words * float(random.uniform(0.4, 0.7))))


def _brief(copied: Print, other: Print, random: Random) -> Print:
    """The first paragraphs, some tenth to a quarter of the text."""
    return _not_too_short(copied, _beginning(copied, copied.words * float(random.uniform(0.1, 0.25))))


def _order(copied: Print, other: Print, random: Random) -> Print:
    first, *rest = copied.paragraphs
    order = random.permutation(len(rest))
    return replace(copied, paragraphs=(first, *(rest[place] for place in order)))


def _recognised(share: float) -> Edit:
    """As text recognition reads a poor print: so many of the letters are taken for others."""

    def edit(copied: Print, other: Print, random: Random) -> Print:
        def misread(text: str) -> str:
            wrong = random.random(len(text)) < share
            return "".join(_MISREAD.get(sign, sign) if bad else sign for sign, bad in zip(text, wrong, strict=True))

        return replace(copied, paragraphs=tuple(map(misread, copied.paragraphs)))

    return edit


def _added(copied: Print, other: Print, random: Random) -> Print:
    """Paragraphs of the paper's own, up to two thirds as many words as the wire's, put in between."""
    own = list(_beginning(other, copied.words * float(random.uniform(0.2, 0.67))))
    paragraphs = list(copied.paragraphs)
    for each in own:
        paragraphs.insert(int(random.integers(1, len(paragraphs) + 1)), each)
    return replace(copied, paragraphs=tuple(paragraphs))


def _restyled(copied: Print, other: Print, random: Random) -> Print:
    """One word in twenty is another, as a paper's own style has it."""
    others = [word for each in other.paragraphs for word in each.split() if word.isalpha()] or ["said"]

    def style(text: str) -> str:
        return " ".join(str(random.choice(others)) if random.random() < 0.05 else word for word in text.split())

    return replace(copied, paragraphs=tuple(map(style, copied.paragraphs)))


def _updated(copied: Print, other: Print, random: Random) -> Print:
    """The agency sent it again some hours later: another lead, the last paragraph gone, one figure in five another."""

    def update(text: str) -> str:
        return "".join(
            str(random.integers(0, 10)) if sign.isdigit() and random.random() < 0.2 else sign for sign in text
        )

    rest = tuple(map(update, copied.paragraphs))
    return replace(copied, paragraphs=(*_beginning(other, 30)[:1], *rest[1:-1]) if len(rest) > 5 else rest)


def _everything(copied: Print, other: Print, random: Random) -> Print:
    for edit in (_headline, _byline, _cut, _recognised(0.02)):
        copied = edit(copied, other, random)
    return copied


EDITS: Mapping[str, Edit] = {
    "headline rewritten": _headline,
    "byline replaced": _byline,
    "a third of the paragraphs cut": _cut,
    "truncated to 40-70%": _truncated,
    "brief of 10-25%": _brief,
    "order changed": _order,
    "2% of letters misread": _recognised(0.02),
    "5% of letters misread": _recognised(0.05),
    "own paragraphs added": _added,
    "one word in twenty changed": _restyled,
    "updated": _updated,
    "headline, byline, cuts and misreading": _everything,
}


def _beginning(printed: Print, words: float) -> tuple[str, ...]:
    """The first paragraphs, until they have so many words; a last one that is too long is cut at its sentence's end."""
    kept: list[str] = []
    room = words
    for paragraph in printed.paragraphs:
        sentences = []
        for sentence in paragraph.replace("? ", "?\n").replace(". ", ".\n").split("\n"):
            if room <= 0:
                break
            sentences.append(sentence)
            room -= len(sentence.split())
        if sentences:
            kept.append(" ".join(sentences))
        if room <= 0:
            break
    return tuple(kept)


def _not_too_short(copied: Print, paragraphs: tuple[str, ...]) -> Print:
    edited = replace(copied, paragraphs=paragraphs)
    return edited if edited.words >= _LEAST_WORDS else replace(copied, paragraphs=_beginning(copied, _LEAST_WORDS))

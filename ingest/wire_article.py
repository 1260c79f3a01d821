"""What a wire item says in its fields and what its body prints in, the draft of the article out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from archive.model import Draft, DraftPhoto, Metadata
from ingest.bylines import byline, byline_of_line
from ingest.datelines import dateline_of
from ingest.dates import is_date
from ingest.iptc import is_worth_printing, joined_signals, signals_of_lines
from ingest.marked_text import Block, body_text, headings
from ingest.normalise import folded, one_line
from ingest.notes import split_notes

_HEADING_LINES = 3
"""How far down a body repeats what stands above it."""
_LAST_BYLINE = 8
"""How far down a body may print its byline, after points and notes."""
_CHANGE = re.compile(
    r"^\((?=[^()]{8,400}\)$).*\b(?:add|correct|clarif|updat|remov|refil|recast|restor|repeat|chang|fix|delet)\w*\b",
    re.I,
)
"""What changed since the version before, in brackets, as some agencies print it first."""
_A_SENTENCE = 40
_A_FEW_WORDS = 12
"""How many letters make a line of the deck that is not in the body, or not at its start, by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireItem:
    """An item as its format gives it. `place` is where it was filed, for bodies that print no dateline."""

    headline: str
    blocks: list[Block] = field(default_factory=list)
    deck: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    photos: tuple[DraftPhoto, ...] = ()
    metadata: Metadata
    identity: str | None = None
    place: str | None = None
    evolved_from: tuple[str, ...] = ()


def article(item: WireItem) -> Draft:
    """The draft of the item.

    The deck stands before the body, but for lines that headline or body print already. Byline, dateline and agency
    are those of the fields or, where they are silent, those the body prints; what the body only repeats is left out.
    """
    headline = one_line(item.headline)
    blocks, printed_byline, changes = _without_heading(item, headline)
    blocks, noted = _without_notes(_with_deck(item.deck, headline, blocks))
    opening = next((block.text for block in blocks if not block.heading), "")
    printed_dateline, agency = dateline_of(opening)
    given = item.metadata
    metadata = replace(
        given,
        subheads=tuple(dict.fromkeys(headings(blocks))),
        byline=given.byline or printed_byline,
        dateline=_dateline(given.dateline) or printed_dateline or item.place,
        source=given.source or agency,
        signals=joined_signals(given.signals, signals_of_lines((headline,))),
        keywords=_distinct(given.keywords),
        subjects=_distinct(given.subjects),
        places=_distinct(given.places),
        people=_distinct(given.people),
        organisations=_distinct(given.organisations),
    )
    notes = (*filter(is_worth_printing, item.notes), *changes, *noted)
    return Draft(
        headline=headline,
        body=body_text(blocks),
        notes=tuple(dict.fromkeys(notes)),
        photos=item.photos,
        metadata=metadata,
        identity=item.identity,
        evolved_from=tuple(each for each in item.evolved_from if each != item.identity),
    )


def _without_heading(item: WireItem, headline: str) -> tuple[list[Block], str | None, tuple[str, ...]]:
    """The body without the headline and byline that open it; that byline; and the notes of what has changed.

    A byline that is not the one the item gives stays in the body.
    """
    given = item.metadata.byline
    names: list[str] = []
    notes: list[str] = []
    kept: list[Block] = []
    for number, block in enumerate(item.blocks):
        name = byline_of_line(block.text) if number < _LAST_BYLINE else None
        if number < _HEADING_LINES and folded(block.text) in {folded(headline), folded(given or "")}:
            continue
        if number < _HEADING_LINES and _CHANGE.match(block.text):
            notes.append(block.text)
        elif name and (given is None or folded(name) in folded(given)):
            names.append(name)
        else:
            kept.append(block)
    return kept, byline(names), tuple(notes)


def _with_deck(deck: Iterable[str], headline: str, blocks: list[Block]) -> list[Block]:
    printed = {_letters(headline), *(_letters(block.text) for block in blocks)}
    whole = "".join(_letters(block.text) for block in blocks)
    lines = (line for line in dict.fromkeys(map(one_line, deck)) if line and _letters(line) not in printed)
    kept = (line for line in lines if not _repeats(_letters(line), whole))
    return [*(Block(line, heading=True) for line in kept), *blocks]


def _repeats(line: str, whole: str) -> bool:
    """Whether a line of the deck only repeats the body: its first words, or a whole sentence anywhere in it."""
    return line in whole if len(line) >= _A_SENTENCE else len(line) >= _A_FEW_WORDS and whole.startswith(line)


def _letters(text: str) -> str:
    """Letters and digits only: summaries are set with other spaces and signs than the text they are cut from."""
    return re.sub(r"\W+", "", folded(text))


def _without_notes(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    kept, notes = split_notes([block.text for block in blocks])
    left = set(kept)
    return [block for block in blocks if block.text in left], notes


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(one_line, values))))


def _dateline(dateline: str | None) -> str | None:
    """The dateline without the dash after it; one that is only a date names no place and is none."""
    text = one_line(dateline or "").rstrip("-\u2013\u2014 ")
    return text if text and not is_date(text) else None

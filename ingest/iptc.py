"""What the formats of the press council (IPTC) and its members have in common: codes, statuses, signals, notes."""

import re
from collections.abc import Iterable

from archive.model import Link, PubStatus, Signal
from ingest.bylines import byline
from ingest.normalise import one_line

_STATUSES = {
    "usable": PubStatus.USABLE,
    "embargoed": PubStatus.USABLE,
    "withheld": PubStatus.WITHHELD,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "killed": PubStatus.CANCELED,
    "kill": PubStatus.CANCELED,
    "deleted": PubStatus.CANCELED,
    "recalled": PubStatus.CANCELED,
}
_SIGNALS = (
    (Signal.RETRACTION, re.compile(r"^(?:retract|withdraw)", re.IGNORECASE)),
    (Signal.CORRECTION, re.compile(r"^(?:correct(?:ion|ed|s|ive)?$|refile)", re.IGNORECASE)),
    (Signal.CLARIFICATION, re.compile(r"^clarif", re.IGNORECASE)),
    (Signal.UPDATE, re.compile(r"^(?:update[sd]?$|writethru|writethrough)", re.IGNORECASE)),
)
# The labels that agencies put before a headline or into a keyword line.
_LABELS = (
    (Signal.RETRACTION, re.compile(r"^\W*(?:RETRACTION|RETRACTED|WITHDRAWN)\b")),
    (
        Signal.CORRECTION,
        re.compile(
            r"^\W*(?:CORRECTED|CORRECTION|CORRECTS|REFILE|KORREKTUR|BERICHTIGUNG|RECTIFICATIF|CORRECCI[OÓ]N)\b"
            r"|\((?:[^()]*\W)?CORRECTED\W*\)"
        ),
    ),
    (Signal.CLARIFICATION, re.compile(r"^\W*CLARIFICATION\b")),
    (
        Signal.UPDATE,
        re.compile(
            r"^\W*UPDATED?(?:\s+\d+)?\b\s*[-:\u2013]|(?i:\b(?:\d+(?:st|nd|rd|th)|new)\s*-?ld\b|\bwritethru\b)"
            r"|\b\d+(?:ST|ND|RD|TH) LEAD\b"
        ),
    ),
)
_RELATIONS_OF_EVOLUTION = frozenset(("evolvedfrom", "replaces", "previousversion", "hasprevversion"))


def code(qcode: str) -> str:
    """The code of a qualified code or of the address of a concept: `usable` of `stat:usable`."""
    return re.split(r"[:/#]", qcode.strip())[-1]


def status(value: str) -> PubStatus | None:
    """The publication status of a code or word; `None` for one that is none."""
    return _STATUSES.get(code(value).casefold())


def signals_of_codes(values: Iterable[str]) -> tuple[Signal, ...]:
    """The signals among codes such as `sig:update`."""
    codes = [code(value) for value in values]
    return tuple(signal for signal, pattern in _SIGNALS if any(pattern.match(each) for each in codes))


def signals_of_lines(lines: Iterable[str]) -> tuple[Signal, ...]:
    """The signals that labels in headlines and keyword lines give: `CORRECTED-…`, `UPDATE 2-…`, `1st Ld-Writethru`."""
    given = [line for line in lines if line]
    return tuple(signal for signal, pattern in _LABELS if any(pattern.search(line) for line in given))


def joined_signals(*found: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """All of them, each once, in the order of `Signal`."""
    return tuple(signal for signal in Signal if any(signal in each for each in found))


def urgency(value: object) -> int | None:
    """An urgency from 1 to 9; `None` for anything else."""
    text = str(value).strip()
    return int(text) if re.fullmatch(r"[1-9]", text) else None


def is_evolution(relation: str) -> bool:
    """Whether an item continues the one that it names with this relation."""
    return code(relation).casefold() in _RELATIONS_OF_EVOLUTION


def evolved_from(links: Iterable[Link]) -> tuple[str, ...]:
    """The identities of the items that an item with these links continues."""
    return tuple(link.target for link in links if is_evolution(link.relation))


def is_worth_printing(note: str) -> bool:
    """Whether a note holds words, not only numbers that a machine left."""
    return re.search(r"[^\W\d_]{3}", note) is not None


def rights_of(*texts: str) -> str | None:
    """Copyright and terms of use as one line."""
    parts = list(dict.fromkeys(text.rstrip(";") for text in map(one_line, texts) if text))
    return "; ".join(parts).replace(".; ", ". ") or None


def bylines(values: Iterable[str]) -> str | None:
    """The byline of lines that may each begin with `By`; an agency's own line of capitals stays as printed."""
    return byline([value.strip(" ,;|") for value in values if value.strip()])

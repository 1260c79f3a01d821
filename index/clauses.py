"""A question's parts: "Does the A article say X, while the B article says Y" asks two things of two places."""

import re
from collections.abc import Sequence
from itertools import pairwise

Span = tuple[int, int]

_LEAST_CONTENT = 3
"""Words that mean something which a part needs to be searched for by itself."""

_MOST_PARTS = 6
"""Neighbouring parts are joined, the shortest first, until there are no more than these: each costs a search."""

_TURNS = r"while|whereas|although|though|but|compared\s+(?:to|with)|as\s+opposed\s+to|in\s+contrast\s+to|unlike"
_ORDERS = r"before|after|than"
_FRESH_START = (
    r"is|was|are|were|has|have|had|does|did|do|the|a|an|another|also|who|which|whose|that|by|then|if|subsequent"
)
_BOUNDARY = re.compile(
    rf",?\s+(?=(?:{_TURNS}|{_ORDERS})\b)|[;:?!]\s+|,\s+(?=\w)|\.\s+(?=[\"“'(]?[A-Z0-9])"
    rf"|\s+(?=and\s+(?:(?:{_FRESH_START})\b|['‘\"“]))",
    re.IGNORECASE,
)
_JOINER = re.compile(r"(?:(?:and|or|but|while|whereas|although|though|also|then)\b[\s,]*)+", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r"(?:[\s,]*\b(?:as|reported|mentioned|discussed|described|stated|featured|according\s+to|by|from|in|per|to|of|and"
    r"|or|both|reports?|articles?|on)\b)+[\s,]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LITTLE = _words(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this"
    " to was will with from its his her he she we you i our your them been has have had do does did who what which"
    " when where why how than so about over also any can could would should may might must one two other some more"
    " most"
)
_FURNITURE = _words(
    "article articles report reports reported reporting reportedly coverage story stories posts post piece according"
    " source sources claim claims claimed suggest suggests suggested discuss discusses discussed discussing discussion"
    " mention mentions mentioned mentioning state states stated describe describes described describing description"
    " highlight highlights highlighted indicate indicates indicated indicating imply implies implied focus focuses"
    " focused portray portrayal portrayed detail details detailed detailing feature featured features published"
    " publish publication news between consistent consistency inconsistent inconsistency change changed different"
    " difference differently similar same another both later subsequent compare compared comparison contrast while"
    " whereas before after whose whether individual associated presented"
)
"""Words with which questions speak of reporting itself: they say nothing of what was reported."""


def clauses(question: str, atoms: Sequence[Span], bare: str) -> list[Span]:
    """The spans of a question's parts, in order; one span where it asks one thing.

    `atoms` are stretches (names of sources, dates) inside which nothing is parted; `bare` is the question, as long as
    itself, with those blanked out: a part needs words of its own beside them.
    """
    cuts = [0, *(end for end in _boundaries(question, atoms)), len(question)]
    parts: list[Span] = []
    waiting: int | None = None
    for start, end in pairwise(cuts):
        first = start if waiting is None else waiting
        waiting = None
        if _content(bare[first:end]) >= _LEAST_CONTENT:
            parts.append((first, end))
        elif parts and not _JOINER.match(question[first:end]):
            parts[-1] = (parts[-1][0], end)  # a thin tail, such as "according to the Courier", goes back
        else:
            waiting = first  # a thin opening goes forward
    if waiting is not None:
        parts = [*parts[:-1], (parts[-1][0], len(question))] if parts else [(0, len(question))]
    while len(parts) > _MOST_PARTS:
        shortest = min(range(len(parts) - 1), key=lambda place: parts[place + 1][1] - parts[place][0])
        parts[shortest : shortest + 2] = [(parts[shortest][0], parts[shortest + 1][1])]
    return parts


def without_joints(clause: str) -> str:
    """A clause without the words that only join it to its neighbours or to a source."""
    opening = _JOINER.match(clause)
    clause = clause[opening.end() :] if opening else clause
    return _ATTRIBUTION.sub("", re.sub(r"\s+,", ",", clause)).strip(" ,")


def _boundaries(question: str, atoms: Sequence[Span]) -> list[int]:
    ends = {match.end() for match in _BOUNDARY.finditer(question)}
    return sorted(end for end in ends if 0 < end < len(question) and not any(a < end < b for a, b in atoms))


def _content(text: str) -> int:
    words = (word for word in _WORD.findall(text.lower()) if len(word) > 1)
    return sum(word not in _LITTLE and word not in _FURNITURE for word in words)

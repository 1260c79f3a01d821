"""What a user typed, read: words that rank, phrases that must stand, words that must not. Never an error."""

import re
from dataclasses import dataclass

from index.keywords import KeywordQuery

_OPENING = '"“„«'
_CLOSING = '"”“»'
_QUOTED = re.compile(rf"(?P<minus>(?<!\S)-)?[{_OPENING}](?P<phrase>[^{_OPENING}{_CLOSING}]+)[{_CLOSING}]")
_EXCLUDED = re.compile(r"(?<!\S)-(?P<word>[^\W\d_][\w’'-]*)")


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read: `text` is what is embedded; `understood` says in words what is required and excluded."""

    text: str
    keywords: KeywordQuery
    understood: tuple[str, ...] = ()

    @property
    def restricted(self) -> bool:
        """Whether passages must or must not hold certain words."""
        return bool(self.keywords.phrases or self.keywords.excluded)


def read_query(typed: str, *, question: bool = False) -> Query:
    """Read a query: `"exact phrase"` must stand in a passage, `-word` and `-"phrase"` must not, other words rank.

    In a question (asked as one, or ending in a question mark) quotation marks only name something, and a hyphen is
    only a hyphen: nothing is required or excluded.
    """
    if question or typed.rstrip().endswith("?"):
        return Query(_plain(typed), KeywordQuery(_plain(typed)))
    phrases = tuple(match["phrase"].strip() for match in _QUOTED.finditer(typed) if not match["minus"])
    left_out = tuple(match["phrase"].strip() for match in _QUOTED.finditer(typed) if match["minus"])
    rest = _QUOTED.sub(" ", typed)
    excluded = left_out + tuple(match["word"] for match in _EXCLUDED.finditer(rest))
    words = _plain(" ".join([_EXCLUDED.sub(" ", rest), *phrases]))
    understood = [f"must hold “{phrase}”" for phrase in phrases]
    understood += [f"must not hold “{each}”" for each in excluded]
    return Query(words, KeywordQuery(words, phrases, excluded), tuple(understood))


def _plain(text: str) -> str:
    return " ".join(text.split())

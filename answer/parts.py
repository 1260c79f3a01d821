"""A question in, its parts out: what each named paper is asked for, each to be looked up on its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from answer.question import Question
from answer.spans import dates
from answer.words import stems
from archive.dates import DateField
from archive.folding import name_key
from index.filters import Filters
from index.named_sources import NamedSource, SourceNames

_BOUNDARY = re.compile(
    r"[;:,]\s+|\s(?:while|whereas|compared (?:to|with)|versus|but|and(?= (?:the|a|an|another|in|what|who|when|where|"
    r"why|how|which|is|was|did|does|has|have)\b))\s",
)
_PUBLICATION = re.compile(r"\b(?:publish|report|article|story|piece|dated|edition)", re.IGNORECASE)
_DAY_FORMATS = ("%Y-%m-%d", "%B %d, %Y", "%B %d %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")

_LEAST_WORDS = 4
"""A clause with fewer content words beside the paper's name is not looked up by itself: the whole question is."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked of one paper: the words to look up, and the papers and day of publication to look in."""

    text: str
    sources: tuple[str, ...]
    day: date | None = None

    def within(self, filters: Filters) -> Filters | None:
        """The part's limits and those the reader set; `None` where they exclude each other."""
        sources = self.sources
        if filters.sources:
            admitted = {name_key(source) for source in filters.sources}
            sources = tuple(source for source in sources if name_key(source) in admitted)
        if not sources or not self._day_admitted(filters):
            return None
        limited = replace(filters, sources=sources)
        if filters.undated or filters.date_field is not DateField.PUBLISHED:
            return limited  # the day that a question names is that of publication
        return replace(limited, date_from=self.day, date_to=self.day) if self.day else limited

    def _day_admitted(self, filters: Filters) -> bool:
        if self.day is None or filters.undated or filters.date_field is not DateField.PUBLISHED:
            return True
        first, last = filters.date_from or date.min, filters.date_to or date.max
        return first <= self.day <= last


def parts_of(question: Question, sources: Sequence[str]) -> list[Part]:
    """One part for each of the sources (and days) that the question names, in its order, each once."""
    parts: dict[Part, None] = {}
    mentions = SourceNames(sources).find(question.text)
    for place, mention in enumerate(mentions):
        clause = _clause(question.text, mentions, place)
        named = stems(mention.name)
        text = clause if len(stems(clause)) - len(named) >= _LEAST_WORDS else question.text
        papers = tuple(sources[code] for code in sorted(mention.codes))
        parts.setdefault(Part(text, papers, _day_in(clause)))
    return list(parts)


def _clause(text: str, mentions: Sequence[NamedSource], place: int) -> str:
    """The words about one mention: from the last boundary before it to the last before the next one.

    Mentions with no boundary between them ("according to A and B") share their words.
    """
    cuts = [0, *(match.start() for match in _BOUNDARY.finditer(text)), len(text)]
    first, last = mentions[place].start, mentions[place].end
    following = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
    start = max(cut for cut in cuts if cut <= first)
    ends = [cut for cut in cuts if last <= cut <= following] or [cut for cut in cuts if cut >= following]
    return text[start : max(ends) if ends[0] <= following else min(ends)].strip(" ,;:")


def _day_in(clause: str) -> date | None:
    """The one day on which the clause says something was published."""
    days = [day for start, end in dates(clause) if (day := _parse(clause[start:end]))]
    return days[0] if len(set(days)) == 1 and _PUBLICATION.search(clause) else None


def _parse(text: str) -> date | None:
    for each in _DAY_FORMATS:
        try:
            return datetime.strptime(text, each).date()
        except ValueError:
            continue
    return None

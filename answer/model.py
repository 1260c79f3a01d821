"""What asking gives: sentences, their citations, and the status of the whole. Values only."""

from dataclasses import dataclass, field
from enum import StrEnum

from archive.model import Kind
from index.filters import NO_FILTERS, Filters
from index.hits import Hit


class AnswerStatus(StrEnum):
    """Whether the archive holds an answer."""

    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRequest:
    """One question, and what the evidence for its answer is limited to."""

    question: str
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the words of an answer stand: `quote == version.text[start:end]` (law 2), or `verified` is false.

    `number` is what the sentences refer to, from 1.
    """

    number: int
    article_id: str
    version: int
    passage_id: str
    kind: Kind
    start: int
    end: int
    quote: str
    headline: str
    byline: str | None
    source: str | None
    published: str | None
    photo_id: str | None = None
    pages: tuple[int, ...] = ()
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentence:
    """A sentence of an answer and the numbers of its citations; `verified` when every check on it passed."""

    text: str
    citations: tuple[int, ...]
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer or a refusal. A refusal has no sentences; `reason` says what is missing.

    `short` is the name, date or number that answers, when one does, with the number of its citation. `nearest` are
    the hits the answer was sought in, best first. `timings` are milliseconds by stage.
    """

    status: AnswerStatus
    question: str
    generation: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Hit, ...] = ()
    short: tuple[str, int] | None = None
    reason: str | None = None
    understood: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

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
class CitedArticle:
    """An article that an answer cited."""

    article_id: str
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """A question read as the next one after the answer with that id: `text` is what was asked, in full.

    `first` are the articles to look in before the whole archive. A question that stands by itself has its own words
    as `text`, and no `first`.
    """

    answer_id: str
    text: str
    first: tuple[CitedArticle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRequest:
    """One question, and what the evidence for its answer is limited to.

    `following` is how it is read after an earlier answer. `receipt` says whether a receipt of the answer may be kept.
    """

    question: str
    filters: Filters = NO_FILTERS
    following: Following | None = None
    receipt: bool = True


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
    the hits the answer was sought in, best first. `timings` are milliseconds by stage. `answer_id` is that of its
    receipt, where one was kept; `following` is how the question was read after an earlier one.
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
    answer_id: str | None = None
    following: Following | None = None

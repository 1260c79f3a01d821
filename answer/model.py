"""What asking gives: sentences, their citations, and the status of the whole. Values only."""

from dataclasses import dataclass, field
from enum import StrEnum

from archive.dates import DateField
from archive.model import Kind
from archive.standing import PLAIN, Standing
from index.filters import NO_FILTERS, Filters
from index.hits import Copy, Hit


class AnswerStatus(StrEnum):
    """Whether the archive holds an answer."""

    ANSWERED = "answered"
    REFUSED = "refused"


class WriterName(StrEnum):
    """Who composes an answer: sentences of the archive as they stand, or the language model that was set up."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


class Unverified(StrEnum):
    """What becomes of sentences that fail verification."""

    DROP = "drop"
    SHOW = "show"


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
    `writer` is the model where one was set up, unless said otherwise.
    """

    question: str
    filters: Filters = NO_FILTERS
    following: Following | None = None
    receipt: bool = True
    writer: WriterName | None = None
    unverified: Unverified = Unverified.DROP


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next words of an answer that is being written; nothing of it is verified yet, and all of it may fall.

    With `withdrawn`, what was drafted so far is to be forgotten.
    """

    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the words of an answer stand: `quote == version.text[start:end]` (law 2), or `verified` is false.

    `number` is what the sentences refer to, from 1; `url` is where the paper published the article, as it says itself.
    `standing` says what became of the version since.
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
    url: str | None = None
    photo_id: str | None = None
    pages: tuple[int, ...] = ()
    ocr: float | None = None
    verified: bool = False
    standing: Standing = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentence:
    """A sentence of an answer and the numbers of its citations; `verified` when every check on it passed.

    `doubt` says which did not.
    """

    text: str
    citations: tuple[int, ...]
    verified: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One independent source: the citations that are of it, and every article found that prints it, the cited first.

    `agency` is who sent it to the papers, where that is printed.
    """

    citations: tuple[int, ...]
    agency: str | None
    printed: tuple[Copy, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The papers that print it, each once."""
        return tuple(dict.fromkeys(each.source for each in self.printed if each.source))

    @property
    def summary(self) -> str:
        """How many papers and articles stand behind it: "4 outlets, 1 story (AP)"; empty where only one does."""
        if len(self.printed) < 2:
            return ""
        several = len(self.outlets) > 1
        count = f"{len(self.outlets)} outlets" if several else f"{len(self.printed)} articles"
        return f"{count}, 1 story" + (f" ({self.agency})" if self.agency else "")


@dataclass(frozen=True, slots=True)
class Side:
    """What one source gives for the thing asked, as printed in the citation of that number."""

    text: str
    citation: int
    source: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more sources that give different numbers or dates for one thing, in order of their citations."""

    sides: tuple[Side, ...]


class CaveatKind(StrEnum):
    """Why the words of a citation may not be the last on the matter."""

    NOTE = "note"
    UPDATED = "updated"
    CORRECTED = "corrected"
    LATER_VERSION = "later version"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something a reader must know of an article cited, by the number of its first citation.

    A note's `text` is the correction, clarification or update printed with the article, `version.text[start:end]` of
    that `version`; the other texts are the archive's own words, without offsets.
    """

    kind: CaveatKind
    citation: int
    text: str
    version: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer or a refusal. A refusal has no sentences; `reason` says what is missing.

    `short` is the name, date or number that answers, when one does, with the number of its citation. `stories` are
    the independent sources cited, `disagreement` the sides where they contradict one another, `caveats` what is to be
    known of the articles cited. `nearest` are the hits the answer was sought in, best first. `timings` are
    milliseconds by stage. `answer_id` is that of its receipt, where one was kept; `following` is how the question was
    read after an earlier one. `writer` composed the answer, `model` is the language model that was asked, and `note`
    says why its answer is not the one given. `date_field` is the date that the filters' days are of.
    """

    status: AnswerStatus
    question: str
    generation: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Hit, ...] = ()
    short: tuple[str, int] | None = None
    stories: tuple[Story, ...] = ()
    disagreement: Disagreement | None = None
    caveats: tuple[Caveat, ...] = ()
    reason: str | None = None
    understood: tuple[str, ...] = ()
    writer: WriterName = WriterName.EXTRACTIVE
    model: str | None = None
    note: str | None = None
    timings: dict[str, float] = field(default_factory=dict)
    answer_id: str | None = None
    following: Following | None = None
    date_field: DateField = DateField.PUBLISHED

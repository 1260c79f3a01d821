"""What a writer wrote in, what can be shown out: every quote is looked up in the record, every claim in its quotes.

The same for every writer. What fails is marked and says why; nothing is repaired but the typography of a quote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer.addressed import addresses_a_machine
from answer.claims import Cited, doubt
from answer.fitting import touches
from answer.folding import folded
from answer.model import AnswerSentence, Citation
from answer.polar import NO, YES
from answer.writer import Composition, Quote, Written
from archive.errors import NotFoundError
from archive.model import Version
from archive.store import RecordStore
from index.hits import Passage

_UNCITED = "it cites nothing"
_NOT_THERE = "the words it cites do not stand in the archive as it quotes them"


@dataclass(frozen=True, slots=True)
class Verified:
    """Every sentence that was written, in order, those that failed with `verified` false and their `doubt`.

    `citations` are those of the sentences that passed, numbered from 1; `doubtful` go on with those of the others.
    """

    written: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    doubtful: tuple[Citation, ...]
    short: tuple[str, int] | None

    @property
    def sentences(self) -> tuple[AnswerSentence, ...]:
        """The sentences that passed every check."""
        return tuple(each for each in self.written if each.verified)

    @property
    def dropped(self) -> tuple[AnswerSentence, ...]:
        """The sentences that did not."""
        return tuple(each for each in self.written if not each.verified)


def verify(composition: Composition, retrieved: Iterable[Passage], store: RecordStore) -> Verified:
    """Check a composition against the record.

    A quote must come from a retrieved passage's version and stand there word for word (law 2); one that differs only
    in typography is replaced by the printed words. A sentence must rest on at least one such quote, and what it says
    must stand in its quotes or in the headline, source, byline or date above them (`answer.claims`).
    """
    known = {(passage.article_id, passage.version) for passage in retrieved}
    checked = [_checked(written, known, store) for written in composition.sentences]
    numbers = _Numbers()
    for each in (*(one for one in checked if not one.doubt), *(one for one in checked if one.doubt)):
        numbers.give(each.citations)
    held = len({_place(citation) for each in checked if not each.doubt for citation in each.citations})
    sentences = tuple(
        AnswerSentence(text=each.text, citations=numbers.of(each.citations), verified=not each.doubt, doubt=each.doubt)
        for each in checked
    )
    citations = numbers.citations
    short = _short(composition, sentences, citations)
    return Verified(sentences, tuple(citations[:held]), tuple(citations[held:]), short)


@dataclass(frozen=True, slots=True)
class _Checked:
    text: str
    citations: tuple[Citation, ...]
    doubt: str | None


class _Numbers:
    """Citations in the order of their numbers; one stretch has one number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int, int], int] = {}
        self.citations: list[Citation] = []

    def give(self, citations: Iterable[Citation]) -> None:
        for citation in citations:
            if _place(citation) not in self._numbers:
                self._numbers[_place(citation)] = len(self.citations) + 1
                self.citations.append(replace(citation, number=len(self.citations) + 1))

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._numbers[_place(citation)] for citation in citations))


def _place(citation: Citation) -> tuple[str, int, int, int]:
    return citation.article_id, citation.version, citation.start, citation.end


def _checked(written: Written, known: set[tuple[str, int]], store: RecordStore) -> _Checked:
    looked_up = [(quote, _citation(quote, known, store)) for quote in written.quotes]
    found = tuple(citation for _, citation in looked_up if citation)
    good = [citation for citation in found if citation.verified]
    text = _printed(written, good)
    if not good:
        return _Checked(text, found, _NOT_THERE if written.quotes else written.stray or _UNCITED)
    return _Checked(text, tuple(good), None if _is_quote(text, good) else _doubt(text, good))


def _is_quote(text: str, cited: Sequence[Citation]) -> bool:
    return folded(text).text in (folded(citation.quote).text for citation in cited)


def _doubt(text: str, cited: Sequence[Citation]) -> str | None:
    """Why the sentence does not stand in what it cites; words that speak to a machine state nothing."""
    stating = [
        Cited(citation.quote, _above(citation), citation.published)
        for citation in cited
        if not addresses_a_machine(citation.quote)
    ]
    return doubt(text, stating) if stating else "what it cites is an instruction and states nothing"


def _above(citation: Citation) -> tuple[str, ...]:
    said = (citation.headline, citation.source, citation.byline)
    return tuple(each for each in said if each and not addresses_a_machine(each))


def _citation(quote: Quote, known: set[tuple[str, int]], store: RecordStore) -> Citation | None:
    """The quote as a citation: of the printed words, or not verified where they are not printed there.

    `None` where the quote's version was not retrieved or does not exist: there is nothing to open.
    """
    passage = quote.passage
    if (passage.article_id, passage.version) not in known:
        return None
    try:
        version = store.version(passage.article_id, passage.version)
    except NotFoundError:
        return None
    span = _printed_span(quote, version)
    if span is None:
        return replace(_cite(passage, version, quote.start, quote.end), quote=quote.text, verified=False)
    return _cite(passage, version, *span)


def _printed_span(quote: Quote, version: Version) -> tuple[int, int] | None:
    if quote.text and version.text[quote.start : quote.end] == quote.text:
        return quote.start, quote.end
    return folded(version.text).find(folded(quote.text), near=quote.start)


def _cite(passage: Passage, version: Version, start: int, end: int) -> Citation:
    part = next((part for part in version.parts if part.start <= start < part.end), None)
    return Citation(
        number=0,
        article_id=version.article_id,
        version=version.number,
        passage_id=passage.passage_id,
        kind=part.kind if part else passage.kind,
        start=start,
        end=end,
        quote=version.text[start:end],
        headline=version.headline,
        byline=version.metadata.byline,
        source=version.metadata.source,
        published=version.metadata.published.iso if version.metadata.published else None,
        url=version.metadata.url,
        photo_id=part.photo_id if part else passage.photo_id,
        pages=version.pages_of(start, end),
        ocr=version.ocr_of(start, end),
        verified=True,
    )


def _printed(written: Written, found: Sequence[Citation]) -> str:
    """The sentence; the printed words where it is nothing but a quote."""
    only = written.quotes[0].text if len(written.quotes) == 1 else None
    return found[0].quote if found and only == written.text else written.text


def _short(
    composition: Composition, sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> tuple[str, int] | None:
    """The short answer with the number of its citation, where it stands in the words cited or is yes or no."""
    if composition.short is None or not sentences[composition.short[1]].verified:
        return None
    text, number = composition.short[0], sentences[composition.short[1]].citations[0]
    return (text, number) if text in (YES, NO) or touches(citations[number - 1].quote, text) else None

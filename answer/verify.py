"""What a writer wrote in, what can be shown out: every quote is looked up in the record, every claim in its quotes.

The same for every writer. What fails is left out of the answer; nothing is repaired but the typography of a quote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer.fitting import touches
from answer.folding import folded
from answer.model import AnswerSentence, Citation
from answer.spans import dates, names, quantities
from answer.writer import Composition, Quote, Written
from archive.errors import NotFoundError
from archive.model import Version
from archive.store import RecordStore
from index.hits import Passage


@dataclass(frozen=True, slots=True)
class Verified:
    """The sentences that passed and their citations, numbered from 1; `dropped` are those that did not."""

    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    short: tuple[str, int] | None
    dropped: tuple[str, ...] = ()


def verify(composition: Composition, retrieved: Iterable[Passage], store: RecordStore) -> Verified:
    """Check a composition against the record.

    A quote must come from a retrieved passage's version and stand there word for word (law 2); one that differs only
    in typography is replaced by the printed words. A sentence must rest on at least one such quote, and each of its
    numbers, dates and names must stand in its quotes or in the headline, source or date above them.
    """
    known = {(passage.article_id, passage.version) for passage in retrieved}
    numbers: dict[tuple[str, int, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[AnswerSentence] = []
    dropped: list[str] = []
    sentence_numbers: dict[int, int] = {}
    for place, written in enumerate(composition.sentences):
        found = [each for quote in written.quotes if (each := _citation(quote, known, store))]
        if not found or not stands_in(written, found):
            dropped.append(written.text)
            continue
        for citation in found:
            key = citation.article_id, citation.version, citation.start, citation.end
            if key not in numbers:
                numbers[key] = len(citations) + 1
                citations.append(replace(citation, number=numbers[key]))
        cited = tuple(numbers[each.article_id, each.version, each.start, each.end] for each in found)
        sentences.append(AnswerSentence(text=_printed(written, found), citations=cited, verified=True))
        sentence_numbers[place] = cited[0]
    short = _short(composition, sentence_numbers, citations)
    return Verified(tuple(sentences), tuple(citations), short, tuple(dropped))


def stands_in(written: Written, citations: Sequence[Citation]) -> bool:
    """Whether the sentence is a quote, or every number, date and name of it stands in what it cites."""
    if folded(written.text).text in (folded(citation.quote).text for citation in citations):
        return True
    cited = " \n ".join(
        " ".join(each for each in (citation.quote, citation.headline, citation.source, citation.published) if each)
        for citation in citations
    )
    text = written.text
    claims = [text[start:end] for start, end in (*dates(text), *quantities(text))]
    claims += [name.text for name in names(text) if not name.opens]
    return all(touches(cited, claim) for claim in claims)


def _citation(quote: Quote, known: set[tuple[str, int]], store: RecordStore) -> Citation | None:
    """The quote as a citation of the printed words, or `None` where it was not retrieved or does not stand there."""
    passage = quote.passage
    if (passage.article_id, passage.version) not in known:
        return None
    try:
        version = store.version(passage.article_id, passage.version)
    except NotFoundError:
        return None
    span = _printed_span(quote, version)
    return _cite(passage, version, *span) if span else None


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
        photo_id=part.photo_id if part else passage.photo_id,
        pages=version.pages_of(start, end),
        verified=True,
    )


def _printed(written: Written, found: Sequence[Citation]) -> str:
    """The sentence; the printed words where it is nothing but a quote."""
    only = written.quotes[0].text if len(written.quotes) == 1 else None
    return found[0].quote if only == written.text else written.text


def _short(composition: Composition, numbers: dict[int, int], citations: Sequence[Citation]) -> tuple[str, int] | None:
    """The short answer with the number of its citation, where it stands in the words cited."""
    if composition.short is None or composition.short[1] not in numbers:
        return None
    text, number = composition.short[0], numbers[composition.short[1]]
    return (text, number) if touches(citations[number - 1].quote, text) else None

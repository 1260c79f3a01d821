"""An answer or a list of hits in, a Markdown sheet for a fact-checker out: each quotation, its place, a box to tick."""

import re
from collections.abc import Iterable, Iterator, Sequence

from answer.export.references import Quotation, Reference
from answer.model import Answer, AnswerStatus
from answer.receipts import Receipt
from index.filters import NO_FILTERS, Filters
from index.hits import SearchResult

_MARKED = re.compile(r"([\\`*_\[\]<>#|~&!(){}+.\-])")


def of_answer(answer: Answer, references: Sequence[Reference], receipt: Receipt | None) -> str:
    """The sheet of an answer or a refusal; `references` are of its citations, or of what is nearest to a refusal."""
    lines = ["# Fact-check sheet", "", f"**Question:** {plain(answer.question)}", ""]
    if answer.following is not None and answer.following.text != answer.question:
        lines += [f"**Read as:** {plain(answer.following.text)}", ""]
    lines += [f"**Answer:** {each}  " for each in _said(answer)]
    nearest = answer.status is AnswerStatus.REFUSED
    lines += ["", "## Nearest passages" if nearest else "## Quotations", *_references(references)]
    filters = receipt.request.filters if receipt else NO_FILTERS
    lines += ["", "## How it was answered", "", *_provenance(answer.generation, filters), *_receipt(receipt)]
    return "\n".join(lines) + "\n"


def of_hits(query: str, filters: Filters, result: SearchResult, references: Sequence[Reference]) -> str:
    """The sheet of a search."""
    lines = ["# Search sheet", "", f"**Searched for:** {plain(query)}", ""]
    lines += [f"**Found:** {len(result.hits)} of {result.total} hits", "", "## Passages", *_references(references)]
    return "\n".join([*lines, "", "## How it was found", "", *_provenance(result.generation, filters)]) + "\n"


def plain(text: str) -> str:
    """The text on one line, so that Markdown prints it as it is."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def _said(answer: Answer) -> Iterator[str]:
    if answer.status is AnswerStatus.REFUSED:
        yield f"The archive does not say. {plain(answer.reason or '')}"
    if answer.short is not None:
        yield f"{plain(answer.short[0])} \\[{answer.short[1]}\\]"
    for sentence in answer.sentences:
        marks = "".join(f"\\[{number}\\]" for number in sentence.citations)
        doubt = "" if sentence.verified else " (not verified)"
        yield f"{plain(sentence.text) or '(withdrawn)'} {marks}{doubt}"


def _references(references: Iterable[Reference]) -> Iterator[str]:
    quoted = [(each, reference) for reference in references for each in reference.quotations]
    for quotation, reference in sorted(quoted, key=lambda pair: pair[0].number):
        yield from _quotation(quotation, reference)


def _quotation(quotation: Quotation, reference: Reference) -> Iterator[str]:
    paragraphs = [each for each in quotation.text.split("\n") if each.strip()] or ["(withdrawn)"]
    yield from ("", f"### [{quotation.number}] {plain(reference.headline) or '(withdrawn)'}", "")
    yield "\n>\n".join(f"> {plain(each)}" for each in paragraphs)
    said = (reference.source, reference.byline, reference.published)
    yield from ("", f"- {', '.join(plain(each) for each in said if each) or 'No paper, byline or date is given'}")
    stands = "stands there word for word" if quotation.verified else "NOT VERIFIED: does not stand there"
    version = f"article {plain(reference.article_id)}, version {reference.version}"
    yield f"- {quotation.kind.value}, {version}, {quotation.place}: {stands}"
    if reference.standing:
        yield f"- {plain(reference.standing)}"
    if reference.url:
        yield f"- {plain(reference.url)}"
    yield "- [ ] checked against the original"


def _provenance(generation: str, filters: Filters) -> Iterator[str]:
    yield f"- Index generation {plain(generation)}"
    limits = [f"{name.replace('_', ' ')} {_listed(value)}".strip() for name, value in _set(filters)]
    yield f"- Limited to {plain('; '.join(limits))}" if limits else "- Not limited by filters"


def _set(filters: Filters) -> Iterator[tuple[str, object]]:
    for name in Filters.__dataclass_fields__:
        if (value := getattr(filters, name)) != getattr(NO_FILTERS, name):
            yield name, value


def _listed(value: object) -> str:
    if value is True:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _receipt(receipt: Receipt | None) -> Iterator[str]:
    if receipt is None:
        yield "- No receipt was kept"
        return
    yield f"- Answer {receipt.answer_id}, asked at {plain(receipt.asked_at)}"
    models = receipt.models
    named = "; ".join(map(plain, (models.embedder, models.reranker, f"{models.writer} writer")))
    yield f"- newsarchive {plain(receipt.product)}; {named}"
    if receipt.redacted:
        yield f"- Words of these articles were taken out since: {plain(', '.join(receipt.redacted))}"

"""How good answers are: pairs of a judgment and an answer in, numbers out. Nothing here asks or searches."""

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.model import Answer, AnswerStatus, WriterName
from archive.store import RecordStore
from evaluation.answers_questions import Judged, headline_key

_YES_NO = frozenset({"yes", "no", "true", "false"})
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's answer, measured. `None` marks what does not apply to it."""

    judged: Judged
    answered: bool
    short: str | None
    exact: bool | None
    f1: float | None
    yes_no: bool | None
    quotes: int
    verbatim: int
    precision: float | None
    recall: float | None
    named_in_evidence: bool | None
    expected_in_evidence: bool | None
    by_model: bool | None
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a set of outcomes; a share of nothing is `None`.

    `cited_gold`: of the answerable that were answered, the share citing a gold article; `precision` and `recall` are
    means over the same. `named` and `expected` are over all answerable questions: a refusal counts as a miss.
    `by_model`: of the answers that a model was asked to write, the share in its words; the others fell back.
    """

    questions: int
    answered: float | None
    verbatim: float | None
    cited_gold: float | None
    precision: float | None
    recall: float | None
    named: float | None
    expected: float | None
    short_given: float | None
    short_exact: float | None
    short_f1: float | None
    yes_no: float | None
    by_model: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    p50: float | None
    p95: float | None


def outcome(judged: Judged, answer: Answer, store: RecordStore) -> Outcome:
    """Measure one answer against its judgment and against the record."""
    answered = answer.status is AnswerStatus.ANSWERED
    evidence = _plain(" ".join(citation.quote for citation in answer.citations))
    cited = {headline_key(citation.headline) for citation in answer.citations}
    right = cited & judged.gold
    judged_by_gold = answered and judged.answerable and bool(judged.gold)
    short = answer.short[0] if answer.short else None
    entity = judged.answerable and judged.answer is not None and _is_entity(judged)
    comparable = answered and short is not None and judged.answer is not None
    return Outcome(
        judged=judged,
        answered=answered,
        short=short,
        exact=normalised(short or "") == normalised(judged.answer or "") if comparable else None,
        f1=token_f1(short or "", judged.answer or "") if comparable else None,
        yes_no=_yes_no(judged, short) if answered else None,
        quotes=len(answer.citations),
        verbatim=sum(_is_verbatim(answer, number, store) for number in range(len(answer.citations))),
        precision=len(right) / len(cited) if judged_by_gold and cited else None,
        recall=len(right) / len(judged.gold) if judged_by_gold else None,
        named_in_evidence=normalised(judged.answer or "") in normalised(evidence) if entity else None,
        expected_in_evidence=all(_plain(each) in evidence for each in judged.expected) if judged.expected else None,
        by_model=answer.writer is WriterName.MODEL if answer.model else None,
        milliseconds=answer.timings.get("total", 0.0),
    )


def measure(outcomes: Sequence[Outcome]) -> Measures:
    """The measures of all these outcomes together."""
    refused = [each for each in outcomes if not each.answered]
    unanswerable = [each for each in outcomes if not each.judged.answerable]
    quotes = sum(each.quotes for each in outcomes)
    times = sorted(each.milliseconds for each in outcomes)
    return Measures(
        questions=len(outcomes),
        answered=_mean(each.answered for each in outcomes if each.judged.answerable),
        verbatim=sum(each.verbatim for each in outcomes) / quotes if quotes else None,
        cited_gold=_mean(each.recall > 0 for each in outcomes if each.recall is not None),
        precision=_mean(each.precision for each in outcomes if each.precision is not None),
        recall=_mean(each.recall for each in outcomes if each.recall is not None),
        named=_mean(each.named_in_evidence for each in outcomes if each.named_in_evidence is not None),
        expected=_mean(each.expected_in_evidence for each in outcomes if each.expected_in_evidence is not None),
        short_given=_mean(each.short is not None for each in outcomes if each.answered),
        short_exact=_mean(each.exact for each in outcomes if each.exact is not None),
        short_f1=_mean(each.f1 for each in outcomes if each.f1 is not None),
        yes_no=_mean(each.yes_no for each in outcomes if each.yes_no is not None),
        by_model=_mean(each.by_model for each in outcomes if each.by_model is not None),
        refusal_precision=_mean(not each.judged.answerable for each in refused),
        refusal_recall=_mean(not each.answered for each in unanswerable),
        p50=_quantile(times, 0.5),
        p95=_quantile(times, 0.95),
    )


def normalised(text: str) -> str:
    """Lower case, no punctuation, no articles, single spaces (SQuAD: Rajpurkar et al., EMNLP 2016)."""
    bare = "".join(each for each in text.lower() if each not in string.punctuation)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def token_f1(given: str, right: str) -> float:
    """The harmonic mean of the precision and recall of the normalised words, 0 to 1 (SQuAD)."""
    one, other = Counter(normalised(given).split()), Counter(normalised(right).split())
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else 0.0


def _is_entity(judged: Judged) -> bool:
    return judged.kind.startswith("inference") and normalised(judged.answer or "") not in _YES_NO


def _yes_no(judged: Judged, short: str | None) -> bool | None:
    if short is None or normalised(judged.answer or "") not in _YES_NO:
        return None
    return normalised(short) == normalised(judged.answer or "")


def _is_verbatim(answer: Answer, place: int, store: RecordStore) -> bool:
    citation = answer.citations[place]
    version = store.version(citation.article_id, citation.version)
    return citation.quote == version.text[citation.start : citation.end]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _mean(values: Iterable[float]) -> float | None:
    kept = list(values)
    return sum(kept) / len(kept) if kept else None


def _quantile(ascending: Sequence[float], share: float) -> float | None:
    """The value below which that share lies (nearest rank)."""
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))] if ascending else None

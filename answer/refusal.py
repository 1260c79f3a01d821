"""Whether what was found answers the question: features of the evidence in, a calibrated probability out.

Logistic models over what retrieval and reading say about the evidence. None of its features knows how large the
archive is, so that the same coefficients serve one article and a hundred thousand. They are data (`refusal.json`),
fitted on judged questions by `evaluation.refusal_fit`.
"""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from answer.fitting import holds
from answer.gather import Gathered
from answer.model import Citation
from answer.papers import share_held
from answer.question import Question, Wanted
from answer.reading import Reading, Scored
from answer.words import stems
from archive.errors import ModelError
from archive.model import Kind
from index.hits import Passage

_EVEN_ODDS = 0.0
"""The reranker's logit at which it holds a text as likely relevant as not. Its own point, not one fitted here: below it
lie 1 of 58 answerable questions of the sample, 2 of 219 of MultiHop-RAG, and 98 of 100 asked of a foreign archive."""

_SPECIFIC = frozenset({Wanted.WHO, Wanted.WHEN, Wanted.WHERE, Wanted.QUANTITY, Wanted.NAME})


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on; shares are from 0 to 1, relevances are the reranker's logits over 10.

    `passage`, `alone`, `context`: the best passage, sentence and sentence in context. `typed`: the best sentence alone
    among those that hold the kind of thing asked for. `gap`: how far the best sentence stands above the middle one.
    `sentence`: the largest share of the question's words that stands in one sentence, the one before it and what
    stands above them. `papers`: the share of the papers named in the question that the archive has. `words`, `names`,
    `years`, `numbers`: shares of the question's own that stand in the evidence and what stands above it. `known`,
    `mentioned`: the shares of its names and words that stand anywhere in what was found. `kind`: the share of the
    kinds of thing asked for that the evidence holds. `agreement`: 1 where search had put the best passage first, less
    the further down.
    """

    passage: float
    alone: float
    context: float
    typed: float
    gap: float
    sentence: float
    papers: float
    words: float
    names: float
    known: float
    mentioned: float
    years: float
    numbers: float
    kind: float
    agreement: float


def features(
    question: Question, gathered: Gathered, readings: Sequence[Reading], cited: Sequence[Citation]
) -> Features:
    """The features of an answer's evidence, read before anything is decided."""
    scored = [each for reading in readings for each in reading.scored]
    evidence = set(stems(" ".join(_with_context(citation) for citation in cited)))
    evidence |= set(stems(" ".join(_around(each) for each in scored if _is_cited(each, cited))))
    found = {stem for passage in gathered.passages for stem in stems(_in_full(passage))}
    names = [stems(name.text) for name in question.names]
    return Features(
        passage=_best(each.passage for each in scored) / 10,
        alone=_best(each.alone for each in scored) / 10,
        context=_best(each.context for each in scored) / 10,
        typed=_best(each.alone for each in scored if _holds_kinds(question, each.unit.text)) / 10,
        gap=_gap([each.score for each in readings[0].scored]) / 10,
        sentence=max((_share(question.stems, _together(each)) for each in scored), default=0.0),
        papers=share_held(question, gathered.sources),
        words=_share(question.stems, evidence),
        names=_share([stem for name in names for stem in name], evidence),
        known=_share([stem for name in names for stem in name], found),
        mentioned=_share(question.stems, found),
        years=_share(question.years, evidence),
        numbers=_share([stem for number in question.numbers for stem in stems(number)], evidence),
        kind=_kinds_held(question, cited),
        agreement=_agreement(gathered, readings[0]),
    )


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: `bias` and a weight a feature, and the probability from which an answer is given."""

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def probability(self, found: Features) -> float:
        """How likely the evidence answers the question, 0 to 1."""
        logit = self.bias + sum(self.weights[name] * value for name, value in asdict(found).items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Two logistic models, each fitted on its own questions: those that ask one thing, and those in parts.

    A question in parts is long and no sentence holds much of it; one that asks one thing is answered by one sentence.
    """

    one_thing: Logistic
    in_parts: Logistic

    def of(self, *, one_thing: bool) -> Logistic:
        """The model for questions of one thing, or for those in parts."""
        return self.one_thing if one_thing else self.in_parts

    def answers(self, found: Features, *, one_thing: bool = False) -> bool:
        """Whether the evidence is good enough to be given as an answer.

        What a paper printed that the archive has not is not in the archive. A question that asks `one_thing` is
        answered by one sentence, or not at all: the reranker must hold the best one, in its context, for relevant.
        (No sentence answers a question in parts, so there it need not.)
        """
        if found.papers < 1 or (one_thing and found.context < _EVEN_ODDS):
            return False
        model = self.of(one_thing=one_thing)
        return model.probability(found) >= model.threshold


@cache
def default_model() -> RefusalModel:
    """The model that ships with this package."""
    return _model(files("answer").joinpath("refusal.json").read_text(encoding="utf-8"))


def model_at(path: Path) -> RefusalModel:
    """The model that was written there, or the one that ships where there is none.

    Raises:
        ModelError: the file is not a model with a weight for every feature.
    """
    if not path.exists():
        return default_model()
    try:
        return _model(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"cannot use {path} to decide on refusals; write it again with 'newsarchive eval fit-refusal'"
        raise ModelError(message) from error


def _model(written: str) -> RefusalModel:
    values = json.loads(written)
    return RefusalModel(_logistic(values["one_thing"]), _logistic(values["in_parts"]))


def _logistic(values: Mapping[str, Any]) -> Logistic:
    weights = {each.name: float(values["weights"][each.name]) for each in fields(Features)}
    return Logistic(float(values["bias"]), MappingProxyType(weights), float(values["threshold"]))


def _best(values: Iterable[float]) -> float:
    return max(values, default=-11.0)


def _holds_kinds(question: Question, text: str) -> bool:
    """Whether the text holds something of a kind that the question asks for and that has a form of its own."""
    kinds = [kind for kind in question.wanted if kind in _SPECIFIC]
    return not kinds or any(holds(kind, question, text) for kind in kinds)


def _together(scored: Scored) -> set[str]:
    passage = scored.unit.passage
    above = (passage.headline, passage.source or "", (passage.published or "")[:4], _called(passage.kind))
    return set(stems(" ".join((*above, _around(scored)))))


def _called(kind: Kind) -> str:
    """What readers call a passage of the kind, and it need not call itself: "who took the picture of …"."""
    return "photograph photographed photo picture" if kind is Kind.CAPTION else ""


def _gap(scores: Sequence[float]) -> float:
    return scores[0] - scores[len(scores) // 2] if scores else 0.0


def _share(wanted: Collection[str], among: Collection[str]) -> float:
    """The share of the wanted that is there; 1 where nothing is wanted."""
    return sum(each in among for each in wanted) / len(wanted) if wanted else 1.0


def _kinds_held(question: Question, cited: Sequence[Citation]) -> float:
    kinds = [kind for kind in question.wanted if kind in _SPECIFIC]
    return _share(kinds, [kind for kind in kinds if any(holds(kind, question, each.quote) for each in cited)])


def _agreement(gathered: Gathered, whole: Reading) -> float:
    if not whole.scored:
        return 0.0
    best = whole.scored[0].unit.passage.passage_id
    ranks = [rank for rank, hit in enumerate(gathered.result.hits) if hit.passage.passage_id == best]
    return 1 / (1 + ranks[0]) if ranks else 0.0


def _is_cited(scored: Scored, cited: Sequence[Citation]) -> bool:
    unit = scored.unit
    return any((c.article_id, c.version, c.start) == unit.place for c in cited)


def _around(scored: Scored) -> str:
    return f"{scored.unit.before} {scored.unit.text}"


def _with_context(citation: Citation) -> str:
    kind = _called(citation.kind)
    above = (citation.headline, citation.source, (citation.published or "")[:4], citation.byline, kind)
    return " ".join(each for each in (citation.quote, *above) if each)


def _in_full(passage: Passage) -> str:
    kind = _called(passage.kind)
    above = (passage.headline, passage.source, passage.byline, (passage.published or "")[:4], kind)
    return " ".join(each for each in (passage.text, *above) if each)

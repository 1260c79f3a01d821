"""Weighed evidence with judgments in, the refusal model out: fitted, cross-validated, and written as data.

Ridge-penalised logistic regression by Newton's method (Hastie, Tibshirani and Friedman, "The Elements of Statistical
Learning", 4.4.1), every set of questions and both its outcomes weighing the same whatever their numbers.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from answer.refusal import Features, Logistic

Array = npt.NDArray[np.float64]

OF_UNKNOWN = ("-other-archive", "-other-year")
"""Ends of the names of sets made by asking for what the archive does not know."""

RIDGE = 0.1
_FOLDS = 5
_SEEDS = 5
_BINS = 5
_STEPS = 50
_SETTLED = 1e-8
NAMES = tuple(each.name for each in fields(Features))


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence found for a question, whether it answers, and the set that the question is from.

    `one_thing` tells which of the two models decides.
    """

    features: Features
    answerable: bool
    source: str
    one_thing: bool = True


def fit_and_write(cases: Sequence[Case], measured_only: Sequence[Case], path: Path) -> dict[str, Any]:
    """Fit both models, each on its cases, and write them; the provenance of each by name.

    Cases of an archive as a whole teach the model of their kind. Those whose question was changed so that the archive
    does not know its names or its year (`OF_UNKNOWN`) teach the model for questions in parts, which has to tell just
    that. A model without cases of both outcomes stays as it is shipped. `measured_only` are told in the provenance
    and not fitted on: sets whose labels do not mean what refusing means.
    """
    written = _shipped()
    for name, one_thing in (("one_thing", True), ("in_parts", False)):
        own = [case for case in cases if _teaches(case, one_thing=one_thing)]
        if len({case.answerable for case in own}) == len((True, False)):
            written[name] = _fitted(own, [case for case in measured_only if case.one_thing is one_thing])
    path.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    return {name: model["provenance"] for name, model in written.items()}


def _teaches(case: Case, *, one_thing: bool) -> bool:
    return not one_thing if case.source.endswith(OF_UNKNOWN) else case.one_thing is one_thing


def _shipped() -> dict[str, Any]:
    shipped: dict[str, Any] = json.loads(files("answer").joinpath("refusal.json").read_text(encoding="utf-8"))
    return shipped


def _fitted(cases: Sequence[Case], measured_only: Sequence[Case]) -> dict[str, Any]:
    """A model as data; its threshold is chosen on the first set of its cases, by cross-validation."""
    probabilities = np.mean([cross_validated(cases, seed) for seed in range(_SEEDS)], axis=0)
    threshold = choose_threshold(cases, probabilities, cases[0].source)
    model = fit(cases, threshold)
    held_out = np.array([model.probability(case.features) for case in measured_only])
    provenance = {
        "date": date.today().isoformat(),
        "method": f"logistic regression, ridge {RIDGE}, no negative weights; {_FOLDS} folds, {_SEEDS} shuffles",
        "sets": _sizes(cases),
        "cross_validated": measures(cases, probabilities, threshold),
        "reliability": reliability(cases, probabilities),
        "measured_only": measures(measured_only, held_out, threshold),
    }
    return {"bias": model.bias, "weights": dict(model.weights), "threshold": threshold, "provenance": provenance}


def fit(cases: Sequence[Case], threshold: float = 0.5) -> Logistic:
    """The model with the least weighted log loss among those in which no evidence counts against an answer.

    A feature whose weight comes out negative is left out, and the others are fitted again: more evidence making an
    answer less likely is an accident of the sets, and would be met again as a refusal nobody can explain.
    """
    rows, answerable = _rows(cases)
    weights = _weights(cases)
    kept = list(range(len(NAMES)))
    while True:
        found = _newton(np.hstack([np.ones((len(rows), 1)), rows[:, kept]]), answerable, weights)
        against = [feature for feature, weight in zip(kept, found[1:], strict=True) if weight < 0]
        if not against:
            break
        worst = min(against, key=lambda feature: float(found[1 + kept.index(feature)]))
        kept.remove(worst)
    by_name = dict.fromkeys(NAMES, 0.0) | {NAMES[f]: float(w) for f, w in zip(kept, found[1:], strict=True)}
    return Logistic(float(found[0]), by_name, threshold)


def _newton(design: Array, answerable: Array, weights: Array) -> Array:
    """Coefficients of the ridge-penalised model, the intercept first and free."""
    penalty = np.diag([0.0, *[RIDGE] * (design.shape[1] - 1)])
    found = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-design @ found))
        gradient = design.T @ (weights * (answerable - probability)) - penalty @ found
        curvature = (design.T * (weights * probability * (1 - probability))) @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        found += step
        if float(np.abs(step).max()) < _SETTLED:
            break
    return found


def cross_validated(cases: Sequence[Case], seed: int = 0) -> Array:
    """Each case's probability from a model fitted without its fold; folds keep sets and outcomes in balance."""
    order = np.random.default_rng(seed).permutation(len(cases))
    groups: dict[tuple[str, bool], int] = {}
    folds = np.zeros(len(cases), dtype=np.int64)
    for place in map(int, order):
        group = cases[place].source, cases[place].answerable
        folds[place] = groups[group] = (groups.get(group, -1) + 1) % _FOLDS
    probabilities = np.zeros(len(cases))
    for fold in range(_FOLDS):
        model = fit([case for case, of in zip(cases, folds, strict=True) if of != fold])
        for place in map(int, np.flatnonzero(folds == fold)):
            probabilities[place] = model.probability(cases[place].features)
    return probabilities


def measures(cases: Sequence[Case], probabilities: Array, threshold: float) -> dict[str, dict[str, float]]:
    """By set: the precision and recall of refusals, and the share of the answerable that is answered."""
    report = {}
    for source in dict.fromkeys(case.source for case in cases):
        of_set = np.array([case.source == source for case in cases])
        answerable = np.array([case.answerable for case in cases])[of_set]
        refused = probabilities[of_set] < threshold
        right = float((refused & ~answerable).sum())
        report[source] = {
            "refusal_precision": right / max(float(refused.sum()), 1.0),
            "refusal_recall": right / max(float((~answerable).sum()), 1.0),
            "answered": float((~refused & answerable).sum()) / max(float(answerable.sum()), 1.0),
        }
    return report


def reliability(cases: Sequence[Case], probabilities: Array) -> list[dict[str, float]]:
    """How far the probabilities mean what they say: by fifths from 0 to 1, their mean and the share that is answerable.

    Cases weigh as in the fit, so that the share is of sets and outcomes in balance.
    """
    weights, answerable = _weights(cases), np.array([case.answerable for case in cases], dtype=np.float64)
    bins = np.minimum((probabilities * _BINS).astype(np.int64), _BINS - 1)
    curve = []
    for number in np.unique(bins):
        inside = bins == number
        share = np.average(answerable[inside], weights=weights[inside])
        mean = np.average(probabilities[inside], weights=weights[inside])
        curve.append({"cases": int(inside.sum()), "predicted": float(mean), "answerable": float(share)})
    return curve


def choose_threshold(cases: Sequence[Case], probabilities: Array, source: str) -> float:
    """The threshold with the best F1 of refusals on one set, between two observed probabilities."""
    candidates = np.unique(probabilities)
    middles = (candidates[1:] + candidates[:-1]) / 2

    def f1(threshold: float) -> float:
        found = measures(cases, probabilities, threshold)[source]
        total = found["refusal_precision"] + found["refusal_recall"]
        return 2 * found["refusal_precision"] * found["refusal_recall"] / total if total else 0.0

    return float(max(middles, key=f1))


def _sizes(cases: Sequence[Case]) -> dict[str, dict[str, int]]:
    sizes: dict[str, dict[str, int]] = {}
    for case in cases:
        counts = sizes.setdefault(case.source, {"answerable": 0, "unanswerable": 0})
        counts["answerable" if case.answerable else "unanswerable"] += 1
    return sizes


def _rows(cases: Sequence[Case]) -> tuple[Array, Array]:
    rows = np.array([[getattr(case.features, name) for name in NAMES] for case in cases], dtype=np.float64)
    return rows, np.array([case.answerable for case in cases], dtype=np.float64)


def _weights(cases: Sequence[Case]) -> Array:
    """One a case, with the same sum for every set and outcome, and a mean of 1."""
    groups = [(case.source, case.answerable) for case in cases]
    sizes = {group: groups.count(group) for group in set(groups)}
    weights = np.array([1 / sizes[group] for group in groups])
    return np.asarray(weights * len(cases) / weights.sum())

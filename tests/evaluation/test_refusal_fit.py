import json
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from answer.refusal import Features
from evaluation.refusal_fit import Case, choose_threshold, cross_validated, fit, fit_and_write, measures, reliability

PLAIN = Features(**{each.name: 0.5 for each in fields(Features)})


def cases(count: int = 40) -> list[Case]:
    """`words` tells the answerable apart; `gap` is higher for the others, by accident."""
    made = []
    for number in range(count):
        answerable = number % 2 == 0
        share = 0.6 + 0.4 * number / count if answerable else 0.4 * number / count
        found = replace(PLAIN, words=share, gap=0.2 if answerable else 0.8)
        made.append(Case(found, answerable, "one" if number < count // 2 else "two"))
    return made


def test_what_tells_apart_gets_the_weight_and_nothing_counts_against() -> None:
    model = fit(cases())
    assert model.weights["words"] > 1.0
    assert model.weights["gap"] == 0.0
    assert min(model.weights.values()) >= 0.0


def test_the_gradient_vanishes_at_the_fit() -> None:
    """The bias is not penalised, so the weighted mean probability equals the weighted share of the answerable: half."""
    made = cases()
    model = fit(made)
    assert np.mean([model.probability(case.features) for case in made]) == pytest.approx(0.5, abs=1e-6)


def test_cross_validation_separates_what_is_separable() -> None:
    made = cases()
    probabilities = cross_validated(made)
    threshold = choose_threshold(made, probabilities, "one")
    assert measures(made, probabilities, threshold)["one"] == {
        "refusal_precision": 1.0,
        "refusal_recall": 1.0,
        "answered": 1.0,
    }


def test_measures_by_hand() -> None:
    made = [Case(PLAIN, True, "s"), Case(PLAIN, True, "s"), Case(PLAIN, False, "s"), Case(PLAIN, False, "s")]
    found = measures(made, np.array([0.9, 0.1, 0.2, 0.8]), 0.5)
    assert found == {"s": {"refusal_precision": 0.5, "refusal_recall": 0.5, "answered": 0.5}}


def test_the_reliability_curve_by_hand() -> None:
    made = [Case(PLAIN, True, "s"), Case(PLAIN, False, "s"), Case(PLAIN, True, "s"), Case(PLAIN, False, "s")]
    assert reliability(made, np.array([1.0, 0.9, 0.85, 0.1])) == [
        {"cases": 1, "predicted": pytest.approx(0.1), "answerable": 0.0},
        {"cases": 3, "predicted": pytest.approx((1.0 + 0.9 + 0.85) / 3), "answerable": pytest.approx(2 / 3)},
    ]


def test_each_model_is_written_with_its_provenance(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    made = cases()
    provenance = fit_and_write(made, [], file)
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["one_thing"]["weights"] == dict(fit(made).weights)
    assert record["one_thing"]["provenance"] == provenance["one_thing"]
    assert provenance["one_thing"]["sets"] == {each: {"answerable": 10, "unanswerable": 10} for each in ("one", "two")}
    shipped = json.loads(files("answer").joinpath("refusal.json").read_text(encoding="utf-8"))
    assert record["in_parts"] == shipped["in_parts"], "no case of it: it stays as it was"


def test_questions_of_what_the_archive_does_not_know_teach_the_model_for_parts(tmp_path: Path) -> None:
    made = cases()
    unknown = [replace(case, source="x-other-year") for case in made]
    provenance = fit_and_write([*made, *unknown], [], tmp_path / "model.json")
    assert provenance["one_thing"]["sets"].keys() == {"one", "two"}
    assert provenance["in_parts"]["sets"] == {"x-other-year": {"answerable": 20, "unanswerable": 20}}

import json
from dataclasses import asdict, fields, replace
from importlib.resources import files

import pytest

from answer.refusal import Features, RefusalModel, default_model

GOOD = Features(
    **dict.fromkeys(("words", "names", "known", "mentioned", "years", "numbers", "kind", "agreement"), 1.0),
    **dict.fromkeys(("passage", "alone", "context", "gap"), 0.7),
)


def test_the_probability_is_that_of_a_logistic_model() -> None:
    weights = dict.fromkeys((each.name for each in fields(Features)), 0.0) | {"words": 2.0, "names": 1.0}
    model = RefusalModel(bias=-3.0, weights=weights, threshold=0.5)
    assert model.probability(GOOD) == 0.5
    assert model.answers(GOOD)
    assert not model.answers(replace(GOOD, names=0.9))
    assert model.probability(replace(GOOD, words=0.0, names=0.0)) == pytest.approx(0.04742587)


def test_good_evidence_is_given() -> None:
    assert default_model().answers(GOOD)


@pytest.mark.parametrize(
    "poor",
    [
        {"passage": -1.0, "alone": -1.1, "context": -1.0, "words": 0.2},
        {"names": 0.0, "known": 0.0, "words": 0.3, "passage": 0.0, "alone": 0.0, "context": 0.0},
        {"years": 0.0, "passage": 0.2, "alone": 0.2, "context": 0.2, "words": 0.6},
    ],
)
def test_poor_evidence_is_refused(poor: dict[str, float]) -> None:
    assert not default_model().answers(replace(GOOD, **poor))


def test_the_coefficients_say_where_they_are_from() -> None:
    record = json.loads(files("answer").joinpath("refusal.json").read_text(encoding="utf-8"))
    assert set(record["weights"]) == set(asdict(GOOD))
    assert {"date", "sets", "cross_validated"} <= set(record["provenance"])


def test_one_thing_is_answered_by_a_relevant_sentence_or_not_at_all() -> None:
    found = replace(GOOD, context=-0.01)
    model = RefusalModel(bias=10.0, weights=dict.fromkeys(asdict(GOOD), 0.0), threshold=0.5)
    assert model.answers(found)
    assert not model.answers(found, one_thing=True)
    assert model.answers(replace(found, context=0.0), one_thing=True)

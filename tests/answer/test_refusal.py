import json
from dataclasses import asdict, fields, replace
from importlib.resources import files
from pathlib import Path

import pytest

from answer.refusal import Features, Logistic, RefusalModel, default_model, model_at
from archive.errors import ModelError

SHARES = ("sentence", "papers", "words", "names", "known", "mentioned", "years", "numbers", "kind", "agreement")
GOOD = Features(
    **dict.fromkeys(SHARES, 1.0),
    **dict.fromkeys(("passage", "alone", "context", "typed"), 0.9),
    gap=0.7,
)
NONE = dict.fromkeys((each.name for each in fields(Features)), 0.0)


def test_the_probability_is_that_of_a_logistic_model() -> None:
    model = Logistic(bias=-3.0, weights=NONE | {"words": 2.0, "names": 1.0}, threshold=0.5)
    assert model.probability(GOOD) == 0.5
    assert model.probability(replace(GOOD, words=0.0, names=0.0)) == pytest.approx(0.04742587)


def test_each_kind_of_question_has_its_own_model_and_threshold() -> None:
    strict, lenient = Logistic(-3.0, NONE | {"words": 3.0}, 0.6), Logistic(-3.0, NONE | {"words": 3.0}, 0.4)
    model = RefusalModel(one_thing=strict, in_parts=lenient)
    assert not model.answers(GOOD, one_thing=True)
    assert model.answers(GOOD, one_thing=False)


@pytest.mark.parametrize("one_thing", [True, False])
def test_good_evidence_is_given(*, one_thing: bool) -> None:
    assert default_model().answers(GOOD, one_thing=one_thing)


@pytest.mark.parametrize("one_thing", [True, False])
@pytest.mark.parametrize(
    "poor",
    [
        {"passage": -1.0, "alone": -1.1, "context": -1.0, "typed": -1.1, "words": 0.2, "sentence": 0.2},
        {"names": 0.0, "known": 0.0, "words": 0.3, "passage": 0.0, "alone": 0.0, "context": 0.0},
        {"years": 0.0, "passage": 0.2, "alone": 0.2, "context": 0.2, "words": 0.6},
        {"papers": 0.5},
    ],
)
def test_poor_evidence_is_refused(poor: dict[str, float], *, one_thing: bool) -> None:
    assert not default_model().answers(replace(GOOD, **poor), one_thing=one_thing)


@pytest.mark.parametrize("name", ["one_thing", "in_parts"])
def test_the_coefficients_say_where_they_are_from(name: str) -> None:
    record = json.loads(files("answer").joinpath("refusal.json").read_text(encoding="utf-8"))[name]
    assert set(record["weights"]) == set(asdict(GOOD))
    assert {"date", "sets", "cross_validated"} <= set(record["provenance"])


def test_one_thing_is_answered_by_a_relevant_sentence_or_not_at_all() -> None:
    found = replace(GOOD, context=-0.01)
    sure = Logistic(bias=10.0, weights=NONE, threshold=0.5)
    model = RefusalModel(sure, sure)
    assert model.answers(found)
    assert not model.answers(found, one_thing=True)
    assert model.answers(replace(found, context=0.0), one_thing=True)


def test_what_a_paper_printed_that_the_archive_has_not_is_not_answered() -> None:
    sure = Logistic(bias=10.0, weights=NONE, threshold=0.5)
    assert not RefusalModel(sure, sure).answers(replace(GOOD, papers=0.99))


def test_a_model_of_ones_own_decides_where_there_is_one(tmp_path: Path) -> None:
    assert model_at(tmp_path / "refusal.json") == default_model()
    own = {name: {"bias": -1.0, "weights": NONE, "threshold": 0.9} for name in ("one_thing", "in_parts")}
    (tmp_path / "refusal.json").write_text(json.dumps(own), encoding="utf-8")
    assert not model_at(tmp_path / "refusal.json").answers(GOOD)


@pytest.mark.parametrize("written", ["not JSON", "[]", '{"one_thing": {"bias": 1.0, "weights": {}, "threshold": 0.5}}'])
def test_what_is_no_model_is_an_error_with_a_remedy(tmp_path: Path, written: str) -> None:
    (tmp_path / "refusal.json").write_text(written, encoding="utf-8")
    with pytest.raises(ModelError, match=r"refusal\.json .* fit-refusal"):
        model_at(tmp_path / "refusal.json")

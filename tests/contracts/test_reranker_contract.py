"""What every reranker owes its callers, asked of the fake and of the real one."""

import dataclasses

import numpy as np
import pytest

from archive.errors import ModelError
from index.onnx_reranker import MINILM_L12, OnnxReranker
from index.reranker import OverlapReranker, Reranker

QUESTION = "How many people live in Berlin?"
ANSWERS_IT = "Berlin had a population of 3,520,031 registered inhabitants in an area of 891.82 square kilometers."
BESIDE_IT = "New York City is famous for the Metropolitan Museum of Art."
TEXTS = [
    BESIDE_IT,
    "Berlin.",
    ANSWERS_IT,
    "The Spree runs through Berlin. " * 30,
    "“We live here,” she said; people came from far away to see how many of them there were.",
]


@pytest.fixture(scope="module")
def onnx() -> OnnxReranker:
    return OnnxReranker()


@pytest.fixture(params=["overlap", "onnx"])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    return OverlapReranker() if request.param == "overlap" else request.getfixturevalue("onnx")


def test_scores_are_float32_one_a_text(reranker: Reranker) -> None:
    scores = reranker.score(QUESTION, TEXTS)
    assert (scores.dtype, scores.shape) == (np.float32, (5,))


def test_no_texts_give_no_scores(reranker: Reranker) -> None:
    assert reranker.score(QUESTION, []).tolist() == []


def test_a_pair_scores_the_same_alone_and_in_company(reranker: Reranker) -> None:
    together = reranker.score(QUESTION, TEXTS)
    alone = np.concatenate([reranker.score(QUESTION, [text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-5)


def test_scores_keep_the_order_of_the_texts(reranker: Reranker) -> None:
    forwards = reranker.score(QUESTION, TEXTS)
    backwards = reranker.score(QUESTION, TEXTS[::-1])
    np.testing.assert_allclose(forwards, backwards[::-1], rtol=0, atol=1e-5)


def test_the_text_that_answers_scores_higher(reranker: Reranker) -> None:
    answering, beside = reranker.score("Berlin people", ["people live in Berlin", "a museum in New York"])
    assert answering > beside


def test_the_model_card_pair(onnx: OnnxReranker) -> None:
    """The card gives 9.218 and -4.078 for the model before quantisation."""
    scores = onnx.score(QUESTION, [ANSWERS_IT, "Berlin is well known for its museums."])
    assert scores.tolist() == pytest.approx([9.218, -4.078], abs=0.1)


def test_a_long_text_is_cut_and_the_question_kept(onnx: OnnxReranker) -> None:
    long = ANSWERS_IT + " The rest is silence." * 400
    longer = long + " And more of it." * 100
    assert onnx.score(QUESTION, [long]) == onnx.score(QUESTION, [longer])
    assert onnx.score(QUESTION, [long])[0] > onnx.score("Who painted the ceiling?", [long])[0] + 5


def test_a_question_as_long_as_a_page_still_reads_the_text(onnx: OnnxReranker) -> None:
    question = QUESTION * 200
    scores = onnx.score(question, [ANSWERS_IT, BESIDE_IT])
    assert scores[0] > scores[1]


def test_a_missing_package_is_named_with_its_remedy() -> None:
    with pytest.raises(ModelError, match=r"no_such_carrier.*install it with pip"):
        OnnxReranker(dataclasses.replace(MINILM_L12, package="no_such_carrier"))


def test_altered_weights_are_refused() -> None:
    with pytest.raises(ModelError, match=r"digest 1225ccd6afd0… where 000000000000… was expected; reinstall"):
        OnnxReranker(dataclasses.replace(MINILM_L12, sha256="0" * 64))

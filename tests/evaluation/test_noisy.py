import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from answer.desk import Desk
from answer.model import Answer, AnswerStatus, AskRequest, Citation
from archive.errors import InputError
from archive.model import Kind
from evaluation.noise import NoiseReport, evaluate_noise
from evaluation.noisy import Noisy, read_noisy


def noisy(answer: str, *unrelated: str) -> Noisy:
    return Noisy("Who?", (answer,), ("true",), unrelated)


@pytest.mark.parametrize(
    ("answer", "text", "printed"),
    [
        ("Angelique Kerber", "And Kerber becomes the champion for the first time.", True),
        ("Angelique Kerber", "Elena Rybakina won the final.", False),
        ("Tadej Pogačar", "The cyclist Tadej Pogacar made history.", True),
        ("July 21, 2017", "It is coming on 21st July, Nintendo said.", True),
        ("July 21, 2017", "It was shown on July 20, 2017, and in July.", False),
        ("June 19, 2020", "Release: 6/19/2020; Publisher: Sony", True),
        ("$10.4 billion", "up from its top line worth $10.389 billion", True),
        ("$10.4 billion", "a total revenue of $23.3 billion", False),
    ],
)
def test_an_unrelated_passage_may_print_the_answer(answer: str, text: str, printed: bool) -> None:
    assert noisy(answer, "Nothing here.", text).gives_away is printed


def test_the_answer_is_shown_whatever_its_accents() -> None:
    assert noisy("Tadej Pogačar").is_shown("won by  TADEJ Pogacar")
    assert not noisy("Tadej Pogačar").is_shown("won by Pogacar")


def test_a_file_of_rgb_is_read(tmp_path: Path) -> None:
    record = {"query": "When?", "answer": [["May 1, 2020", "1 May 2020"]], "positive": ["a"], "negative": ["b", "c"]}
    file = tmp_path / "rgb.json"
    file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert read_noisy(file) == [Noisy("When?", ("May 1, 2020", "1 May 2020"), ("a",), ("b", "c"))]
    with pytest.raises(InputError, match=r"none\.json"):
        read_noisy(tmp_path / "none.json")


class _Parrot(Desk):
    """Answers with the first passage that says "it is", refuses where none does."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def ask(self, request: AskRequest) -> Answer:
        said = [text for text in self._texts if "it is" in text]
        cited = Citation(
            number=1, article_id="a", version=1, passage_id="p", kind=Kind.BODY, start=0, end=1,
            quote=said[0] if said else "", headline="", byline=None, source=None, published=None,
        )  # fmt: skip
        status = AnswerStatus.ANSWERED if said else AnswerStatus.REFUSED
        return Answer(status=status, question=request.question, generation="g", citations=(cited,) if said else ())


def test_refusals_and_evidence_by_hand() -> None:
    @contextmanager
    def open_desk(texts: Sequence[str]) -> Iterator[Desk]:
        yield _Parrot(texts)

    questions = [
        Noisy("1?", ("Ada Lunt",), ("it is Ada Lunt",), ("no word",)),
        Noisy("2?", ("Ada Lunt",), ("it is Ada Lunt",), ("it is another",)),
        Noisy("3?", ("Ada Lunt",), ("Ada Lunt it may be",), ("Lunt, perhaps",)),
        Noisy("4?", ("Ada Lunt",), ("it is Ada Lunt",), ("it is Ada Lunt",)),
    ]
    assert evaluate_noise(questions, open_desk) == NoiseReport(
        questions=4, silent=2, refused=0.5, refused_silent=0.5, answered=0.75, shown=0.75
    )

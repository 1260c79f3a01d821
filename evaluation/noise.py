"""Noisy questions in, how well answers bear the noise out: refusals without a true passage, evidence with one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answer.desk import Desk
from answer.model import AnswerStatus, AskRequest
from evaluation.noisy import Noisy
from evaluation.refusal_cases import OpenDesk


@dataclass(frozen=True, slots=True)
class NoiseReport:
    """Shares from 0 to 1.

    `refused` is over archives of the unrelated passages alone; `refused_silent` over those of them, `silent` in
    number, that do not print the answer after all. With one true passage among them: `answered`, and `shown`, answered
    with one of the right strings in the words cited.
    """

    questions: int
    silent: int
    refused: float
    refused_silent: float
    answered: float
    shown: float


def evaluate_noise(
    questions: Iterable[Noisy], open_desk: OpenDesk, progress: Callable[[int], None] | None = None
) -> NoiseReport:
    """Ask every question twice: of its unrelated passages, and of these with its first true passage."""
    silent, refused, answered, shown = [], [], [], []
    for noisy in questions:
        with open_desk(noisy.unrelated) as desk:
            refused.append(_evidence(desk, noisy.question) is None)
        with open_desk((noisy.true[0], *noisy.unrelated)) as desk:
            evidence = _evidence(desk, noisy.question)
        silent.append(not noisy.gives_away)
        answered.append(evidence is not None)
        shown.append(evidence is not None and noisy.is_shown(evidence))
        if progress is not None:
            progress(len(refused))
    of_silent = [said for said, is_silent in zip(refused, silent, strict=True) if is_silent]
    return NoiseReport(
        len(refused), len(of_silent), _share(refused), _share(of_silent), _share(answered), _share(shown)
    )


def _evidence(desk: Desk, question: str) -> str | None:
    """The words cited, or `None` for a refusal."""
    answer = desk.ask(AskRequest(question=question))
    if answer.status is AnswerStatus.REFUSED:
        return None
    return " ".join(citation.quote for citation in answer.citations)


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0

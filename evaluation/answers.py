"""Judged questions and a desk in, a report on the answers out: measures by question type, and answers to read."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields

from answer.desk import Desk
from answer.model import Answer, AskRequest
from archive.store import RecordStore
from evaluation.answers_measures import Measures, Outcome, measure, outcome
from evaluation.answers_questions import Judged

ALL = "all"

Progress = Callable[[int], None]
"""Told after each question how many are done."""


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """The measures over all questions and by their kind, every outcome, and every answer, in order of the questions."""

    measures: dict[str, Measures]
    outcomes: tuple[Outcome, ...]
    answers: tuple[Answer, ...]

    def failures(self) -> list[Outcome]:
        """The answerable that were refused or lack what they must show, and the unanswerable that were answered."""
        return [each for each in self.outcomes if _failed(each)]


def evaluate_answers(
    questions: Iterable[Judged], desk: Desk, store: RecordStore, progress: Progress | None = None
) -> AnswersReport:
    """Ask every question and measure what comes back.

    Raises:
        IndexStateError: there is no generation yet.
    """
    outcomes: list[Outcome] = []
    answers: list[Answer] = []
    for judged in questions:
        answers.append(desk.ask(AskRequest(question=judged.question)))
        outcomes.append(outcome(judged, answers[-1], store))
        if progress is not None:
            progress(len(outcomes))
    kinds = dict.fromkeys(each.judged.kind for each in outcomes)
    by_kind = {kind: measure([each for each in outcomes if each.judged.kind == kind]) for kind in kinds}
    return AnswersReport({ALL: measure(outcomes)} | by_kind, tuple(outcomes), tuple(answers))


def as_table(report: AnswersReport) -> str:
    """The measures, a line each, a column a kind of question; shares with three decimals, times in whole ms."""
    kinds = list(report.measures)
    lines = ["measure".ljust(18) + "".join(kind.rjust(18) for kind in kinds)]
    for each in fields(Measures):
        values = (asdict(report.measures[kind])[each.name] for kind in kinds)
        lines.append(each.name.ljust(18) + "".join(_shown(each.name, value).rjust(18) for value in values))
    return "\n".join(lines)


def to_read(report: AnswersReport, count: int = 20) -> str:
    """Evenly spaced answers in full, for a person to judge."""
    step = max(1, len(report.answers) // max(count, 1))
    return "\n\n".join(_in_full(answer) for answer in report.answers[::step][:count])


def _in_full(answer: Answer) -> str:
    lines = [f"Q  {answer.question}", f"   {answer.status.value}" + (f": {answer.short[0]}" if answer.short else "")]
    lines += [f"   {answer.reason}"] if answer.reason else []
    for citation in answer.citations:
        above = ", ".join(each for each in (citation.headline, citation.source, citation.published) if each)
        lines += [f"   [{citation.number}] {citation.quote}", f"       {above}"]
    return "\n".join(lines)


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if name in ("questions", "p50", "p95") else f"{value:.3f}"


def _failed(outcome: Outcome) -> bool:
    if outcome.answered != outcome.judged.answerable:
        return True
    return outcome.answered and (outcome.expected_in_evidence is False or outcome.recall == 0)

"""A run and its judgments in, measures out, through ir-measures; both are kept as TREC files that anybody can score."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ir_measures
from ir_measures import AP, RR, Measure, Qrel, R, ScoredDoc, Success, nDCG

from archive.errors import InputError
from evaluation.retrieval import Run

MEASURES = (Success @ 4, Success @ 10, Success @ 50, Success @ 200, RR @ 10, nDCG @ 10, AP @ 5, R @ 20, R @ 50, R @ 200)
"""Success@k is what papers on question answering call Hits@k, RR@10 what they call MRR@10, AP@5 MAP@5."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The mean of each measure over the questions, and each question's own, by measure and question."""

    mean: dict[str, float]
    by_question: dict[str, dict[str, float]]


def write_run(run: Run, folder: Path) -> None:
    """Write `run.trec` and `qrels.trec` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.trec").open("w", encoding="utf-8") as file:
        for question_id, documents in run.ranked.items():
            for rank, document in enumerate(documents, start=1):
                file.write(f"{question_id} Q0 {document} {rank} {-rank} newsarchive\n")
    with (folder / "qrels.trec").open("w", encoding="utf-8") as file:
        for question_id, grades in run.grades.items():
            for document, grade in grades.items():
                file.write(f"{question_id} 0 {document} {grade}\n")


def score(folder: Path, depth: int | None = None) -> Scores:
    """The measures of the run written into a folder; a judged question that the run forgot counts 0.

    Measures that look further than `depth` hits, of which the run knows nothing, are left out.

    Raises:
        InputError: there is no run in the folder.
    """
    for name in ("qrels.trec", "run.trec"):
        if not (folder / name).is_file():
            raise InputError(f"{folder} holds no {name}; give a folder that 'eval retrieval' wrote")
    qrels = list(ir_measures.read_trec_qrels(str(folder / "qrels.trec")))  # type: ignore[no-untyped-call]
    run = list(ir_measures.read_trec_run(str(folder / "run.trec")))  # type: ignore[no-untyped-call]
    return _scores(qrels, run, [each for each in MEASURES if depth is None or each["cutoff"] <= depth])


def _scores(qrels: Sequence[Qrel], run: Sequence[ScoredDoc], measures: Sequence[Measure]) -> Scores:
    evaluator = ir_measures.evaluator(measures, qrels)
    by_question: dict[str, dict[str, float]] = {str(measure): {} for measure in measures}
    for metric in evaluator.iter_calc(run):
        by_question[str(metric.measure)][metric.query_id] = float(metric.value)
    mean = {name: sum(values.values()) / max(len(values), 1) for name, values in by_question.items()}
    return Scores(mean, by_question)

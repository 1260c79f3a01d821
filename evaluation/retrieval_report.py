"""A retrieval run in a folder, scored: `run.trec`, `qrels.trec`, and a report that says what the figures are of."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.judged import JudgedQuestion
from evaluation.measures import Scores, score, write_run
from evaluation.retrieval import Run

_REPORT = "report.json"

Report = dict[str, Any]


def write_report(run: Run, asked: list[JudgedQuestion], about: Report, folder: Path) -> Report:
    """Keep the run in the folder, score it, and write the report: measures, each question's, and what it is `about`.

    `about` says how the run was made, its `depth` among it. The report that is given back leaves out the questions.
    """
    write_run(run, folder)
    scores = score(folder, about["depth"])
    milliseconds = np.array(run.seconds) * 1000
    report = {
        **about,
        "answerable": len(run.ranked),
        "measures": scores.mean,
        "milliseconds": {f"p{share}": float(np.percentile(milliseconds, share)) for share in (50, 95)}
        if len(milliseconds)
        else {},
    }
    _write(report, _by_question(run, asked, scores), folder)
    return report


def score_again(folder: Path) -> Report:
    """Score a kept run without searching, and put the figures into its report where it has one.

    Raises:
        InputError: there is no run in the folder.
    """
    path = folder / _REPORT
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    scores = score(folder, kept.get("depth"))
    if kept:
        questions = kept.pop("questions_one_by_one", {})
        kept["measures"] = scores.mean
        for question_id, values in _values(scores).items():
            questions.setdefault(question_id, {})["measures"] = values
        _write(kept, questions, folder)
    return {"run": str(folder), "measures": scores.mean}


def _by_question(run: Run, asked: list[JudgedQuestion], scores: Scores) -> Report:
    """What was asked, what stood first, and the measures, of each question."""
    texts = {each.question_id: each.text for each in asked}
    values = _values(scores)
    return {
        question_id: {
            "question": texts[question_id],
            "milliseconds": round(seconds * 1000, 1),
            "first_relevant": next(
                (rank for rank, document in enumerate(ranked, 1) if run.grades[question_id].get(document)), None
            ),
            "relevant": len(run.grades[question_id]),
            "measures": values[question_id],
        }
        for (question_id, ranked), seconds in zip(run.ranked.items(), run.seconds, strict=True)
    }


def _values(scores: Scores) -> dict[str, dict[str, float]]:
    """The measures by question, then by name."""
    values: dict[str, dict[str, float]] = {}
    for name, by_question in scores.by_question.items():
        for question_id, value in by_question.items():
            values.setdefault(question_id, {})[name] = value
    return values


def _write(report: Report, questions: Report, folder: Path) -> None:
    text = json.dumps(report | {"questions_one_by_one": questions}, indent=1, ensure_ascii=False)
    (folder / _REPORT).write_text(text, encoding="utf-8")

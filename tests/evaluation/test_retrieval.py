import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive.errors import InputError
from archive.model import Kind
from cli.main import app
from evaluation.facts import FactFinder
from evaluation.judged import JudgedQuestion, read_questions
from evaluation.measures import score, write_run
from evaluation.provenance import commit
from evaluation.retrieval import Run, document_name, run_questions
from evaluation.retrieval_report import score_again, write_report
from index.hits import Group, Hit, Mode, Passage, SearchRequest, SearchResult


def passage(article: str, start: int, text: str) -> Passage:
    return Passage(
        passage_id=f"{article}.1.{start}",
        article_id=article,
        version=1,
        kind=Kind.BODY,
        start=start,
        end=start + len(text),
        text=text,
        headline="",
        source=None,
        section=None,
        byline=None,
        published=None,
        language=None,
    )


PASSAGES = [
    passage("a", 0, "The ferry was late. The mayor "),
    passage("a", 30, "left at noon. It rained."),
    passage("b", 0, "At noon the mayor\nleft at  noon."),
    passage("c", 0, "Nothing happened at noon."),
]


class Paper:
    """Search that finds every passage in order of the archive, two a page at most."""

    def __init__(self) -> None:
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> SearchResult:
        self.asked.append(request)
        start = int(request.cursor or 0)
        listed = PASSAGES if request.group is Group.PASSAGE else [PASSAGES[0], PASSAGES[2], PASSAGES[3]]
        end = min(start + min(request.limit, 2), len(listed))
        hits = tuple(Hit(passage=each, score=1.0) for each in listed[start:end])
        return SearchResult(hits=hits, generation="g1", next=str(end) if end < len(listed) else None)


def test_questions_bring_facts_or_judgments(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(
        json.dumps({"id": 1, "question": "Who?", "evidence": [{"fact": "She did."}]})
        + "\n\n"
        + json.dumps({"id": 2, "text": "What?"})
        + "\n"
        + json.dumps({"id": 3, "text": "Where?", "relevant": {"d1": 2, "d2": 0}})
        + "\n"
        + json.dumps({"id": 4, "text": "When?", "relevant": ["d3"]})
    )
    (tmp_path / "qrels").write_text("2 0 d7 1\n2 0 d8 0\n")
    assert read_questions(tmp_path / "q.jsonl", tmp_path / "qrels") == [
        JudgedQuestion("1", "Who?", facts=("She did.",)),
        JudgedQuestion("2", "What?", relevant=(("d7", 1),)),
        JudgedQuestion("3", "Where?", relevant=(("d1", 2),)),
        JudgedQuestion("4", "When?", relevant=(("d3", 1),)),
    ]


@pytest.mark.parametrize("heading", ["", "\ttweet\n", "qid\tquery\n"])
def test_questions_may_stand_in_a_table(tmp_path: Path, heading: str) -> None:
    (tmp_path / "q.tsv").write_text(heading + '7\t"She said ""no"". Why?"\n8\tWho?\n')
    (tmp_path / "qrels").write_text("8\t0\td7\t1\n")
    assert read_questions(tmp_path / "q.tsv", tmp_path / "qrels") == [
        JudgedQuestion("7", 'She said "no". Why?'),
        JudgedQuestion("8", "Who?", relevant=(("d7", 1),)),
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('{"id": 1, "question": "Who?"}\n\n{broken\n', r"line 3 of .*q\.jsonl is not JSON"),
        ('{"id": 1, "text": "Who?"}\n{"id": "1", "text": "Why?"}', r"line 2 has the id '1' again"),
        ('{"id": 1, "text": "Who?", "relevant": "d1"}', r"line 1 has the relevant documents 'd1'; write a list"),
        ('{"text": "Who?"}', r"line 1 has no id or no question; write both"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, lines: str, message: str) -> None:
    (tmp_path / "q.jsonl").write_text(lines)
    with pytest.raises(InputError, match=message):
        read_questions(tmp_path / "q.jsonl")


def test_a_fact_is_found_wherever_it_stands_but_not_across_two_passages() -> None:
    finder = FactFinder(PASSAGES)
    assert finder.holding_any(["mayor left at noon"]) == ("b.1.0",)
    assert finder.holding_any(["at noon"]) == ("a.1.30", "b.1.0", "c.1.0")
    assert finder.holding_any(["It rained.", "The ferry"]) == ("a.1.30", "a.1.0")
    assert finder.holding_any(["", "a tornado"]) == ()


@pytest.mark.parametrize(
    ("identity", "judged", "name"),
    [
        ("file:/press/claims.jsonl#17", ["17"], "17"),
        ("id:gannet gazette:a:17", ["a:17"], "a:17"),
        ("https://gazette.example/17", ["https://gazette.example/17"], "https://gazette.example/17"),
        ("file:/press/claims.jsonl#17", ["b2"], "b2"),
    ],
)
def test_documents_go_by_the_names_that_their_judges_gave(identity: str, judged: list[str], name: str) -> None:
    assert document_name("b2", lambda _: identity, judged) == name


def test_a_run_is_judged_over_the_whole_archive_and_paged_to_its_depth() -> None:
    paper = Paper()
    questions = [
        JudgedQuestion("1", "When did the mayor leave?", facts=("left at noon.",)),
        JudgedQuestion("2", "Of what?", relevant=(("c", 1), ("z", 1))),
        JudgedQuestion("3", "Unanswerable?"),
    ]
    run = run_questions(questions, paper.search, PASSAGES, lambda article: f"file:x#{article}", mode=Mode.BEST, depth=3)
    assert run.ranked == {"1": ["a.1.0", "a.1.30", "b.1.0"], "2": ["a", "b", "c"]}
    assert run.grades == {"1": {"a.1.30": 1, "b.1.0": 1}, "2": {"c": 1, "z": 1}}
    assert [(each.query, each.cursor, each.mode, each.question) for each in paper.asked] == [
        ("When did the mayor leave?", None, Mode.BEST, True),
        ("When did the mayor leave?", "2", Mode.BEST, True),
        ("Of what?", None, Mode.BEST, True),
        ("Of what?", "2", Mode.BEST, True),
    ]
    assert len(run.seconds) == 2


def test_measures_are_those_counted_by_hand(tmp_path: Path) -> None:
    """Found second, found fifth, and judged but forgotten by the run."""
    run = Run(
        ranked={"a": ["x", "y"], "b": ["p", "q", "r", "s", "t"]},
        grades={"a": {"y": 1}, "b": {"t": 1}, "c": {"z": 1}},
    )
    write_run(run, tmp_path)
    mean = score(tmp_path).mean
    assert mean["Success@4"] == pytest.approx(1 / 3)
    assert mean["Success@10"] == pytest.approx(2 / 3)
    assert mean["RR@10"] == pytest.approx((1 / 2 + 1 / 5 + 0) / 3)
    assert "R@200" in mean
    assert set(mean) - set(score(tmp_path, depth=50).mean) == {"Success@200", "R@200"}


def test_a_kept_run_scores_again_without_searching(tmp_path: Path) -> None:
    run = Run(ranked={"a": ["x", "y"]}, grades={"a": {"y": 1}}, seconds=[0.25])
    asked = [JudgedQuestion("a", "Who?", relevant=(("y", 1),))]
    report = write_report(run, asked, {"mode": "fast", "depth": 50, "commit": "c0ffee"}, tmp_path)
    assert report["milliseconds"] == {"p50": 250.0, "p95": 250.0}
    kept = json.loads((tmp_path / "report.json").read_text())
    assert kept["commit"] == "c0ffee"
    assert kept["questions_one_by_one"]["a"] == {
        "question": "Who?",
        "milliseconds": 250.0,
        "first_relevant": 2,
        "relevant": 1,
        "measures": {name: pytest.approx(value) for name, value in report["measures"].items()},
    }
    assert report["measures"]["RR@10"] == pytest.approx(0.5)
    (tmp_path / "qrels.trec").write_text("a 0 x 1\n")  # judged anew
    assert score_again(tmp_path)["measures"]["RR@10"] == pytest.approx(1.0)
    again = json.loads((tmp_path / "report.json").read_text())
    assert again["measures"]["RR@10"] == again["questions_one_by_one"]["a"]["measures"]["RR@10"] == pytest.approx(1.0)
    assert again["questions_one_by_one"]["a"]["question"] == "Who?"


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no qrels\.trec; give a folder that 'eval retrieval' wrote"):
        score_again(tmp_path)


def test_the_verbs_measure_an_archive_and_say_what_the_figures_are_of(sample_data: Path, tmp_path: Path) -> None:
    """Two questions of the sample, one judged by its words and one by its article."""
    (tmp_path / "q.jsonl").write_text(
        json.dumps({"id": "sign", "question": "How many people signed?", "evidence": [{"fact": "It held 2,317"}]})
        + "\n"
        + json.dumps({"id": "none", "question": "Who won the 1938 World Cup?"})
    )
    out = tmp_path / "out"
    verb = ["eval", "retrieval", str(tmp_path / "q.jsonl"), "--data", str(sample_data), "--out", str(out), "--json"]
    done = CliRunner().invoke(app, verb)
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["answerable"] == 1
    assert report["measures"]["Success@10"] == 1.0
    assert report["configuration"]["head"] == 200
    assert report["embedder"]["dimension"] == 384
    assert report["commit"] == commit()
    assert report["depth"] == 50
    scored = CliRunner().invoke(app, ["eval", "score", str(out), "--json"])
    assert json.loads(scored.stdout)["measures"] == report["measures"]

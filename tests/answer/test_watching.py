"""Standing questions are told once of what is new or changed, once a story; answers are kept up with."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from answer.model import AskRequest
from answer.refusal import Features, Logistic, RefusalModel
from answer.watching import Watcher
from archive.errors import InputError, NotFoundError
from archive.sql_watches import SqlWatches
from archive.watches import Matching, Notice, Noticed
from index.filters import Filters
from index.reranker import OverlapReranker, Scores
from ingest.run import ingest
from tests.index.room import Room
from tests.ingest.arrivals import arrive, item

STORY = (
    "The Marlow ferry company stopped all crossings on Friday after waves damaged its pier. Repairs of the pier will "
    "cost 1.8 million crowns, said the director of the company, and more than 240 passengers were stranded on Isle "
    "Brand, where the mayor opened the school hall for them until the wind had gone down on Sunday evening."
)
BOARD = "The harbour board met at noon and put off the dredging of the inner harbour until a barge is found."


class Judge(OverlapReranker):
    """Holds a text for relevant that has most of the words asked for, in logits as the real one gives them."""

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        return super().score(question, texts) * 12 - 6


def deciding(threshold: float) -> RefusalModel:
    """Answers everything, or with a threshold above 1 nothing."""
    weights = dict.fromkeys((each.name for each in fields(Features)), 0.0)
    logistic = Logistic(bias=5.0, weights=weights, threshold=threshold)
    return RefusalModel(one_thing=logistic, in_parts=logistic)


class Wire(Room):
    """A room whose articles come as items of a wire, each with its guid, so that versions are known as such."""

    def __init__(self, tmp_path: Path, threshold: float = 0.5) -> None:
        super().__init__(tmp_path, Judge(), deciding(threshold))

    def send(self, guid: str, body: str, **said: object) -> str:
        """An item arrives, or another version of it; the id of its article."""
        item = {"guid": f"urn:x:{guid}", "body": body, "headline": f"Of {guid}", "source": f"Paper {guid}", **said}
        (self.news / f"{guid}-{len(list(self.news.iterdir()))}.json").write_text(json.dumps(item))
        self.bring_up()
        article_id = self.store.article_with_identity(f"urn:x:{guid}")
        assert article_id is not None
        return article_id

    @property
    def watcher(self) -> Watcher:
        return self.desk.watcher()

    def told(self) -> list[tuple[str, str, int]]:
        """Ask all standing questions; what is noticed of all of them, the oldest first."""
        self.watcher.run()
        return [(each.kind.value, each.article_id, each.version) for each in reversed(self.kept())]

    def kept(self) -> tuple[Notice, ...]:
        return self.watcher.kept.notices()


@pytest.fixture
def wire(tmp_path: Path):
    made = Wire(tmp_path)
    made.send("board", BOARD)
    yield made
    made.close()


@pytest.mark.parametrize("matching", list(Matching))
def test_it_is_told_once_of_what_came_after_it_was_asked(wire: Wire, matching: Matching) -> None:
    wire.send("old", STORY)
    wire.watcher.add("ferry crossings stopped", matching)
    assert wire.told() == []
    new = wire.send("new", "Ferry crossings stopped again on Monday, this time for want of a captain.")
    wire.send("other", "The library will open on Sundays from now on, the council said.")
    assert wire.told() == [("new", new, 1)]
    assert wire.told() == [("new", new, 1)]
    assert [each.text for each in wire.watcher.notices()] == [
        "Ferry crossings stopped again on Monday, this time for want of a captain."
    ]


def test_by_words_all_must_stand_there_and_what_is_required_must_hold(wire: Wire) -> None:
    wire.watcher.add('"inner harbour" ferry -captain', Matching.WORDS)
    wire.send("one", "The ferry may lie in the inner harbour, said the captain.")
    wire.send("two", "The harbour has an inner basin for the ferry.")
    three = wire.send("three", "The ferry may lie in the inner harbour from May on.")
    assert wire.told() == [("new", three, 1)]


def test_filters_hold_for_every_notice(wire: Wire) -> None:
    wire.watcher.add("ferry", Matching.WORDS, Filters(sources=("paper two",)))
    wire.send("one", "The ferry sails at noon.")
    two = wire.send("two", "The ferry sails at one.")
    assert wire.told() == [("new", two, 1)]
    with pytest.raises(InputError, match="nothing new will come"):
        wire.watcher.add("ferry", filters=Filters(as_of=date(2020, 1, 1)))


def test_a_changed_version_is_told_as_such_and_one_that_returns_is_not(wire: Wire) -> None:
    wire.watcher.add("ferry", Matching.WORDS)
    first = wire.send("one", "The ferry sails at noon.")
    assert wire.told() == [("new", first, 1)]
    wire.send("one", "The ferry sails at one.")
    assert wire.told() == [("new", first, 1), ("changed", first, 2)]
    for path in wire.news.glob("one-*"):
        path.unlink()
    ingest([wire.news], wire.store, prune=True)
    assert wire.store.article(first).status.value == "withdrawn"
    wire.bring_up()
    wire.send("one", "The ferry sails at one.")
    assert len(wire.told()) == 2


def test_of_a_story_there_is_one_notice_whenever_its_copies_come(wire: Wire) -> None:
    wire.watcher.add("ferry crossings stopped", Matching.MEANING)
    first = wire.send("first", STORY)
    second = wire.send("second", STORY + " Readers of the second paper were told so.")
    assert len(wire.told()) == 1
    (notice,) = wire.kept()
    assert {notice.article_id, *notice.copies} == {first, second}
    third = wire.send("third", STORY.replace("Friday", "Saturday"))
    assert len(wire.told()) == 1
    assert {notice.article_id, *wire.kept()[0].copies} == {first, second, third}
    wire.send("third", STORY.replace("Friday", "Sunday"))
    assert len(wire.told()) == 1


def test_a_run_that_is_killed_before_it_settles_tells_of_everything_with_the_next(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.watcher.add("ferry", Matching.WORDS)
    first = wire.send("one", "The ferry sails at noon.")

    def die(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("archive.sql_watches._add_notices", die)
        with pytest.raises(KeyboardInterrupt):
            wire.watcher.run()
    assert wire.kept() == ()
    assert wire.told() == [("new", first, 1)]


def test_two_runs_at_once_tell_once(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    wire.watcher.add("ferry", Matching.WORDS)
    wire.send("one", "The ferry sails at noon.")
    real = SqlWatches.settle

    def late(self: SqlWatches, *arguments: object, **options: object) -> bool:
        monkeypatch.setattr(SqlWatches, "settle", real)
        wire.watcher.run()
        return real(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlWatches, "settle", late)
    (run,) = wire.watcher.run()
    assert (run.notices, run.problem) == (0, "somebody else asked it at the same time")
    assert len(wire.kept()) == 1


def test_what_is_embargoed_is_told_when_it_may_be_read(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    wire.watcher.add("ferry", Matching.WORDS)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    arrive(wire.store, "/one", item("The ferry sails at noon.", "urn:x:one", embargo=soon.isoformat()))
    wire.send("two", "The library opens at noon.")
    assert wire.told() == []
    monkeypatch.setattr("index.columns._minute", lambda moment: int(moment.timestamp() / 60) + 2)
    assert wire.told() == [("new", wire.store.article_with_identity("urn:x:one"), 1)]
    assert wire.watcher.notices()[0].text == ""


def test_marking_removing_and_taking_down(wire: Wire) -> None:
    watch = wire.watcher.add("ferry", Matching.WORDS)
    first = wire.send("one", "The ferry sails at noon.")
    wire.told()
    kept = wire.watcher.kept
    assert kept.unread() == {watch.watch_id: 1}
    assert (kept.mark_read(watch.watch_id), kept.mark_read(watch.watch_id), kept.unread()) == (1, 0, {})
    wire.take_down(first)
    assert (wire.kept(), wire.watcher.notices()) == ((), ())
    kept.remove(watch.watch_id)
    with pytest.raises(NotFoundError, match="no standing question"):
        kept.remove(watch.watch_id)


def answered(wire: Wire, question: str) -> str:
    answer = wire.desk.ask(AskRequest(question=question))
    assert answer.citations
    assert answer.answer_id
    return answer.answer_id


def test_an_answer_is_kept_up_with(wire: Wire) -> None:
    cited = wire.send("cited", STORY, published="2021-03-05")
    answer_id = answered(wire, "What will repairs of the pier cost?")
    watch = wire.watcher.add_answer(answer_id)
    with pytest.raises(InputError, match="watched already"):
        wire.watcher.add_answer(answer_id)
    assert wire.told() == []
    wire.send("copy", STORY, published="2021-03-05")
    assert wire.told() == []
    wire.send("cited", STORY + "\n\nCorrection: An earlier version said 240. It was 420.", published="2021-03-05")
    assert [(kind, article_id) for kind, article_id, _ in wire.told()] == [("corrected", cited)]
    (notice,) = wire.watcher.notices()
    assert notice.text.startswith("Correction: An earlier version said 240")
    wire.send("cited", STORY.replace("Friday", "Saturday"), published="2021-03-05")
    assert [kind for kind, *_ in wire.told()] == ["corrected", "superseded"]
    wire.take_down(cited)
    assert [kind for kind, *_ in wire.told()] == ["gone"]
    wire.receipts.delete(answer_id)
    (run,) = wire.watcher.run(watch.watch_id)
    assert run.problem is not None
    assert answer_id in run.problem


def test_a_new_article_that_disagrees_is_told(wire: Wire) -> None:
    wire.send("cited", STORY, published="2021-03-05")
    wire.watcher.add_answer(answered(wire, "How much will repairs of the pier cost?"))
    against = wire.send("against", "Repairs of the pier will cost 2.9 million crowns, it said.", published="2021-03-07")
    assert wire.told() == [("disagrees", against, 1)]
    assert wire.told() == [("disagrees", against, 1)]
    assert "2.9 million" in wire.watcher.notices()[0].text


@pytest.mark.parametrize(
    ("then", "now", "body"),
    [
        ("2021-03-05", None, "Repairs of the pier will cost 2.9 million crowns, it said."),
        (None, "2021-03-05", STORY.replace("1.8 million", "2.9 million")),  # nobody would quote it beside the first
        (None, None, f"{BOARD}\n\n{STORY.replace('1.8 million', '2.9 million')}"),
    ],
)
def test_what_disagrees_may_have_no_date(wire: Wire, then: str | None, now: str | None, body: str) -> None:
    wire.send("cited", STORY, published=then)
    wire.watcher.add_answer(answered(wire, "How much will repairs of the pier cost?"))
    wire.send("else", "Repairs of the town hall will cost 2.4 million crowns.", published=now)
    against = wire.send("against", body, published=now)
    assert [each for each in wire.told() if each[0] == "disagrees"] == [("disagrees", against, 1)]
    (shown,) = [each for each in wire.watcher.notices() if each.notice.kind is Noticed.DISAGREES]
    assert "2.9 million" in shown.text
    assert shown.said == "a new article says something else" + ("" if now else "; it has no date")


def test_of_one_story_that_disagrees_there_is_one_notice(wire: Wire) -> None:
    wire.send("cited", STORY, published="2021-03-05")
    wire.watcher.add_answer(answered(wire, "How much will repairs of the pier cost?"))
    other = STORY.replace("1.8 million", "2.9 million")
    against = {wire.send(name, other, published="2021-03-06") for name in ("one", "two")}
    ((kind, article_id, _),) = wire.told()
    assert (kind, {article_id, *wire.kept()[0].copies}) == ("disagrees", against)


@pytest.mark.parametrize("said", ["1.8 million crowns", "9.8 billion crowns"])
def test_a_new_article_that_confirms_or_speaks_of_another_sum_does_not_disagree(wire: Wire, said: str) -> None:
    wire.send("cited", STORY, published="2021-03-05")
    wire.watcher.add_answer(answered(wire, "How much will repairs of the pier cost?"))
    wire.send("new", f"Repairs of the pier will cost {said}, it said.")
    assert "disagrees" not in [kind for kind, *_ in wire.told()]


def test_a_new_article_that_would_be_cited_is_told(wire: Wire) -> None:
    wire.send("cited", "Otto Lind, a baker, was chosen as mayor.", published="2021-03-05")
    wire.watcher.add_answer(answered(wire, "Who is the mayor of Marlow?"))
    new = wire.send("new", "Otto Lind is the mayor of Marlow.", published="2023-03-07")
    wire.send("other", "The library will open on Sundays.", published="2023-03-07")
    assert wire.told() == [("cited", new, 1)]


def test_a_refusal_has_nothing_to_keep_up_with(tmp_path: Path) -> None:
    wire = Wire(tmp_path, threshold=1.1)
    wire.send("board", BOARD)
    answer = wire.desk.ask(AskRequest(question="Where did the harbour board meet?"))
    assert (answer.citations, answer.answer_id is None) == ((), False)
    with pytest.raises(InputError, match="cites nothing"):
        wire.watcher.add_answer(answer.answer_id or "")
    wire.close()


def test_a_query_is_checked_before_it_is_kept(wire: Wire) -> None:
    for query in ("", "  ", "x" * 2001):
        with pytest.raises(InputError):
            wire.watcher.add(query)
    assert wire.watcher.kept.watches() == ()


def test_notices_are_kept_with_what_was_asked(wire: Wire) -> None:
    watch = wire.watcher.add("  ferry   crossings ", Matching.WORDS, Filters(sources=("Paper one",)))
    assert (watch.query, watch.filters, wire.watcher.kept.watch(watch.watch_id)) == (
        "ferry crossings",
        {"sources": ["Paper one"]},
        watch,
    )
    assert not wire.watcher.kept.settle(
        replace(watch, seen=99),
        seen=100,
        known=(),
        notices=[Notice(kind=Noticed.NEW, article_id="a", version=1)],
        copies={},
    )
    assert wire.kept() == ()

"""The whole of answering, with the real reranker, over archives small enough to read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.desk import Desk
from answer.model import Answer, AnswerStatus, AskRequest
from archive.errors import InputError
from archive.model import Kind
from archive.sql_store import SqlStore
from index.embedder import HashEmbedder
from index.filters import Filters
from index.live import LiveIndex
from index.models import default_formats
from ingest.run import ingest
from tests.answer.newsroom import FERRY, PIER, build, store_with
from tests.records import record_at
from tests.reranking import real_reranker

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def desk_over(store: SqlStore, folder: Path) -> Desk:
    build(store, folder, default_formats())
    reranker = real_reranker()
    return Desk(store, LiveIndex(folder, HashEmbedder(), default_formats(), reranker), reranker)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("ferry")
    store = store_with(folder, [("ferry", FERRY), ("pier", PIER)])
    yield desk_over(store, folder)
    store.close()


@pytest.fixture(scope="module")
def seed_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    if not SEEDS.is_dir():
        pytest.skip(f"the seed document is not at {SEEDS}")
    folder = tmp_path_factory.mktemp("seed")
    store = record_at(folder / "record.sqlite")
    ingest([SEEDS], store)
    yield desk_over(store, folder)
    store.close()


def ask(desk: Desk, question: str, filters: Filters | None = None) -> Answer:
    return desk.ask(AskRequest(question=question, filters=filters or Filters()))


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_every_quote_stands_in_the_record(desk: Desk) -> None:
    answer = ask(desk, "How many passengers were stranded on Isle Brand?")
    assert answer.status is AnswerStatus.ANSWERED
    assert "More than 240 passengers were stranded on Isle Brand." in quotes(answer)
    for citation in answer.citations:
        version = desk.article(citation.article_id).version(citation.version)
        assert version is not None
        assert citation.quote == version.text[citation.start : citation.end]
        assert citation.verified
    assert all(sentence.verified for sentence in answer.sentences)


def test_somebodys_words_come_whole_and_with_the_speaker(desk: Desk) -> None:
    answer = ask(desk, "What did Dana Whitlock say about sailing?")
    assert quotes(answer)[:2] == [
        "“We will not sail until the pier is safe,” said Dana Whitlock, the company's director.",
        "“That is my promise to every passenger. I will not break it.”",
    ]


def test_a_caption_answers_and_names_its_photograph(desk: Desk) -> None:
    answer = ask(desk, "Who photographed the waves striking the Marlow pier?")
    (citation,) = [each for each in answer.citations if each.kind is Kind.CAPTION]
    assert citation.quote == "Waves strike the Marlow pier on March 3, 2021. IDA ROSS/Coast Press"
    assert citation.photo_id == desk.article("ferry").versions[0].photos[0].photo_id


def test_what_the_archive_does_not_hold_is_refused_with_what_is_missing(desk: Desk) -> None:
    answer = ask(desk, "Who won the 2019 Rugby World Cup?")
    assert answer.status is AnswerStatus.REFUSED
    assert (answer.sentences, answer.citations, answer.short) == ((), (), None)
    assert answer.reason is not None
    assert answer.reason.startswith("Nothing that was found mentions Rugby World Cup; nearest is “")
    assert {hit.passage.article_id for hit in answer.nearest} == {"ferry", "pier"}


def test_filters_limit_the_evidence(desk: Desk) -> None:
    answer = ask(desk, "What happened to the Marlow pier?", Filters(sources=("Inland Herald",)))
    assert {hit.passage.article_id for hit in answer.nearest} == {"pier"}
    assert {citation.article_id for citation in answer.citations} <= {"pier"}


def test_nothing_within_the_filters_is_a_refusal(desk: Desk) -> None:
    answer = ask(desk, "What happened to the Marlow pier?", Filters(sources=("Nowhere Gazette",)))
    assert (answer.status, answer.reason) == (
        AnswerStatus.REFUSED,
        "The archive holds nothing within these limits.",
    )


def test_an_answer_says_how_long_it_took_and_of_which_generation_it_is(desk: Desk) -> None:
    answer = ask(desk, "When will the pier reopen?")
    stages = ("search", "read", "write", "verify", "decide")
    assert set(answer.timings) == {*stages, "total"}
    assert answer.timings["total"] == pytest.approx(sum(answer.timings[stage] for stage in stages), rel=0.01)
    assert answer.generation == desk.generation()[0]
    assert answer.short == ("May 14, 2021", answer.sentences[0].citations[0])


def test_an_empty_question_is_refused_as_input(desk: Desk) -> None:
    with pytest.raises(InputError):
        ask(desk, "  ")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Interpol say about Iran's request?", "would not consider requests of this nature"),
        (
            "When was the photograph of the man carrying a portrait of Soleimani taken, and who took it?",
            "February 11, 2020. ATTA KENARE/AFP via Getty Images/Getty",
        ),
        ("How many U.S. soldiers were injured in the missile strikes?", "More than 100 U.S. soldiers"),
    ],
)
def test_the_seed_document_answers(seed_desk: Desk, question: str, words: str) -> None:
    answer = ask(seed_desk, question)
    assert answer.status is AnswerStatus.ANSWERED
    assert words in " ".join(quotes(answer))


def test_the_seed_document_does_not_say(seed_desk: Desk) -> None:
    answer = ask(seed_desk, "Who won the 2019 Rugby World Cup?")
    assert answer.status is AnswerStatus.REFUSED
    assert answer.nearest[0].passage.headline == "Iran Requests Interpol's Help to Arrest Trump Over Soleimani Killing"

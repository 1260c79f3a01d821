"""What every writer owes its callers, asked of both: the extractive one, and the one over a model at a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.evidence import Unit, units_of
from answer.extractive import ExtractiveWriter
from answer.model_writer import ModelWriter
from answer.openai_chat import OpenAiChat
from answer.question import read_question
from answer.reading import Reading, Scored
from answer.verify import verify
from answer.writer import AnswerWriter, Composition
from archive.sql_store import SqlStore
from index.hits import Passage
from tests.answer.newsroom import FERRY, PIER, passage_of, store_with, version_of
from tests.endpoint import serving

QUESTION = read_question("How many passengers were stranded on Isle Brand?")
BODIES = (
    passage_of(version_of(FERRY, "ferry"), FERRY.body.split("\n\n")[2]),
    passage_of(version_of(PIER, "pier"), PIER.body.split("\n\n")[0]),
)


def diligent(messages: list[dict[str, str]]) -> str:
    """A model's reply that says the first two sentences it was given in its own order, as a good one might."""
    lines = [line for line in messages[1]["content"].split("\n") if line.startswith("[")][:2]
    return " ".join(f"{line.partition('] ')[2].rstrip('.')} {line.partition(' ')[0]}." for line in lines)


@pytest.fixture(params=["extractive", "model"])
def writer(request: pytest.FixtureRequest) -> Iterator[AnswerWriter]:
    if request.param == "extractive":
        yield ExtractiveWriter()
        return
    with serving(diligent) as endpoint:
        yield ModelWriter(OpenAiChat(url=endpoint.url, name="diligent"), seconds=20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = store_with(tmp_path, [("ferry", FERRY), ("pier", PIER)])
    yield store
    store.close()


def reading_of(store: SqlStore, passages: tuple[Passage, ...]) -> Reading:
    """A reading in the order of the passages' sentences, the first the best."""
    units = units_of(passages, store)
    scored = tuple(Scored(unit, 5.0 - place, 5.0 - place, 5.0 - place) for place, unit in enumerate(units))
    return Reading(scored, tuple(units), tuple(units[:1]))


def written(writer: AnswerWriter, store: SqlStore) -> tuple[Composition, list[Unit]]:
    reading = reading_of(store, BODIES)
    return writer.write(QUESTION, reading, ()), list(reading.units)


def test_it_has_a_name(writer: AnswerWriter) -> None:
    assert writer.name


def test_nothing_to_write_from_gives_nothing(writer: AnswerWriter) -> None:
    assert writer.write(QUESTION, Reading(), ()) == Composition(())


def test_it_writes_and_every_sentence_has_its_quotes(writer: AnswerWriter, store: SqlStore) -> None:
    composition, _ = written(writer, store)
    assert "240 passengers were stranded on Isle Brand" in composition.sentences[0].text
    assert all(sentence.quotes for sentence in composition.sentences)


def test_every_quote_is_a_unit_that_it_was_given(writer: AnswerWriter, store: SqlStore) -> None:
    composition, units = written(writer, store)
    given = {(unit.passage.passage_id, unit.start, unit.end, unit.text) for unit in units}
    quotes = [quote for sentence in composition.sentences for quote in sentence.quotes]
    assert {(quote.passage.passage_id, quote.start, quote.end, quote.text) for quote in quotes} <= given
    assert len(quotes) >= 1


def test_what_it_writes_from_what_it_was_given_passes_verification(writer: AnswerWriter, store: SqlStore) -> None:
    composition, _ = written(writer, store)
    verified = verify(composition, BODIES, store)
    assert verified.dropped == ()
    for citation in verified.citations:
        version = store.version(citation.article_id, citation.version)
        assert citation.quote == version.text[citation.start : citation.end]


def test_it_does_not_depend_on_what_it_wrote_before(writer: AnswerWriter, store: SqlStore) -> None:
    assert written(writer, store)[0] == written(writer, store)[0]


def test_what_was_read_for_a_part_is_written_from_too(writer: AnswerWriter, store: SqlStore) -> None:
    part = reading_of(store, BODIES[1:])
    composition = writer.write(read_question("When will the pier reopen?"), Reading(), (part,))
    quoted = {quote.passage.article_id for sentence in composition.sentences for quote in sentence.quotes}
    assert quoted == {"pier"}

"""Which sentences the extractive writer quotes beside the best one."""

from pathlib import Path

from answer.evidence import units_of
from answer.extractive import ExtractiveWriter
from answer.question import read_question
from answer.reading import Reading, Scored
from archive.model import Draft, Metadata
from tests.answer.newsroom import passage_of, store_with, version_of

SENTENCES = (
    "Harbour Nights was released last May, to the joy of Vennick.",
    "Critics praised the songs of Ann Lind and the ships of Bo Calder.",
    "A tram stop in Marlow was named after the captain in 2023.",
    "The release was celebrated with fireworks on the quay until ten on Friday.",
    "Marlow Film had put the film into cinemas, where it was released on May 3, 2021, after a delay.",
)
FILM = Draft(headline="A harbour on the screen", body=" ".join(SENTENCES), metadata=Metadata())


def test_a_day_with_its_year_is_quoted_before_one_without(tmp_path: Path) -> None:
    store = store_with(tmp_path, [("film", FILM)])
    units = units_of([passage_of(version_of(FILM, "film"), FILM.body)], store)
    scored = tuple(Scored(unit, 5.0 - place, 5.0 - place, 5.0 - place) for place, unit in enumerate(units))
    reading = Reading(scored, tuple(units), tuple(units[:1]))
    composition = ExtractiveWriter().write(read_question("When was Harbour Nights released?"), reading, ())
    quoted = {sentence.text for sentence in composition.sentences}
    store.close()
    assert [unit.text for unit in units] == list(SENTENCES)
    assert SENTENCES[4] in quoted
    assert SENTENCES[3] not in quoted

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


VOTES = (
    "Maud Orr voted against the bridge because it would silt up the harbour.",
    "It was the last vote of the year.",
    "“Too dear,” said Piers Lind, 61.",
    "He voted against the bridge as well.",
    "She said the piles would not hold, and Orr was right.",
)
BRIDGE = Draft(headline="The vote on the bridge", body=" ".join(VOTES), metadata=Metadata())


def test_what_he_did_is_not_quoted_of_her(tmp_path: Path) -> None:
    store = store_with(tmp_path, [("bridge", BRIDGE)])
    units = units_of([passage_of(version_of(BRIDGE, "bridge"), BRIDGE.body)], store)
    store.close()
    assert [unit.text for unit in units] == list(VOTES)
    scored = tuple(Scored(units[place], 5.0, 5.0 - rank / 4, 5.0) for rank, place in enumerate((0, 3, 4)))
    reading = Reading(scored, tuple(units), (units[0],))
    quoted = {
        asked: [each.text for each in ExtractiveWriter().write(read_question(asked), reading, ()).sentences]
        for asked in ("Why did Maud Orr vote against the bridge?", "Why did Piers Lind vote against the bridge?")
    }
    assert quoted["Why did Maud Orr vote against the bridge?"] == [VOTES[0], VOTES[4]]
    assert VOTES[3] in quoted["Why did Piers Lind vote against the bridge?"]

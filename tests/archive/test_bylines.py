"""Bylines name people: each under one spelling, none invented, and no agency, desk, title or place among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bylines import authors_of, persons_in
from archive.folding import person_key, words_of
from archive.model import Draft, Metadata, Version
from ingest.compose import compose

PRINTED = {
    "Jane Doe": ["Jane Doe"],
    "By Jane Doe": ["Jane Doe"],
    "By JANE DOE": ["Jane Doe"],
    "By JANE DOE, Associated Press Writer": ["Jane Doe"],
    "JANE DOE, Staff Writer": ["Jane Doe"],
    "By Jane Doe and John Roe in Paris": ["Jane Doe", "John Roe"],
    "BY JANE DOE AND JOHN ROE IN PARIS": ["Jane Doe", "John Roe"],
    "Jane Doe, John Roe and Ida van Falk": ["Jane Doe", "John Roe", "Ida van Falk"],
    "Jane Doe, John Roe, and Ida van Falk": ["Jane Doe", "John Roe", "Ida van Falk"],
    "Jane Doe,John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe & John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe with John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe, as told to John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe at Harrow Bridge": ["Jane Doe"],
    "Jane Doe for The Vennick Packet": ["Jane Doe"],
    "Jane Doe of The Associated Press": ["Jane Doe"],
    "Jane Doe, The Associated Press": ["Jane Doe"],
    "Jane Doe, John Roe, Bloomberg": ["Jane Doe", "John Roe"],
    "Jane Doe, Special to The Times": ["Jane Doe"],
    "By Jane Doe | Special to the Courier": ["Jane Doe"],
    "Jane Doe, Science Editor": ["Jane Doe"],
    "Jane Doe, Press Association Political Correspondent": ["Jane Doe"],
    "Jane Doe, Harrow State University": ["Jane Doe"],
    "Jane Doe, PhD, and John Roe, M.D.": ["Jane Doe", "John Roe"],
    "Dr. Jane Doe": ["Jane Doe"],
    "SSG JOHN ROE": ["John Roe"],
    "Jane Doe, New York": ["Jane Doe"],
    "Jane Doe and John Roe, Nairobi": ["Jane Doe", "John Roe"],
    "Jane Doe/AFP/Getty Images": ["Jane Doe"],
    "JANE DOE/AFP": ["Jane Doe"],
    "Reuters and Jane Doe": ["Jane Doe"],
    "Jane Doe and MDR SACHSEN-ANHALT": ["Jane Doe"],
    "The Packet - Jane Doe": ["Jane Doe"],
    "Doe, Jane": ["Jane Doe"],
    "Doe, Jane; Roe, John": ["Jane Doe", "John Roe"],
    "jane.doe@packet.example (Jane Doe)": ["Jane Doe"],
    "Jane Doe jane.doe@packet.example @janedoe": ["Jane Doe"],
    "Jane Doe (jdo), John Roe (jro) and Ida Falk (ifa.)": ["Jane Doe", "John Roe", "Ida Falk"],
    "(Reporting by Jane Doe; Editing by John Roe)": ["Jane Doe"],
    "(Reporting by Jane Doe in Paris, Ida Falk in Rome; Editing by John Roe)": ["Jane Doe", "Ida Falk"],
    "(Additional reporting by Jane Doe, Ida Falk in Beirut; Writing by Bo Hart; Editing by J. Roe)": [
        "Jane Doe",
        "Ida Falk",
        "Bo Hart",
    ],
    "Reporting by Jane Doe, editing by John Roe": ["Jane Doe"],
    "Written by: Jane Doe": ["Jane Doe"],
    "Words by Jane Doe; Photographs by John Roe": ["Jane Doe", "John Roe"],
    "Text: Jane Doe, Fotos: John Roe": ["Jane Doe", "John Roe"],
    "Von Jane Doe und Jörg Rösch, dpa": ["Jane Doe", "Jörg Rösch"],
    "Par Jeanne Dubois et Jean Leroy": ["Jeanne Dubois", "Jean Leroy"],
    "Por Juana Peña y Martí Abad": ["Juana Peña", "Martí Abad"],
    "di Gianna Rossi e Carlo Bianchi": ["Gianna Rossi", "Carlo Bianchi"],
    "Juana Peña en Buenos Aires": ["Juana Peña"],
    "Juan Ramón y Cajal": ["Juan Ramón y Cajal"],
    "Trine Juncher og Tôrtia Reimer-Johansen": ["Trine Juncher", "Tôrtia Reimer-Johansen"],
    "André Oliver KLEIN": ["André Oliver Klein"],
    "BILL MCCARTHY": ["Bill McCarthy"],
    "SHAUNA O'BRIEN-SMITH": ["Shauna O'Brien-Smith"],
    "LUDWIG VAN DER BERG": ["Ludwig van der Berg"],
    "JK ROWAN": ["JK Rowan"],
    "J. K. Rowan": ["J. K. Rowan"],
    "Frances d'Emilio and Annick deGooyer": ["Frances d'Emilio", "Annick deGooyer"],
    "Ben Miller": ["Ben Miller"],
    "Shi En Kim": ["Shi En Kim"],
    "John Roe Jr. and John Roe III": ["John Roe Jr.", "John Roe III"],
    "viktor hedlund": ["Viktor Hedlund"],
    "Peter and Jane": ["Peter", "Jane"],
    "Marion": ["Marion"],
    "Ярослав Кузишин, Антон Зелинский и Карина Гасимова": ["Ярослав Кузишин", "Антон Зелинский", "Карина Гасимова"],
    "박준석 기자 외 1명": ["박준석"],
    "Jane Doe, JANE DOE": ["Jane Doe"],
    "AFP": [],
    "AFP, MANILA": [],
    "Reuters, MAR 04": [],
    "The Associated Press": [],
    "Staff Writer": [],
    "STAFF AND NEWS SERVICE REPORTS": [],
    "dpa correspondents": [],
    "Special to The Times": [],
    "Packet Staff": [],
    "BR24 Redaktion": [],
    "hessenschau.de, Frankfurt, Germany": [],
    "srf/hosb;kesm": [],
    "admin": [],
    "Super User": [],
    "Creator1 (ref2017.1) and Creator2 (ref2017.1)": [],
    "台北時報": [],
    "-": [],
}


@pytest.mark.parametrize(("printed", "people"), PRINTED.items(), ids=range(len(PRINTED)))
def test_a_byline_names_its_people(printed: str, people: list[str]) -> None:
    assert list(persons_in(printed)) == people


@pytest.mark.parametrize("printed", ["Vennick Packet", "VENNICK PACKET", "The Vennick Packet", "vennickpacket.com"])
def test_the_paper_itself_is_nobody(printed: str) -> None:
    assert persons_in(printed, "Vennick Packet") == ()
    assert persons_in(f"Jane Doe, {printed}", "Vennick Packet") == ("Jane Doe",)


@given(st.text(max_size=80) | st.sampled_from(list(PRINTED)))
def test_nobody_is_invented_and_nobody_named_twice(printed: str) -> None:
    stand = set(words_of(printed).split())
    people = persons_in(printed)
    for name in people:
        assert set(words_of(name).split()) <= stand
    assert len({person_key(name) for name in people}) == len(people)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JANE DOE", "Jane  Doe"),
        ("José Núñez", "Jose Nunez"),
        ("Tuva Løland", "TUVA LOLAND"),
        ("J. K. Rowan", "JK Rowan"),
        ("J.K. Rowan", "j k rowan"),
        ("Shauna O’Brien", "Shauna OBrien"),
        ("Anne-Kathrin Hart", "Anne Kathrin Hart"),
        ("John Roe Jr.", "John Roe Jr"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Joe Smith", "Jo Smith"), ("Jane A. Doe", "Jane B. Doe"), ("Li Wei", "Wei Li")]
)
def test_names_of_two_people_are_two(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def version(body: str, byline: str | None = None) -> Version:
    draft = Draft(headline="Flood", body=body, metadata=Metadata(byline=byline, source="Packet"))
    return compose(draft).as_version("a", 1, "2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("ending", "people"),
    [
        ("(Reporting by Ida Falk in Paris; Editing by John Roe)", ("Jane Doe", "Ida Falk")),
        ("\n\nReporting by Ida Falk; editing by John Roe", ("Jane Doe", "Ida Falk")),
        ("\n\nAdditional reporting by Ida Falk.", ("Jane Doe", "Ida Falk")),
        ("\n\n(Writing by Jane Doe)", ("Jane Doe",)),
        ("\n\nThe reporting by Ida Falk won a prize.", ("Jane Doe",)),
        ("\n\nEditing by John Roe", ("Jane Doe",)),
    ],
)
def test_who_signed_the_text_is_an_author_as_well(ending: str, people: tuple[str, ...]) -> None:
    said = version(f"The river rose on Monday. {ending}", "By JANE DOE")
    assert authors_of(said) == people
    assert said.metadata.byline == "By JANE DOE"


def test_a_signature_in_the_middle_of_a_long_text_is_part_of_the_story() -> None:
    text = "The river rose. \n\n(Reporting by Ida Falk)\n\n" + "The mayor spoke of the bridge. " * 40
    assert authors_of(version(text)) == ()

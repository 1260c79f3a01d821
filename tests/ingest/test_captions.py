"""Captions and credits as wires and papers print them."""

import pytest

from archive.model import NewsDate
from ingest.captions import read_caption
from ingest.credits import is_person, photographer

CAPTIONS = [
    (
        "A Iranian man carries a portrait of slain Iranian commander Qassem Soleimani in Tehran, Iran on "
        "February 11, 2020. ATTA KENARE/AFP via Getty Images/Getty",
        ("ATTA KENARE/AFP via Getty Images/Getty", "ATTA KENARE", "Tehran, Iran", "2020-02-11"),
    ),
    ("The mayor on May 3, 2019. (AP Photo/John Smith)", ("AP Photo/John Smith", "John Smith", None, "2019-05-03")),
    ("Smoke. Photo by Ann Lee/Reuters", ("Photo by Ann Lee/Reuters", "Ann Lee", None, None)),
    ("A dog. Photograph: Jane Doe/The Guardian", ("Photograph: Jane Doe/The Guardian", "Jane Doe", None, None)),
    (
        "X speaks in Paris, France, on Monday, Feb. 3, 2020. REUTERS/Jane Doe",
        ("REUTERS/Jane Doe", "Jane Doe", "Paris, France", "2020-02-03"),
    ),
    (
        "TEHRAN, IRAN - FEBRUARY 11: A crowd. (Photo by A. B. Kenare/AFP via Getty Images)",
        ("Photo by A. B. Kenare/AFP via Getty Images", "A. B. Kenare", "TEHRAN, IRAN", None),
    ),
    (
        "19 Jan 2002: Cobi Jones at the Rose Bowl in Pasadena , California. Mandatory Credit: Stephen Dunn/Getty",
        ("Mandatory Credit: Stephen Dunn/Getty", "Stephen Dunn", "Pasadena, California", "2002-01-19"),
    ),
    (
        "Bo Ek in Vennick on June 17, 2014. Davit Solano for the Vennick Packet",
        ("Davit Solano for the Vennick Packet", "Davit Solano", "Vennick", "2014-06-17"),
    ),
    ("A view. Courtesy of the Smith Family", ("Courtesy of the Smith Family", None, None, None)),
    ("A man walks. Handout/City of Vennick", ("Handout/City of Vennick", None, None, None)),
    ("Jupiter. Image: NASA/JPL-Caltech", ("Image: NASA/JPL-Caltech", None, None, None)),
    ("Der Rhein. Foto: dpa", ("Foto: dpa", None, None, None)),
    ("Pictures by children cover a wall in the school.", (None, None, None, None)),
    ("He said it was a matter for the U.S. courts.", (None, None, None, None)),
    ("The fair on June 11 in a year nobody wrote down.", (None, None, None, None)),
    ("The vote in 2099, or so it says: on May 3, 2099.", (None, None, None, None)),
]


@pytest.mark.parametrize(("text", "facts"), CAPTIONS)
def test_a_caption_tells_credit_photographer_place_and_date_and_stays_as_printed(text, facts):
    photo = read_caption(text)
    taken = None if photo.taken is None else photo.taken.iso
    assert (photo.credit, photo.byline, photo.place, taken) == facts
    assert photo.caption == text


def test_what_stood_beside_the_caption_wins():
    taken = NewsDate("2019-05-02", "DateCreated")
    photo = read_caption("The mayor on May 3, 2019. ANN LEE/Packet", credit="Packet", byline=None, taken=taken)
    assert (photo.credit, photo.byline, photo.taken) == ("Packet", "ANN LEE", taken)


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("ATTA KENARE/AFP via Getty Images/Getty", "ATTA KENARE"),
        ("© Mike Cardew/ZUMA Press/Corbis", "Mike Cardew"),
        ("AP Photo/Jane Q. Doe, File", "Jane Q. Doe"),
        ("Photo: José de la Cruz", "José de la Cruz"),
        ("Getty Images", None),
        ("Vennick Town Council", None),
        ("Reuters", None),
        (None, None),
    ],
)
def test_the_photographer_is_the_person_in_the_credit(credit, name):
    assert photographer(credit) == name


@pytest.mark.parametrize("name", ["Ann Lee", "J. R. R. Tolkien", "Ludwig van Beethoven", "MARIA GARCÍA-LÓPEZ"])
def test_a_name_of_a_person(name):
    assert is_person(name)


@pytest.mark.parametrize("name", ["Ann", "Getty Images", "the mayor", "Press Association", "A B C D E F", ""])
def test_no_name_of_a_person(name):
    assert not is_person(name)

"""Credits and signatures, told from what is said."""

import pytest

from answer.credits import asks_photographer, is_credit, speaks_of_credits


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ida Ross/Coast Press",
        "(Photo by Ida Ross, Getty Images)",
        "(Top photo: Ida Ross / Getty Images)",
        "Photograph: Randy Brooks/AFP/Getty Images",
        "(Image credit: KATERYNA KON/SCIENCE PHOTO LIBRARY via Getty Images)",
        "Image source, Getty Images",
        "Credit: AFP",
        "Ida Ross/Invision/AP",
        "Coast News Agency via Getty Images",
        "Embed from Getty Images",
        "— Marlow Ferries (@MarlowFerries) May 10, 2019",
        "— The Coast Press’s Ida Ross contributed to this report.",
        "Ann Lind and Bo Calder also contributed to this story’s reporting.",
        "(Reporting by I. Ross; editing by Bo Calder)",
        "Additional reporting by Ann Lind.",
        "pic.example.com/aBc12 — Marlow Ferries (@MarlowFerries) November 1, 2023",
    ],
)
def test_credits_and_signatures_are_told(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photo of the pier at dusk, taken by Ida Ross, sold for 400 crowns.",
        "Getty Images sued Orrtech on Friday.",
        "Reuters reported the sale.",
        "The pier is shut. — Marlow Ferries (@MarlowFerries) May 10, 2019",
        "Ann Lind and Bo Calder in 2000 on the quay (Getty)",
        "Credit: the bank lends no more than 400 crowns.",
        "Bloomberg",
        "Ann Lind contributed 400 crowns to this cause.",
        "Her reporting by then had won two prizes.",
        "Reporting by the Inland Herald exposed the fraud.",
        "Divers from 40 towns contributed to the report.",
        "Editing by hand took two years.",
        "Ann Lind won.",
    ],
)
def test_what_says_something_is_none(text: str) -> None:
    assert is_credit(text) is (text == "Bloomberg")


def test_who_took_a_picture_is_asked() -> None:
    assert asks_photographer("Who took the aerial picture of the pier?")
    assert not asks_photographer("Who took the money?")


def test_a_credit_may_answer_what_speaks_of_credits() -> None:
    assert all(map(speaks_of_credits, ("Who is the photographer of the weir?", "Whose picture of the pier ran?")))
    assert speaks_of_credits("Who contributed to the report on the pier?")
    assert not speaks_of_credits("Who took the money?")

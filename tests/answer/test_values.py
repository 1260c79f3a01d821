import pytest

from answer.values import Amount, Day, amount_of, day_of


@pytest.mark.parametrize(
    ("text", "following", "expected"),
    [
        ("more than 100", " passengers were stranded", Amount(100, "passenger")),
        ("11,000 people", "", Amount(11_000, "person")),
        ("$4.5 billion", "", Amount(4.5e9, "$")),
        ("1.65 billion", " dollars in 2006", Amount(1.65e9, "$")),
        ("two dozen", ", said the board", Amount(24, "")),
        ("two hundred thousand", "", Amount(200_000, "")),
        ("forty-one", " boats", Amount(41, "boat")),
        ("40 percent", "", Amount(40, "%")),
        ("18.4 million", " crowns", Amount(18.4e6, "crown")),
    ],
)
def test_a_quantity_is_a_number_of_something(text: str, following: str, expected: Amount) -> None:
    assert amount_of(text, following) == expected


def test_words_without_a_number_are_no_amount() -> None:
    assert amount_of("about") is None


def test_rounding_and_another_unit_are_no_difference() -> None:
    assert Amount(11_000, "people").differs(Amount(6_500, ""))
    assert not Amount(10.4e9, "$").differs(Amount(10.389e9, "$"))
    assert not Amount(11_000, "people").differs(Amount(6_500, "crown"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 14, 2021", Day(2021, 5, 14)),
        ("1st of March 2019", Day(2019, 3, 1)),
        ("Sept. 3, 2020", Day(2020, 9, 3)),
        ("14 May", Day(None, 5, 14)),
        ("February 29", Day(None, 2, 29)),
        ("March 2019", Day(2019, 3, None)),
        ("2021", Day(2021, None, None)),
        ("next week", None),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text: str, expected: Day | None) -> None:
    assert day_of(text) == expected


def test_dates_differ_only_in_what_both_give() -> None:
    assert Day(2021, 5, 14).differs(Day(None, 5, 20))
    assert not Day(2021, 5, 14).differs(Day(2021, None, None))

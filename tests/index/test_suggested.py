"""Days that a query names become filters to offer, counted from a given day."""

from datetime import date

import pytest

from index.named_dates import named_dates
from index.suggested import suggested

TODAY = date(2024, 3, 13)  # a Wednesday

CASES = {
    "floods in October 2023": [("October 2023", "2023-10-01", "2023-10-31")],
    "on 11 February 2020 and 2020-02-29": [
        ("11 February 2020", "2020-02-11", "2020-02-11"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
    ],
    "what happened yesterday": [("yesterday", "2024-03-12", "2024-03-12")],
    "last March": [("last March", "2023-03-01", "2023-03-31")],
    "last february": [("last february", "2024-02-01", "2024-02-29")],
    "last month, last year, this week": [
        ("last month", "2024-02-01", "2024-02-29"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("this week", "2024-03-11", "2024-03-17"),
    ],
    "last Wednesday": [("last Wednesday", "2024-03-06", "2024-03-06")],
    "in 2016 and since 1998": [("2016", "2016-01-01", "2016-12-31"), ("1998", "1998-01-01", "1998-12-31")],
    "30 February 2020, 2000 people, 1984": [],
    "the last days of may": [],
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items())
def test_days_named_are_offered(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = suggested(text, tuple(named_dates(text)), TODAY)
    assert [(each.text, str(each.date_from), str(each.date_to)) for each in found] == wanted


def test_before_the_first_day_nothing_is_offered() -> None:
    assert suggested("yesterday, last month, last year, last week", (), date.min) == ()

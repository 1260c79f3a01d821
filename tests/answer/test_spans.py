import pytest

from answer.spans import dates, names, quantities

TEXT = (
    "On March 3, 2021, President Lena Ortiz of the Bank of Marlow & Sons paid “more than 240” men $4.5 billion, "
    "two dozen in all, on Monday. The Age, in May 2020."
)


def test_dates_have_a_month_or_a_year() -> None:
    assert [TEXT[start:end] for start, end in dates(TEXT)] == ["March 3, 2021", "May 2020"]


def test_quantities_keep_what_qualifies_them_and_leave_dates_alone() -> None:
    assert [TEXT[start:end] for start, end in quantities(TEXT)] == ["more than 240", "$4.5 billion", "two dozen"]


@pytest.mark.parametrize("text", ["12%", "40 per cent", "forty-five", "£1.2bn", "nearly 3,000", "a hundred"])
def test_a_quantity_is_found_whole(text: str) -> None:
    assert [f"It was {text}."[start:end] for start, end in quantities(f"It was {text}.")] == [text]


def test_names_are_runs_of_capitalised_words_without_weekdays_and_months() -> None:
    assert [name.text for name in names(TEXT)] == ["President Lena Ortiz", "Bank of Marlow & Sons", "Age"]


def test_a_name_is_where_it_says() -> None:
    assert [TEXT[name.start : name.end] for name in names(TEXT)] == [name.text for name in names(TEXT)]


def test_a_capital_that_may_be_the_sentences_is_marked() -> None:
    assert [(name.text, name.opens) for name in names("Bridges fell. Then Ortiz came.")] == [
        ("Bridges", True),
        ("Ortiz", False),
    ]

"""What happened after the last article was printed is not in the archive."""

from datetime import date

import pytest

from answer.beyond import Beyond, beyond
from answer.question import read_question

LATEST = date(2023, 12, 26)


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("What sentence did Dana Whitlock receive in March 2024?", "March 2024"),
        ("Who won the regatta on January 5, 2024?", "5 January 2024"),
        ("How many ferries were sold in 2025?", "2025"),
        ("What did the council decide in December 2023 and in January 2024?", "January 2024"),
        ("What did the mayor say in March 2024?", "March 2024"),
        ("Who resigned on December 27, 2023?", None),  # a day's slack
        ("Who resigned in December 2023?", None),
        ("Who resigned in 2023?", None),
        ("Is a second trial planned for March 2024?", None),
        ("What did the board say about the works of 2025?", None),
        ("Which ferries sail in 2025?", None),
        ("Who resigned on February 31, 2024?", None),
    ],
)
def test_only_what_happened_after_the_end_lies_beyond_it(question: str, time: str | None) -> None:
    assert beyond(read_question(question), lambda: LATEST) == (Beyond(time, LATEST) if time else None)


def test_an_archive_without_days_has_no_end() -> None:
    assert beyond(read_question("Who won the regatta in 2024?"), lambda: None) is None

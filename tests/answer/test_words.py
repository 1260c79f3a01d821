import pytest

from answer.words import is_stop, stem, stems


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bridges", "bridg"),
        ("bridge", "bridg"),
        ("stopped", "stop"),
        ("stopping", "stop"),
        ("stuck", "stick"),
        ("won", "win"),
        ("people", "person"),
        ("U.S.", "us"),
        ("Iran's", "iran"),
        ("3,800", "3800"),
        ("2.5", "2.5"),
        ("Café", "cafe"),
    ],
)
def test_a_word_is_compared_without_its_ending(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_pronouns_are_stop_words_and_acronyms_are_not() -> None:
    stops = [is_stop(word) for word in ("us", "US", "who", "WHO", "bridge")]
    assert stops == [True, False, True, False, False]


def test_stems_are_of_content_words_in_order() -> None:
    assert stems("Who told us that the U.S. bridges cost 3,800?") == ["tell", "us", "bridg", "cost", "3800"]

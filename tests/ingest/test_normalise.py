import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import folded, normalise, one_line, paragraphs


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a  \t\n \n\n b", "a\n\n b"),
        ("\ufeffa\u200bb\u2060c\x00d\x07e\u00adf", "abcdef"),
        ("cafe\u0301", "café"),
        (
            "\u201cWe said \u2018no\u2019,\u201d\u00a0he said \u2014 \u00abnon\u00bb",
            "“We said ‘no’,”\u00a0he said — «non»",
        ),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("a\tb", "a\tb"),
        (" \n\n", ""),
    ],
)
def test_white_space_and_invisible_characters_are_put_in_order_and_words_stay(given_text, expected):
    assert normalise(given_text) == expected


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_one_line_and_paragraphs_and_folding():
    assert one_line(" a\n\n b\tc ") == "a b c"
    assert paragraphs("one\ntwo\n\nthree") == ["one\ntwo", "three"]
    assert folded("  ﬁne  STRASSE ") == folded("Fine\nstraße") == "fine strasse"

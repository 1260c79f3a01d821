from hypothesis import given
from hypothesis import strategies as st

from answer.folding import folded

PRINTED = "The  “end” — it’s\u00a0near… so\u00adon"


def test_typography_is_ironed_out() -> None:
    assert folded(PRINTED).text == 'The "end" - it\'s near... soon'


def test_a_quote_with_other_typography_is_found_where_it_is_printed() -> None:
    start, end = folded(PRINTED).find(folded('"end" – it\'s near')) or (0, 0)
    assert PRINTED[start:end] == "“end” — it’s\u00a0near"


def test_of_several_places_the_nearest_is_taken() -> None:
    assert folded("ab ab ab").find(folded("ab"), near=4) == (3, 5)


def test_other_words_are_not_found() -> None:
    assert folded(PRINTED).find(folded("the end")) is None
    assert folded(PRINTED).find(folded("")) is None


@given(st.text(max_size=60), st.data())
def test_any_stretch_is_found_to_read_the_same(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    words = folded(text[first:last])
    span = folded(text).find(words, near=first)
    assert not words.text or (span is not None and folded(text[slice(*span)]).text == words.text)

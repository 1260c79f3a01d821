"""What the reranker reads of a long passage: the stretch that says most of what is asked."""

from hypothesis import given
from hypothesis import strategies as st

from index.windows import WINDOW, Windows

FILLER = "The weather was fine and nobody was in a hurry that day. " * 12
ANSWER = "Lena Ortiz sold the dredger Petrel to a yard in Vennick."
LONG = f"{FILLER}{ANSWER} {FILLER}"


def test_the_stretch_begins_with_the_sentence_that_holds_the_words() -> None:
    (stretch,) = Windows([LONG]).about("Who sold the dredger Petrel?")
    assert ANSWER in stretch
    assert WINDOW - 20 < len(stretch) <= WINDOW
    assert f" {stretch} " in LONG


def test_a_word_that_few_passages_hold_counts_for_more() -> None:
    text = f"{FILLER}The council met in the town hall. {FILLER}Petrel was sold. {FILLER}"
    others = ["The council met in the town hall."] * 8
    stretch = Windows([text, *others]).about("council Petrel")[0]
    assert "Petrel" in stretch
    assert "council" not in stretch


def test_one_that_ends_the_passage_reaches_back_to_its_full_length() -> None:
    text = f"{FILLER}{ANSWER}"
    (stretch,) = Windows([text]).about("dredger Petrel")
    assert WINDOW - 20 < len(stretch) <= WINDOW
    assert text.endswith(f" {stretch}")


def test_what_is_short_is_read_whole_and_what_holds_no_word_from_its_beginning() -> None:
    short, long = Windows([f" {ANSWER}\n", LONG]).about("Éowyn")
    assert short == ANSWER
    assert LONG.startswith(f"{long} ")
    assert Windows([]).about("dredger") == []


def test_accents_and_case_are_nothing() -> None:
    text = f"{FILLER}Señor Muñoz spoke. {FILLER}{FILLER}"
    assert "Muñoz spoke" in Windows([text, FILLER]).about("MUNOZ")[0]


@given(st.lists(st.text(alphabet="ab .!?\n-é漢", max_size=1500), max_size=4), st.text(alphabet="ab é漢", max_size=40))
def test_any_text_gives_a_stretch_of_itself(texts: list[str], question: str) -> None:
    for text, stretch in zip(texts, Windows(texts).about(question), strict=True):
        assert stretch in text
        assert len(stretch) <= WINDOW


def test_a_word_that_the_window_would_cut_in_two_is_left_out() -> None:
    opening = "x" * (WINDOW - 6)
    assert Windows([f"{opening} focused {FILLER}"]).about("focus") == [opening]


def test_a_sentence_longer_than_a_window_is_read_where_it_holds_the_words() -> None:
    text = "and ".join(f"lot {number} of timber " for number in range(60)) + "and the dredger Petrel"
    assert "dredger Petrel" in Windows([text, FILLER]).about("dredger Petrel")[0]

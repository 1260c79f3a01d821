"""Sentences tile the text, and hard news sentences end where a reader would end them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import sentence_spans, trimmed
from ingest.normalise import normalise
from tests.strategies import texts


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@settings(max_examples=300, deadline=None)
@given(st.text() | texts(), st.sampled_from(["en", "de", "fr", "xx"]))
def test_sentences_tile_the_text(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    assert "".join(text[start:end] for start, end in spans) == text
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert all(start < end for start, end in spans)


@settings(max_examples=300, deadline=None)
@given(texts())
def test_white_space_belongs_to_the_sentence_before_it(text: str) -> None:
    """In a text as the record stores it, every sentence opens with a word."""
    assert not any(each[0].isspace() for each in sentences(normalise(text)))


@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_line_break_ends_a_sentence(text: str) -> None:
    assert not any("\n" in each.strip() for each in sentences(text))


@pytest.mark.parametrize(
    "wanted",
    [
        ["The mayor of St. Louis, Lt. Col. J. R. Brown (Ret.), met Dr. A. B. Smith on Jan. 5. ", "They agreed."],
        ["Mr. and Mrs. O’Brien v. Acme Inc. was heard by Justice R. B. Hall. ", "No ruling came."],
        ["WASHINGTON (AP) — The F.B.I. raided No. 10 Elm St. on Tuesday. ", "Nobody was hurt."],
        ["Will the U.S. sign? ", "The U.S. Senate said no."],
        ["Gov. Jane Roe, D-Calif., spoke. ", "Sen. Max Poe, R-Ky., did not."],
        ["“We lost,” she said. ", "“We will not lose again.” ", "He left."],
        ["“Stop!” he cried. ", "“Why?” she asked. ", "They ran (and fell). ", "Done."],
        ["‘It’s over,’ he said. ", "‘Go home.’"],
        ["She asked: “Is it true?” ", "It was."],
        ["Prices rose 3.5 percent to $1.2 million. ", "Shares fell 0.4%."],
        ["The vote was 5-4. ", "Justices dissented."],
        ["He was born in 1984. ", "40 years later he died."],
        ["He paused ... and went on. ", "“Wait…” she said. ", "Then nothing."],
        ["Is it true?! ", "Yes... ", "No."],
        ["The game starts at 1 p.m. ET. ", "Doors open at noon."],
        ["The game starts at 1 p.m. EST on CBS. ", "Doors open at noon."],
        ["The river rose at 10 a.m. Monday. ", "It fell by night."],
        ["The game starts at 1 p.m. ", "Doors open at noon."],
        ["The train leaves at 1 p.m. ", "Etna is far away."],
        ["How do you earn the job?: After ten years, ask."],
        ["See www.example.com. ", "Or write to a.b@c.co.uk today! ", "It’s free."],
        ["Yahoo! said it would buy it. ", "Markets fell."],
        ["The vote ended.\n", "A new paragraph.\n\n", "A third."],
        ["A headline without a stop\n\n", "The body follows. ", "It is short."],
        ["彼は来た。", "彼女は去った。"],
    ],
    ids=lambda each: each[0][:30],
)
def test_hard_sentences(wanted: list[str]) -> None:
    assert sentences("".join(wanted)) == wanted


def test_an_unclosed_quotation_mark_does_not_swallow_the_page() -> None:
    rest = [f"The clerk read letter {number} to the board. " for number in range(40)]
    wanted = ['He said: "I never signed it. ', *rest[:-1], rest[-1].strip()]
    assert sentences("".join(wanted)) == wanted


def test_pictures_and_rare_letters_move_no_boundary() -> None:
    wanted = ["🗼🗼 𝔉lood 👩‍👩‍👧‍👦 came. ", "🇺🇳 It went. ", "Naïve e\u0301tat? ", "Done."]
    assert sentences("".join(wanted)) == wanted


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n \n", "\u3000"])
def test_a_text_without_words(text: str) -> None:
    assert sentences(text) == ([text] if text else [])


@pytest.mark.parametrize(
    ("text", "wanted"), [("  a b. \n", "a b."), ("a", "a"), ("   ", ""), ("", ""), ("\u00a0a\u3000", "a")]
)
def test_trimmed_leaves_the_words(text: str, wanted: str) -> None:
    start, end = trimmed(f"xx{text}yy", (2, 2 + len(text)))
    assert f"xx{text}yy"[start:end] == wanted
    assert 2 <= start <= end <= 2 + len(text)

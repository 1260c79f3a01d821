from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.evidence import join_fragments, keep_names, keep_quotations, units_of
from archive.model import Draft, Metadata
from index.sentences import Span, sentence_spans, trimmed
from tests.answer.newsroom import FERRY, passage_of, store_with, version_of


def sentences(text: str) -> list[Span]:
    return [span for span in (trimmed(text, each) for each in sentence_spans(text)) if span[0] < span[1]]


def texts(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_nothing_inside_a_quotation_is_shortened() -> None:
    text = "He said “I go. I stay.” Then he left town quickly."
    assert texts(text, keep_quotations(text, sentences(text))) == [
        "He said “I go. I stay.”",
        "Then he left town quickly.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "It moved to the Orrfund.US platform in May. It left.",
            ["It moved to the Orrfund.US platform in May. ", "It left."],
        ),
        (
            "We sold it to Ann Orrfund.WHO KNEW OF IT? Nobody.",
            ["We sold it to Ann Orrfund.", "WHO KNEW OF IT? ", "Nobody."],
        ),
        ("It was for example.US firms paid.", ["It was for example.", "US firms paid."]),
        ("It moved to Orrfund. US firms paid.", ["It moved to Orrfund. ", "US firms paid."]),
    ],
)
def test_a_full_stop_inside_a_name_ends_no_sentence(text: str, found: list[str]) -> None:
    assert texts(text, keep_names(text, sentence_spans(text))) == found


def test_a_quotation_mark_that_is_never_closed_joins_nothing() -> None:
    text = 'The screen was 15" wide. It cost a fortune. Nobody bought it.'
    assert texts(text, keep_quotations(text, sentences(text))) == texts(text, sentences(text))


def test_a_fragment_is_joined_to_the_next_sentence() -> None:
    text = 'Then he left town quickly. "No," he said. "Never again will I go."'
    assert texts(text, join_fragments(text, sentences(text))) == [
        "Then he left town quickly.",
        '"No," he said. "Never again will I go."',
    ]


@given(st.text(alphabet='ab .!?"“”\n', max_size=80))
def test_joining_loses_no_text_and_keeps_order(text: str) -> None:
    spans = sentences(text)
    joined = join_fragments(text, keep_quotations(text, spans))
    assert sorted(joined) == joined
    assert all(any(start <= first and last <= end for start, end in joined) for first, last in spans)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("More than 240", ["More than 240 passengers were stranded on Isle Brand."]),
        ("Waves strike the Marlow", ["Waves strike the Marlow pier on March 3, 2021. IDA ROSS/Coast Press"]),
        ("Correction: An earlier", ["Correction: An earlier version said 420 passengers were stranded. It was 240."]),
    ],
)
def test_units_are_whole_sentences_captions_and_corrections(tmp_path: Path, words: str, expected: list[str]) -> None:
    version = version_of(FERRY, "a1")
    store = store_with(tmp_path, [("a1", FERRY)])
    units = units_of([passage_of(version, words)], store)
    assert [unit.text for unit in units] == expected
    assert all(unit.text == version.text[unit.start : unit.end] for unit in units)


def test_credits_and_signatures_are_units_only_where_asked_for(tmp_path: Path) -> None:
    lines = ("The pier is shut until Friday.", "— Marlow Ferries (@MarlowFerries) May 10, 2019", "Photo: Ida Ross/AP")
    draft = Draft(headline="The pier", body="\n\n".join(lines), metadata=Metadata())
    store = store_with(tmp_path, [("a1", draft)])
    passage = passage_of(version_of(draft, "a1"), draft.body)
    plain, with_credits = (units_of([passage], store, with_credits=each) for each in (False, True))
    store.close()
    assert [unit.text for unit in plain] == list(lines[:1])
    assert [unit.text for unit in with_credits] == list(lines)

"""The lines that surround a body: bylines, datelines, notes; and wrapped lines."""

import pytest

from ingest.bylines import byline, byline_of_line
from ingest.datelines import dateline_of
from ingest.lines import Paragraph, paragraphs_of
from ingest.notes import is_note, split_notes


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By A. Reporter and B. Writer", "A. Reporter and B. Writer"),
        ("BY JANE DOE, Staff Writer", "JANE DOE, Staff Writer"),
        ("By Judge Miriam Oake. Vennick, September 25, 2018", "Judge Miriam Oake"),
        ("By Jane Doe, March 3, 2020", "Jane Doe"),
        ("Von Anna Schmidt", "Anna Schmidt"),
        ("By the time it opened nobody cared", None),
        ("By Tuesday the river had risen.", None),
        ("Jane Doe", None),
        ("By", None),
    ],
)
def test_a_byline_is_by_and_a_name(line, name):
    assert byline_of_line(line) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("By Jane Doe", "Jane Doe"),
        (["Jane Doe", "Bo Ek", "Jane Doe"], "Jane Doe and Bo Ek"),
        (["A A", "B B", "C C"], "A A, B B and C C"),
        ([{"name": "Jane Doe", "@type": "Person"}, {"name": "Bo Ek"}], "Jane Doe and Bo Ek"),
        ({"firstname": "Jane", "lastname": "Doe"}, "Jane Doe"),
        ("https://packet.example/authors/jane", None),
        (None, None),
        ([], None),
        (7, None),
    ],
)
def test_a_byline_field_in_any_shape(value, name):
    assert byline(value) == name


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("HARBOUR, March 3 (Agency) -- The strike ended.", ("HARBOUR, March 3", "Agency")),
        ("VENNICK, Sept. 14 -- At eleven", ("VENNICK, Sept. 14", None)),
        ("NEW YORK (AP) — Stocks fell", ("NEW YORK", "AP")),
        ("ST. LOUIS, Mo., 3 May 2020 (Reuters) - Stocks", ("ST. LOUIS, Mo., 3 May 2020", "Reuters")),
        ("LONDON, March 3, 2020 (Reuters) - Stocks", ("LONDON, March 3, 2020", "Reuters")),
        ("The strike -- it ended -- was long", (None, None)),
        ("THE COUNCIL - ALL OF IT - VOTED", (None, None)),
        ("A-levels are back", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_dateline_opens_the_body(body, expected):
    assert dateline_of(body) == expected


@pytest.mark.parametrize(
    "text",
    [
        "This article has been updated to include comment from Interpol.",
        "Correction: An earlier version of this story misnamed the bridge.",
        "CORRECTION (May 3): The bridge has six piers.",
        "An earlier version of this article gave the wrong date.",
        "Editor's note: The writer is the mayor's sister.",
        "*This story was corrected on May 3.*",
        "UPDATE: Nov. 27, 2023, 5:00 a.m. EST This post has been updated.",
    ],
)
def test_a_note_is_told(text):
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    ["This article of faith is old.", "Corrections officers struck.", "Updated rules came in.", "The story was long."],
)
def test_a_sentence_is_no_note(text):
    assert not is_note(text)


def test_notes_are_taken_from_the_edges_only():
    note = "Correction: it was six."
    inner = [f"Paragraph {n}." for n in range(9)]
    assert split_notes([note, *inner, note]) == (inner, (note, note))
    middle = [*inner[:4], note, *inner[4:]]
    assert split_notes(middle) == (middle, ())
    assert split_notes([note]) == ([note], ())


def test_lines_wrapped_at_a_width_are_joined():
    text = (
        "The harbour board settled the strike on\n"
        "Tuesday night after nine days in which\n"
        "not one ship was unloaded.\n"
        "   The men go back on Thursday, and the\n"
        "board will pay.\n\nAll is well."
    )
    assert paragraphs_of(text) == [
        Paragraph(
            "The harbour board settled the strike on Tuesday night after nine days in which not one ship was unloaded.",
            0,
        ),
        Paragraph("The men go back on Thursday, and the board will pay.", 0),
        Paragraph("All is well.", 1),
    ]


def test_lines_of_an_unwrapped_file_are_paragraphs():
    text = "Headline\nA long line of a paragraph that was never wrapped.\nShort.\n\nEnd."
    assert [each.text for each in paragraphs_of(text)] == [
        "Headline",
        "A long line of a paragraph that was never wrapped.",
        "Short.",
        "End.",
    ]

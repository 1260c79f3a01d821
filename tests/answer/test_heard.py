"""Other people's words on the matter are not the words of the one who is asked to have spoken."""

from pathlib import Path

import pytest

from answer.evidence import units_of
from answer.heard import unheard
from answer.question import read_question
from answer.reading import Reading
from tests.answer.newsroom import FERRY, passage_of, store_with, version_of


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Two paragraphs on the ferry: one of its director's words, one of numbers, under the byline of Ida Ross."""
    store = store_with(tmp_path, [("ferry", FERRY)])
    version = version_of(FERRY, "ferry")
    words = ("“We will not sail", "More than 240")
    paragraphs = [next(each for each in version.text.split("\n\n") if each.startswith(first)) for first in words]
    units = units_of([passage_of(version, each) for each in paragraphs], store)
    store.close()
    return Reading((), tuple(units))


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("What did Dana Whitlock say about the ferry?", None),
        ("What did Whitlock promise about the pier?", None),
        ("What did Ida Ross say about the ferry?", None),
        ("What did Carla Vane say about the ferry?", "what Carla Vane said"),
        ("What did the director say about the ferry?", None),
        ("What did Whitlock Jr. say about the ferry?", None),
        ("What did the MFC say about the ferry?", None),
        ("What did she say about the ferry?", None),
        ("Who is Carla Vane?", None),
    ],
)
def test_whoever_is_asked_to_have_spoken_is_named_in_what_was_read(
    asked: str, missing: str | None, reading: Reading
) -> None:
    found = unheard(read_question(asked), reading)
    assert (found.said if found else None) == missing

"""Law 1: passages tile a version's text, in order, and nothing that is embedded is cut off."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Draft, Kind, Version
from index.embedder import HashEmbedder
from index.onnx_embedder import OnnxEmbedder
from index.passages import MAX_TOKENS, Cut, cut
from index.sentences import sentence_spans
from ingest.compose import compose
from tests.index.archives import ARRIVED, article
from tests.strategies import texts, versions

WORDS = HashEmbedder().count_tokens


def check_tiling(version: Version, cuts: list[Cut]) -> None:
    assert "".join(version.text[each.start : each.end] for each in cuts) == version.text
    assert (cuts[0].start, cuts[-1].end) == (0, len(version.text))
    assert all(before.end == after.start for before, after in pairwise(cuts))
    assert all(each.start < each.end for each in cuts)


def check_parts(version: Version, cuts: list[Cut]) -> None:
    """Every passage lies in one part, has its kind and photograph, and holds some of its text."""
    for each in cuts:
        (part,) = [part for part in version.parts if part.start < each.end and each.start < part.end]
        assert (each.kind, each.photo_id) == (part.kind, part.photo_id)
        assert version.text[each.start : each.end].strip() in version.text[part.start : part.end]


@settings(max_examples=150, deadline=None)
@given(versions(texts()), st.sampled_from([1, 5, 12, 64, 400]))
def test_passages_tile_the_text(version: Version, capacity: int) -> None:
    cuts = cut(version, WORDS, capacity)
    check_tiling(version, cuts)
    check_parts(version, cuts)
    assert cut(version, WORDS, capacity) == cuts


@settings(max_examples=150, deadline=None)
@given(versions(texts()), st.sampled_from([5, 12, 64, 400]))
def test_what_is_embedded_ends_with_the_passage_and_fits(version: Version, capacity: int) -> None:
    for each in cut(version, WORDS, capacity):
        text = version.text[each.start : each.end].strip()
        assert each.embedded == text or each.embedded.endswith("\n" + text)
        assert WORDS([each.embedded])[0] <= capacity
        assert WORDS([text])[0] <= MAX_TOKENS


@settings(max_examples=120, deadline=None)
@given(version=versions(texts(60)))
def test_nothing_is_cut_off_by_the_real_model(bge: OnnxEmbedder, version: Version) -> None:
    cuts = cut(version, bge.count_tokens, bge.capacity)
    check_tiling(version, cuts)
    check_parts(version, cuts)
    assert max(bge.count_tokens([each.embedded for each in cuts])) <= bge.capacity


@pytest.mark.parametrize(
    "body",
    [
        "https://example.org/" + "a1/b-2.c_3?" * 400,
        "QmFzZTY0+/" * 600,
        "Donaudampfschifffahrtsgesellschaft" * 300,
        "洪水が町を襲った" * 400,
        "هذا-خبر-عاجل" * 300,
        "👩‍👩‍👧‍👦" * 800,
        "word " * 3_000,
        "a.b" * 2_000,
        "3.5%$" * 1_500,
        ("x" * 99 + "-") * 200,
    ],
    ids=lambda body: body[:12],
)
def test_a_body_without_a_sentence_end_fits_the_real_model(bge: OnnxEmbedder, body: str) -> None:
    headline = "A very long headline about the flooding of the harbour, " * 4
    version = article("a1", body, headline=headline, source="The Vennick Packet and Harbour Gazette " * 5)
    cuts = cut(version, bge.count_tokens, bge.capacity)
    check_tiling(version, cuts)
    assert max(bge.count_tokens([each.embedded for each in cuts])) <= bge.capacity


def test_a_word_parted_in_its_middle_is_counted_whole(bge: OnnxEmbedder) -> None:
    """A line without spaces, such as a list of tags, behind the longest context: 256 tokens where 254 are read."""
    headline = (
        "Flood in the harbour again as the council meets to vote on the bridge and the ferry and the mayor speaks of"
        " the long storm to come for all of the town and the county"
    )
    source = (
        "The Vennick Packet and Harbour Gazette and County Advertiser of the North and South and the East and West"
        " Ridings"
    )
    body = (
        "Tchaikovsky-mcallister/flooding-vennick/reconstunhappiness/gerrymande/antidisestagerry_vennick/har/harbour_"
        "Tchaikovsky-vennickmcal_harbour-flooding_harbour/flo-antidisesta-gerry-vennick-reconstruTchaik_unhappiness-"
        "unhappinessmcalliste-unhappi_antidisestablishmen-gerr/harbour/mcall_Tchaikovsk-recon-antidisestablgerrymand"
        "eri/antidise-mcallister/vennick-recgerrymandmcallister-unhappines-mcallist-floodingmcallister-mcallister/ha"
        "rbour_mcalliste/Tchai/gerryman/reconstruc-unhappiness/Tchaikovsky_vennick"
    )
    cuts = cut(
        article("a1", body, headline=headline, source=source, published="2020-01-01"), bge.count_tokens, bge.capacity
    )
    assert max(bge.count_tokens([each.embedded for each in cuts])) <= bge.capacity


def test_passages_end_where_sentences_end() -> None:
    version = article("a1", " ".join(f"Sentence number {number} has seven words here." for number in range(40)))
    ends = {end for _, end in sentence_spans(version.text)}
    cuts = cut(version, WORDS, 64)
    assert {each.end for each in cuts} <= ends
    assert [WORDS([each.embedded])[0] for each in cuts] == [56, 56, 56, 56, 56]


def test_paragraphs_begin_passages_where_there_is_room() -> None:
    paragraphs = [" ".join(f"word{number}" for number in range(size - 1)) + " end." for size in (30, 25, 40)]
    version = article("a1", "\n\n".join(paragraphs))
    assert [version.text[each.start : each.end].strip() for each in cut(version, WORDS, 64)] == [
        "\n\n".join(paragraphs[:2]),
        paragraphs[2],
    ]


def test_every_kind_is_a_passage_of_its_own_and_only_some_carry_context() -> None:
    draft = compose(Draft(headline="Flood", body="The river rose.", notes=("Corrected on Monday.",)))
    version = draft.as_version("a1", 1, ARRIVED)
    assert [(each.kind, each.embedded) for each in cut(version, WORDS, 64)] == [
        (Kind.HEADLINE, "Flood"),
        (Kind.BODY, "Flood\nThe river rose."),
        (Kind.NOTE, "Corrected on Monday."),
    ]


def test_the_context_is_headline_source_and_day() -> None:
    version = article("a1", "The river rose.", headline="Flood", source="Packet", published="2020-02-11T23:30:00-05:00")
    assert cut(version, WORDS, 64)[1].embedded == "Flood\nPacket, 2020-02-11\nThe river rose."


def test_context_takes_at_most_a_quarter() -> None:
    words = [f"head{number}" for number in range(50)]
    version = article("a1", "The river rose.", headline=" ".join(words))
    (headline, body) = cut(version, WORDS, 64)
    assert headline.embedded == " ".join(words)
    context, text = body.embedded.split("\n")
    assert text == "The river rose."
    assert context.split() == words[: len(context.split())]
    assert 12 <= len(context.split()) <= 16

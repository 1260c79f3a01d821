from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Kind, Metadata, NewsDate, PageSpan, Part
from ingest.compose import compose, photo_id
from ingest.normalise import normalise

texts = st.text(max_size=60)
drafts = st.builds(
    Draft,
    headline=texts,
    body=texts,
    notes=st.lists(texts, max_size=3).map(tuple),
    photos=st.lists(st.builds(DraftPhoto, caption=texts), max_size=4).map(tuple),
)


def composed(draft):
    try:
        return compose(draft)
    except UnreadableError:
        return None


@given(drafts)
def test_parts_are_in_order_and_leave_only_white_space_between_them(draft):
    result = composed(draft)
    if result is None:
        assert not normalise(draft.headline + draft.body + "".join(draft.notes))
        return
    end = 0
    for part in result.parts:
        assert result.text[end : part.start].strip() == ""
        assert end <= part.start < part.end
        assert result.text[part.start : part.end].strip() == result.text[part.start : part.end]
        end = part.end
    assert end == len(result.text)
    order = [Kind.HEADLINE, Kind.BODY, Kind.NOTE, Kind.CAPTION]
    kinds = [order.index(part.kind) for part in result.parts]
    assert kinds == sorted(kinds)


@given(drafts)
def test_a_caption_is_its_stretch_of_the_text_and_names_its_photograph(draft):
    result = composed(draft)
    if result is None:
        return
    version = result.as_version("a1", 3, "2024-05-01T10:00:00+00:00")
    captions = [part for part in version.parts if part.kind is Kind.CAPTION]
    assert len(captions) == len(version.photos) == len({photo.photo_id for photo in version.photos})
    for part, photo in zip(captions, version.photos, strict=True):
        assert (photo.start, photo.end, photo.photo_id) == (part.start, part.end, part.photo_id)
        assert version.text[photo.start : photo.end] == photo.caption
        assert (photo.article_id, photo.version) == ("a1", 3)


@given(drafts)
def test_composing_what_was_composed_changes_nothing(draft):
    result = composed(draft)
    if result is not None:
        assert normalise(result.text) == result.text


@given(st.lists(st.text(alphabet="ab \né\r\u200b", max_size=20), min_size=1, max_size=5))
@example(["a", "  ", "\r", "a"])
def test_pages_tile_headline_and_body(pages):
    starts, body = [], ""
    for number, page in enumerate(pages, start=1):
        starts.append((number, len(body)))
        body += page
    result = composed(Draft(body=body, headline="x", notes=("A note.",), page_starts=tuple(starts)))
    spans = result.pages
    printed = [part for part in result.parts if part.kind is not Kind.NOTE]
    assert (spans[0].start, spans[-1].end) == (0, printed[-1].end)
    assert all(one.end == other.start and one.number < other.number for one, other in pairwise(spans))


def test_the_text_of_a_whole_draft():
    draft = Draft(
        headline="Flood\nin Vennick ",
        body="The river rose.\r\n\r\n\r\nIt fell.",
        notes=("Corrected on May 3.",),
        photos=(DraftPhoto(caption="The quay."), DraftPhoto(caption="THE  quay."), DraftPhoto(caption=" ")),
        page_starts=((1, 0), (4, 21)),
    )
    result = compose(draft)
    assert result.text == "Flood in Vennick\n\nThe river rose.\n\nIt fell.\n\nCorrected on May 3.\n\nThe quay."
    assert result.parts == (
        Part(Kind.HEADLINE, 0, 16),
        Part(Kind.BODY, 18, 43),
        Part(Kind.NOTE, 45, 64),
        Part(Kind.CAPTION, 66, 75, photo_id("the quay.")),
    )
    assert result.pages == (PageSpan(1, 0, 35), PageSpan(4, 35, 43))


def test_a_draft_without_text_is_refused():
    with pytest.raises(UnreadableError, match="holds no text"):
        compose(Draft(headline=" \u200b", metadata=Metadata(source="Packet")))


def test_the_digest_tells_what_the_paper_said_and_nothing_else():
    draft = Draft(headline="Flood", photos=(DraftPhoto(caption="The quay."),))
    digest = compose(draft).digest
    same = [
        replace(draft, identity="urn:x"),
        replace(draft, headline="Flood "),
        replace(draft, photos=(DraftPhoto(caption="The quay.", path="/elsewhere.jpg"),)),
    ]
    assert {compose(each).digest for each in same} == {digest}
    other = [
        replace(draft, headline="Floods"),
        replace(draft, headline="", body="Flood"),
        replace(draft, metadata=Metadata(section="News")),
        replace(draft, metadata=Metadata(published=NewsDate("2024-05-01"))),
        replace(draft, photos=(DraftPhoto(caption="The quay.", byline="Ilse Marr"),)),
    ]
    assert len({compose(each).digest for each in other} | {digest}) == len(other) + 1


def test_a_date_counts_by_what_it_says_not_by_its_field():
    one, other = (Draft(headline="x", metadata=Metadata(published=NewsDate("2024-05-01", name))) for name in "ab")
    assert compose(one).digest == compose(other).digest


def test_metadata_is_tidied():
    metadata = Metadata(byline=" A\n B ", source="", keywords=("x", " x", "", "y"))
    assert compose(Draft(body="x", metadata=metadata)).metadata == Metadata(byline="A B", keywords=("x", "y"))

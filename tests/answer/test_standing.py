"""Independent sources and caveats, over articles made for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answer.caveats import caveats_of
from answer.model import CaveatKind, Citation
from answer.stories import stories_of
from archive.model import Draft, Metadata, NewsDate, PubStatus, Signal, Status
from archive.sql_store import SqlStore
from index.stories import tell_stories
from tests.answer.newsroom import FERRY, PIER, passage_of, store_with, version_of

WIRE = (
    "EASTHOLM, Feb. 12 (Coastwire) -- The fisheries board on Wednesday cut the herring quota for the coming season by "
    "38 percent, to 11,780 tonnes from 19,000, after a survey found that the spawning stock had fallen for the third "
    "year running. The vote of the nine-member board was six to three, and takes effect on March 1."
)


def wire(source: str, headline: str, ending: str = "") -> Draft:
    return Draft(
        headline=headline, body=WIRE + ending, metadata=Metadata(source=source, published=NewsDate("2020-02-13"))
    )


DRAFTS = {
    "packet": wire("Packet", "Herring quota cut"),
    "courier": wire("Courier", "Less herring", " Fishermen were not amused."),
    "post": wire("Post", "Board slashes catch"),
    "ferry": FERRY,
    "pier": PIER,
    "killed": Draft(headline="Mayor resigns", body="The mayor resigned on Monday, it was said.",
                    metadata=Metadata(pub_status=PubStatus.CANCELED, signals=(Signal.RETRACTION,))),
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = store_with(tmp_path, DRAFTS.items())
    tell_stories(store.copies, tmp_path)
    yield store
    store.close()


def citation(article_id: str, words: str, number: int = 1) -> Citation:
    version = version_of(DRAFTS[article_id], article_id)
    passage = passage_of(version, words)
    return Citation(
        number=number,
        article_id=article_id,
        version=1,
        passage_id=passage.passage_id,
        kind=passage.kind,
        start=passage.start,
        end=passage.end,
        quote=words,
        headline=version.headline,
        byline=None,
        source=version.metadata.source,
        published=passage.published,
    )


def test_copies_of_a_wire_story_are_one_source(store: SqlStore) -> None:
    found = [passage_of(version_of(DRAFTS[each], each), WIRE) for each in ("packet", "courier", "post")]
    found.append(passage_of(version_of(FERRY, "ferry"), "She laughed."))
    cited = [citation("packet", "to 11,780 tonnes from 19,000"), citation("ferry", "She laughed.", 2)]
    first, second = stories_of(cited, found, store)
    assert (first.citations, first.agency, first.outlets) == ((1,), "Coastwire", ("Packet", "Courier", "Post"))
    assert first.summary == "3 outlets, 1 story (Coastwire)"
    assert (second.citations, second.summary) == ((2,), "")


def test_two_citations_of_copies_are_of_one_story(store: SqlStore) -> None:
    cited = [citation("packet", "to 11,780 tonnes"), citation("post", "for the third year running", 2)]
    (story,) = stories_of(cited, [], store)
    assert (story.citations, story.summary) == ((1, 2), "2 outlets, 1 story (Coastwire)")


def test_a_note_printed_with_the_article_is_told_word_for_word(store: SqlStore) -> None:
    (caveat,) = caveats_of([citation("ferry", "More than 240 passengers")], store)
    assert (caveat.kind, caveat.citation) == (CaveatKind.NOTE, 1)
    assert caveat.text == "Correction: An earlier version said 420 passengers were stranded. It was 240."
    assert store.version("ferry", caveat.version).text[caveat.start : caveat.end] == caveat.text
    assert caveats_of([citation("ferry", caveat.text)], store) == ()


def test_a_later_version_is_told(store: SqlStore) -> None:
    later = replace(version_of(PIER, "pier"), number=2, digest="another", metadata=replace(
        PIER.metadata, updated=NewsDate("2021-04-23")))  # fmt: skip
    store.add_version(later, identity="pier")
    (caveat,) = caveats_of([citation("pier", "A new ramp is planned.")], store)
    assert (caveat.kind, caveat.version) == (CaveatKind.LATER_VERSION, 2)
    assert caveat.text == "There is a later version of this article: version 2 of 2021-04-23."


def test_what_was_withdrawn_is_told(store: SqlStore) -> None:
    store.set_status("pier", Status.WITHDRAWN)
    cited = [citation("pier", "A new ramp is planned."), citation("killed", "The mayor resigned", 2)]
    assert [(each.citation, each.kind, each.text) for each in caveats_of(cited, store)] == [
        (1, CaveatKind.WITHDRAWN, "This article has been withdrawn from the archive's searches."),
        (2, CaveatKind.WITHDRAWN, "The publisher has killed this article: it must not be used."),
    ]


def test_what_a_paper_says_in_its_text_or_its_format_is_told_once(store: SqlStore) -> None:
    said = "This story has been corrected to say that the ramp costs 12 crowns."
    for number, signals in ((2, (Signal.CORRECTION,)), (3, (Signal.UPDATE,))):
        body = f"{PIER.body}\n\n{said}" if number == 2 else PIER.body
        draft = replace(PIER, body=body, metadata=replace(PIER.metadata, signals=signals))
        store.add_version(replace(version_of(draft, "pier"), number=number), identity="pier")
    later, note, update = caveats_of([citation("pier", "A new ramp is planned.")], store)
    assert (later.kind, later.version) == (CaveatKind.LATER_VERSION, 3)
    assert (note.kind, note.text, note.version) == (CaveatKind.NOTE, said, 2)
    assert store.version("pier", 2).text[note.start : note.end] == said
    assert (update.kind, update.text) == (CaveatKind.UPDATED, "The publisher sent version 3 as an update.")

"""A takedown: the words leave every file of the data folder, a tombstone stays, and nothing brings them back."""

import shutil
from pathlib import Path

import pytest

from answer.model import AskRequest
from archive.errors import IndexStateError, InputError, NotFoundError
from index.embedder import HashEmbedder
from index.embedding_cache import EmbeddingCache
from index.generation import building
from index.material import material_of
from index.passages import SPLITTER
from index.takedown import remains_of, take_down
from index.verify import verify
from tests.index.archives import FORMATS
from tests.index.room import Room

LIBEL = "Mara Ellin of Lamp Street was wrongly named in the harbour inquiry as the informer."
CHANGED = "Mara Ellin of Lamp Street, wrongly named as the informer in the inquiry, has complained."
OTHER = "The council voted for the new ferry, and the mayor opened the bridge on Monday morning."


@pytest.fixture
def room(tmp_path: Path):
    made = Room(tmp_path)
    made.write("a.txt", "Informer named", LIBEL)
    made.write("b.txt", "Ferry vote", OTHER)
    made.bring_up()
    made.write("a.txt", "Informer named", CHANGED)
    made.bring_up()
    yield made
    made.close()


def informer(room: Room) -> str:
    (article_id,) = set(room.found('"wrongly named"'))
    return article_id


def test_no_byte_of_any_version_is_left_and_the_rest_of_the_archive_is(room: Room) -> None:
    answer = room.desk.ask(AskRequest(question="Who was wrongly named as the informer?"))
    assert answer.answer_id
    assert room.holding("Mara Ellin of Lamp Street")
    vectors = sum(path.stat().st_size for path in (room.data / "embeddings").iterdir())
    done = room.take_down(informer(room))
    assert (done.remains, done.shared, done.receipts) == ((), (), 1)
    for words in (LIBEL[:20], LIBEL[40:70], CHANGED[:20], CHANGED[30:70], "Informer named"):
        assert room.holding(words) == []
    assert sum(path.stat().st_size for path in (room.data / "embeddings").iterdir()) < vectors
    assert room.found('"wrongly named"') == []
    assert len(room.found("council ferry")) == 1
    assert len(list((room.data / "generations").iterdir())) == 1
    assert verify(room.store, room.data, HashEmbedder(), FORMATS).findings == ()


def test_a_tombstone_stays_that_can_be_audited(room: Room) -> None:
    article_id = informer(room)
    room.take_down(article_id)
    (stone,) = room.store.tombstones()
    assert (stone.article_id, stone.by, stone.reason) == (article_id, "legal desk", "court order 17")
    with pytest.raises(NotFoundError, match=f"article {article_id} was taken down on 2"):
        room.desk.article(article_id)


def test_ingest_does_not_bring_it_back_from_its_file_or_another(room: Room) -> None:
    room.take_down(informer(room))
    shutil.copy(room.news / "a.txt", room.news / "copy.txt")
    report = room.bring_up(reread=True)
    assert (report.taken_down, report.new, report.articles) == (2, 0, 3)
    assert report.articles == report.new + report.changed + report.unchanged + report.duplicates + report.taken_down
    assert [each.reason.split(";")[0] for each in report.skips] == ["all that it holds was taken down"] * 2
    room.write("a.txt", "Informer named", LIBEL + " Again.")
    assert (room.bring_up().taken_down, room.found('"wrongly named"')) == (2, [])
    assert room.holding("Mara Ellin of Lamp Street") == []


def test_words_put_back_by_hand_are_found_by_verify(room: Room) -> None:
    room.take_down(informer(room))
    (room.data / "notes.txt").write_text(f"From memory: {LIBEL}")
    (found, *_) = [each for each in verify(room.store, room.data, HashEmbedder(), FORMATS).findings if each.wrong]
    assert found.check == "taken down"
    assert "stand in notes.txt at byte" in found.message


def test_words_that_another_article_holds_as_well_are_told_and_are_no_remains(room: Room) -> None:
    room.write("c.txt", "Complaint", f"She quoted the report: {CHANGED}")
    room.bring_up()
    article_id = room.store.article_with_identity(f"file:{room.news / 'a.txt'}#0")
    done = room.take_down(article_id)
    assert done.remains == ()
    assert done.shared == (room.store.article_with_identity(f"file:{room.news / 'c.txt'}#0"),)


def test_taking_the_last_article_down_leaves_no_index(room: Room) -> None:
    for article_id in [informer(room), *set(room.found("council ferry"))]:
        assert room.take_down(article_id).remains == ()
    assert not (room.data / "generations").exists()
    assert not (room.data / "CURRENT").exists()
    assert room.holding("council voted") == []
    (found,) = verify(room.store, room.data, HashEmbedder(), FORMATS).findings
    assert (found.check, found.wrong) == ("index", False)
    (room.data / "notes.txt").write_text(f"From memory: {LIBEL}")
    verified = verify(room.store, room.data, HashEmbedder(), FORMATS)
    assert (verified.generation, verified.whole) == (None, False)
    assert {each.check for each in verified.findings if each.wrong} == {"taken down"}


def test_nothing_is_found_from_the_moment_the_record_let_go_and_a_second_run_finishes(room: Room) -> None:
    article_id = informer(room)
    before = material_of(room.store.current_articles(), room.store, HashEmbedder())

    def fail(_: str) -> int:
        raise RuntimeError("the lights went out")

    arguments = (room.store, room.data, HashEmbedder(), FORMATS)
    with pytest.raises(RuntimeError):
        take_down(*arguments, fail, article_id, reason="court order 17", by="legal desk")
    assert room.found('"wrongly named"') == []
    assert remains_of(room.store, room.data)[0]
    embedder = HashEmbedder()
    cache = EmbeddingCache(room.data / "embeddings", embedder.identity, SPLITTER)
    # A version that stood for a minute is in the material beside the one that replaced it, with the same text.
    gone = list(dict.fromkeys(text for text in before.texts if "named" in text))
    assert cache.missing(before.texts) == []
    said = {"reason": "court order 17", "by": "legal desk"}
    done = take_down(room.store, room.data, embedder, FORMATS, room.receipts.redact, article_id, **said)
    assert done.remains == ()
    assert room.holding("Mara Ellin of Lamp Street") == []
    after = EmbeddingCache(room.data / "embeddings", embedder.identity, SPLITTER)
    assert gone
    assert after.missing(before.texts) == gone
    assert embedder.embedded == [], "what others still need is embedded again"


def test_a_takedown_needs_a_reason_an_article_and_no_rebuild_beside_it(room: Room) -> None:
    article_id = informer(room)
    with pytest.raises(InputError, match="its reason and who did it"):
        room.take_down(article_id, reason=" ")
    with pytest.raises(NotFoundError, match="no article 'zz'"):
        room.take_down("zz")
    with building(room.data), pytest.raises(IndexStateError, match="another rebuild"):
        room.take_down(article_id)
    assert room.store.tombstones() == ()
    assert informer(room) == article_id

from archive.model import Outcome, Problem
from ingest.inspection import inspect
from ingest.registry import READERS, known_formats
from ingest.report import Placed
from ingest.run import ingest

PAGE = "---\ntitle: {title}\nid: packet-7\nsource: Packet\n---\n\n{body}\n"


def state(store):
    return store.counts(), list(store.files()), list(store.current_versions())


def test_what_would_become_of_a_file_that_is_new_unchanged_changed_or_a_copy(store, write):
    path = write("a.md", PAGE.format(title="Flood", body="The river rose."))
    copy = write("b.txt", "Ferry stops\n\nThe ferry made its last crossing.\n")
    empty = state(store)
    (inspected,) = inspect(path, store)
    (item,) = inspected.items
    assert (item.identity, item.would_be, item.number) == ("id:packet:packet-7", Placed.NEW, 1)
    assert state(store) == empty
    ingest([path, copy], store)
    before = state(store)
    assert inspect(path, store)[0].items[0].would_be is Placed.UNCHANGED
    write("a.md", PAGE.format(title="Flood", body="The river fell."))
    changed = inspect(path, store)[0].items[0]
    assert (changed.article_id, changed.would_be, changed.number) == (item.article_id, Placed.CHANGED, 2)
    assert changed.composed.text == "Flood\n\nThe river fell."
    twin = write("c.txt", copy.read_text())
    assert inspect(twin, store)[0].items[0].would_be is Placed.DUPLICATE
    assert state(store) == before


def test_a_folder_gives_each_file_with_its_problems(store, write, folder):
    write("a.jsonl", '{"title": "One", "body": "First."}\nnot json\n{"title": "Two"}\n')
    write("b.xyz", "?")
    lines, other = inspect(folder, store)
    assert [item.draft.headline for item in lines.items] == ["One", "Two"]
    assert [problem.where for problem in lines.file.problems] == ["line 2"]
    assert (lines.file.outcome, lines.file.reader) == (Outcome.PARTLY_READ, "json")
    assert (other.file.outcome, other.items) == (Outcome.SKIPPED, ())
    assert isinstance(other.file.problems[0], Problem)
    assert list(store.files()) == []


def test_every_reader_says_what_it_reads():
    assert [each.name for each in known_formats()] == [reader.name for reader in READERS]
    assert [each.name for each in known_formats() if not each.what.endswith(".")] == []

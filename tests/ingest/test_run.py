"""One run: what each kind of file ends as, and what the report says of it."""

import json
import os
import shutil

import pytest

from archive.errors import InputError
from archive.model import Outcome, Problem, Status, Weight
from ingest import registry
from ingest.report import Failure
from ingest.retry import retry
from ingest.run import ingest

STORY = "Flood in Vennick\n\nThe river rose on Tuesday."
RISEN = "Flood in Vennick\n\nThe river rose on Tuesday and again on Wednesday."


def current(store):
    return [version.text for version in store.current_versions()]


def article_of(store, path):
    return store.article(store.file(str(path)).appearances[0].article_id)


def counted(report):
    return {
        name: getattr(report, name) for name in ("new", "changed", "unchanged", "duplicates") if getattr(report, name)
    }


def test_a_second_run_changes_nothing(store, folder, write):
    write("a.txt", STORY)
    write("b.md", "# Bridge\n\nIt opened.")
    first = ingest([folder], store)
    assert (first.files, first.read, first.articles, first.new) == (2, 2, 2, 2)
    second = ingest([folder], store)
    assert (second.files, second.unchanged_files, second.articles) == (2, 2, 0)
    assert store.counts().versions == 2


def test_a_changed_file_makes_a_new_version_and_the_old_one_resolves(store, folder, write):
    path = write("a.txt", STORY)
    ingest([folder], store)
    write("a.txt", RISEN)
    report = ingest([folder], store)
    assert counted(report) == {"changed": 1}
    article = article_of(store, path)
    assert [version.text for version in article.versions] == [STORY, RISEN]
    assert current(store) == [RISEN]


def test_a_file_put_back_as_it_was_makes_a_third_version(store, folder, write):
    path = write("a.txt", STORY)
    ingest([folder], store)
    for text in (RISEN, STORY):
        write("a.txt", text)
        ingest([folder], store)
    assert [version.text for version in article_of(store, path).versions] == [STORY, RISEN, STORY]
    assert current(store) == [STORY]


def test_a_copy_is_a_second_place_not_a_second_article(store, folder, write):
    write("a.txt", STORY)
    write("b.txt", STORY)
    report = ingest([folder], store)
    assert counted(report) == {"new": 1, "duplicates": 1}
    (version,) = store.current_versions()
    assert [each.path for each in store.appearances(version.article_id)] == [
        str(folder / "a.txt"),
        str(folder / "b.txt"),
    ]


def test_a_copy_that_changes_becomes_an_article_of_its_own(store, folder, write):
    write("a.txt", STORY)
    write("b.txt", STORY)
    ingest([folder], store)
    write("b.txt", RISEN)
    assert counted(ingest([folder], store)) == {"new": 1}
    assert current(store) == [STORY, RISEN]
    assert [len(article_of(store, folder / name).versions) for name in ("a.txt", "b.txt")] == [1, 1]


def test_an_original_that_changes_leaves_its_old_text_to_the_copy(store, folder, write):
    write("a.txt", STORY)
    write("b.txt", STORY)
    ingest([folder], store)
    write("a.txt", RISEN)
    assert counted(ingest([folder], store)) == {"changed": 1}
    assert [version.text for version in article_of(store, folder / "a.txt").versions] == [STORY, RISEN]
    assert [version.text for version in article_of(store, folder / "b.txt").versions] == [STORY]
    assert sorted(current(store)) == sorted([STORY, RISEN])
    assert ingest([folder], store).unchanged_files == 2


def test_a_moved_file_stays_the_same_article_even_when_it_changes_later(store, folder, write):
    first = write("a.txt", STORY)
    ingest([folder], store)
    article_id = article_of(store, first).article_id
    (folder / "2024").mkdir()
    moved = folder / "2024" / "a.txt"
    shutil.move(first, moved)
    report = ingest([folder], store, prune=True)
    assert (report.duplicates, report.pruned, report.withdrawn) == (1, 1, 0)
    moved.write_text(RISEN)
    assert counted(ingest([folder], store)) == {"changed": 1}
    assert article_of(store, moved).article_id == article_id
    assert current(store) == [RISEN]


def test_prune_withdraws_what_no_file_holds_and_brings_it_back_when_the_file_returns(store, folder, write):
    path = write("a.txt", STORY)
    write("b.txt", RISEN)
    ingest([folder], store)
    article_id = article_of(store, path).article_id
    path.unlink()
    kept = ingest([folder], store)
    assert (kept.pruned, kept.withdrawn, len(current(store))) == (0, 0, 2)
    pruned = ingest([folder], store, prune=True)
    assert (pruned.pruned, pruned.withdrawn) == (1, 1)
    assert current(store) == [RISEN]
    assert store.article(article_id).status is Status.WITHDRAWN
    assert store.version(article_id, 1).text == STORY
    write("a.txt", STORY)
    ingest([folder], store)
    assert store.article(article_id).status is Status.CURRENT
    assert len(store.article(article_id).versions) == 1


def test_prune_leaves_other_folders_alone(store, folder, write):
    write("one/a.txt", STORY)
    other = write("two/b.txt", RISEN)
    ingest([folder], store)
    other.unlink()
    report = ingest([folder / "one"], store, prune=True)
    assert (report.pruned, report.withdrawn) == (0, 0)
    assert store.file(str(other)) is not None


def test_a_row_put_in_front_moves_the_others_but_changes_none(store, folder, write):
    rows = [json.dumps({"body": f"Report number {n}."}) for n in range(5)]
    path = write("rows.jsonl", "\n".join(rows))
    ingest([folder], store)
    before = {version.text: version.article_id for version in store.current_versions()}
    write("rows.jsonl", "\n".join([json.dumps({"body": "A new report."}), *rows]))
    assert counted(ingest([folder], store)) == {"new": 1, "unchanged": 5}
    after = {version.text: version.article_id for version in store.current_versions()}
    assert {text: after[text] for text in before} == before
    assert [each.position for each in store.file(str(path)).appearances] == [0, 1, 2, 3, 4, 5]


def test_rows_with_the_same_number_in_two_files_are_two_articles(store, folder, write):
    write("a.json", json.dumps([{"id": 1, "title": "Flood", "body": "It rose."}]))
    write("b.json", json.dumps([{"id": 1, "title": "Fire", "body": "It burned."}]))
    assert counted(ingest([folder], store)) == {"new": 2}
    assert sorted(current(store)) == ["Fire\n\nIt burned.", "Flood\n\nIt rose."]


def test_rows_with_the_same_number_in_one_file_are_two_articles(store, folder, write):
    write("a.json", json.dumps([{"id": 1, "body": "It rose."}, {"id": 1, "body": "It burned."}]))
    assert counted(ingest([folder], store)) == {"new": 2}
    assert sorted(current(store)) == ["It burned.", "It rose."]
    write("a.json", json.dumps([{"id": 1, "body": "It rose."}, {"id": 1, "body": "It burned down."}]))
    assert counted(ingest([folder], store)) == {"unchanged": 1, "changed": 1}
    assert sorted(current(store)) == ["It burned down.", "It rose."]


URL = "https://packet.example/2024/flood"


def dated(text, day, url=URL):
    return json.dumps({"title": "Flood", "body": text, "url": url, "published": day})


def test_one_address_in_two_files_is_one_article_with_versions(store, folder, write):
    write("1.json", dated("It rose.", "2024-05-01"))
    write("2.json", dated("It rose again.", "2024-05-02", URL + "?utm_source=mail#top"))
    assert counted(ingest([folder], store)) == {"new": 1, "changed": 1}
    assert current(store) == ["Flood\n\nIt rose again."]


def test_an_older_version_that_arrives_later_is_kept_but_not_put_in_force(store, folder, write):
    write("1.json", dated("It rose again.", "2024-05-02"))
    ingest([folder], store)
    write("2.json", dated("It rose.", "2024-05-01"))
    assert counted(ingest([folder], store)) == {"changed": 1}
    (version,) = store.current_versions()
    assert version.text == "Flood\n\nIt rose again."
    assert store.version(version.article_id, 2).text == "Flood\n\nIt rose."


def test_a_file_may_correct_its_own_date_backwards(store, folder, write):
    write("1.json", dated("It rose.", "2024-05-01"))
    ingest([folder], store)
    write("1.json", dated("It rose in 2014.", "2014-05-01"))
    ingest([folder], store)
    assert current(store) == ["Flood\n\nIt rose in 2014."]


def test_an_overtaken_version_delivered_again_is_a_duplicate(store, folder, write):
    write("1.json", json.dumps({"title": "Flood", "body": "It rose.", "url": URL}))
    write("2.json", json.dumps({"title": "Flood", "body": "It fell.", "url": URL}))
    ingest([folder], store)
    write("3.json", json.dumps({"title": "Flood", "body": "It rose.", "url": URL}))
    assert counted(ingest([folder], store)) == {"duplicates": 1}
    assert current(store) == ["Flood\n\nIt fell."]


def test_a_file_that_breaks_is_a_failure_and_its_articles_stay(store, folder, write):
    path = write("a.json", dated("It rose.", "2024-05-01"))
    ingest([folder], store)
    path.write_text('{"title": "Flood"')
    report = ingest([folder], store, prune=True)
    assert (report.failed, report.withdrawn) == (1, 0)
    assert report.failures[0].path == str(path)
    assert report.failures[0].where == "line 1"
    assert report.failures[0].reason.startswith("not JSON: ")
    assert current(store) == ["Flood\n\nIt rose."]
    assert ingest([folder], store).failed == 1


def test_lines_that_cannot_be_read_are_named_and_the_others_kept(store, folder, write):
    lines = [b'{"title": "A", "body": "One."}', b"{broken", b"", b'{"n": 1}', b'{"body": "\xff"}', b'{"body": "Two."}']
    path = write("rows.jsonl", b"\n".join(lines))
    report = ingest([folder], store)
    assert (report.partly_read, report.new) == (1, 2)
    assert [failure.where for failure in report.failures] == ["line 2", "line 4", "line 5"]
    record = store.file(str(path))
    assert record.outcome is Outcome.PARTLY_READ
    assert record.problems[2] == Problem("not UTF-8: byte 11 of the line is 0xff", "line 5")
    assert current(store) == ["A\n\nOne.", "Two."]


def test_what_was_understood_of_dates_is_a_remark_and_no_failure(store, folder, write):
    rows = ({"title": name, "body": "It rose.", "date": day} for name, day in (("A", "03/04/63"), ("B", "18/06/63")))
    path = write("rows.jsonl", "\n".join(map(json.dumps, rows)))
    report = ingest([folder], store)
    assert (report.read, report.partly_read, report.failures) == (1, 0, ())
    (remark,) = report.remarks
    assert remark.reason.startswith("2 dates such as '03/04/63' do not say everything; read as 1963-04-03 (day first")
    record = store.file(str(path))
    assert (record.outcome, [each.weight for each in record.problems]) == (Outcome.READ, [Weight.REMARK])
    assert retry(store)[0].files == 0
    assert ingest([folder], store).unchanged_files == 1


def test_what_is_no_news_is_skipped_and_beside_news_passed_over(store, folder, write):
    schema = {"$schema": "https://json-schema.org/draft-07/schema", "$id": "x", "properties": {}, "title": "Article"}
    write("schema.json", json.dumps(schema))
    write("both.json", json.dumps([schema, {"title": "Flood", "body": "It rose."}]))
    report = ingest([folder], store)
    assert (report.read, report.skipped_by_type, report.failures) == (1, {"no news": 1}, ())
    reason = "is a JSON schema, which describes data and holds no news"
    assert [(each.path, each.where, each.reason) for each in report.skips] == [
        (f"{folder}/both.json", "[0]", reason),
        (f"{folder}/schema.json", None, reason),
    ]


def test_what_is_not_read_is_skipped_with_the_reason(store, folder, write):
    write(".hidden.txt", STORY)
    write(".git/config.txt", STORY)
    write("film.mp4", b"\0\0\0\x18ftypmp42")
    os.mkfifo(folder / "pipe")
    (folder / "nowhere").symlink_to(folder / "missing")
    report = ingest([folder], store)
    assert (report.files, report.skipped, report.articles) == (5, 5, 0)
    reasons = {failure.path.rpartition("/")[2]: failure.reason for failure in report.skips}
    assert reasons[".hidden.txt"] == reasons[".git"] == "hidden; give its path itself to read it"
    assert reasons["pipe"] == "neither a file nor a folder"
    assert reasons["nowhere"] == "a link to nothing that can be opened"
    assert reasons["film.mp4"] == "not a type that is read (.mp4); 'newsarchive formats' lists those"
    assert report.skipped_by_type == {
        "hidden": 2,
        "a link to nothing that can be opened": 1,
        "neither a file nor a folder": 1,
        ".mp4": 1,
    }


def test_a_folder_that_contains_itself_is_read_once(store, folder, write):
    write("sub/a.txt", STORY)
    (folder / "sub" / "up").symlink_to(folder)
    report = ingest([folder], store)
    assert (report.new, report.duplicates, report.skipped) == (1, 0, 1)
    assert report.skips[0].reason == "a link to a folder that is read already"


def test_a_path_that_is_missing_is_an_error_before_anything_is_read(store, folder, write):
    write("a.txt", STORY)
    with pytest.raises(InputError, match=r"no file or folder '.*nowhere'; check the path"):
        ingest([folder, folder / "nowhere"], store)
    assert store.counts().files == 0


def test_a_file_given_twice_is_read_once_and_a_hidden_one_when_named(store, folder, write):
    path = write(".draft.txt", STORY)
    report = ingest([path, folder, path], store)
    assert (report.files, report.new) == (2, 1)
    assert current(store) == [STORY]


class Faulty:
    name = "faulty"
    suffixes = (".bad",)

    def recognises(self, head, path):
        return path.suffix == ".bad"

    def read(self, path):
        raise ZeroDivisionError("division by zero")
        yield


class Interrupted(Faulty):
    def read(self, path):
        raise KeyboardInterrupt
        yield


def test_a_fault_in_a_reader_is_a_failure_that_names_it(store, folder, write, monkeypatch):
    monkeypatch.setattr(registry, "READERS", (Faulty(), *registry.READERS))
    bad = write("a.bad", "x")
    write("b.txt", STORY)
    report = ingest([folder], store)
    assert (report.failed, report.read) == (1, 1)
    assert report.failures == (Failure(str(bad), "the faulty reader failed with ZeroDivisionError: division by zero"),)


def test_an_interruption_passes_and_leaves_the_files_before_it(store, folder, write, monkeypatch):
    monkeypatch.setattr(registry, "READERS", (Interrupted(), *registry.READERS))
    write("a.txt", STORY)
    write("b.bad", "x")
    with pytest.raises(KeyboardInterrupt):
        ingest([folder], store)
    assert current(store) == [STORY]
    assert [record.path for record in store.files()] == [str(folder / "a.txt")]


def test_progress_is_told_of_every_file(store, folder, write):
    paths = [str(write(name, STORY)) for name in ("a.txt", "b.txt")]
    told = []
    ingest([folder], store, progress=lambda *step: told.append(step))
    assert told == [(0, 2, paths[0]), (1, 2, paths[1]), (2, 2, "")]


def test_captions_of_new_and_changed_articles_are_counted(store, folder, write):
    write("a.txt", f"{STORY}\n\nriver, flood, Vennick\nThe quay on May 2, 2024. ILSE MARR/Vennick Packet")
    assert ingest([folder], store).captions == 1
    assert ingest([folder], store).captions == 0


def test_a_name_that_is_not_utf8_is_written_out(store, folder):
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 a name no str can hold
        file.write(STORY.encode())
    assert ingest([folder], store).new == 1
    assert [record.path for record in store.files()] == [f"{folder}/caf\\xe9.txt"]
    assert ingest([folder], store, prune=True).unchanged_files == 1

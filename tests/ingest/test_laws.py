"""Laws 5 and 9 over random histories of a folder: what is on disk is what searches see, and nothing is lost."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Kind, Outcome, text_of_kind
from archive.sql_store import SqlStore
from ingest.run import ingest

NAMES = ("a.txt", "b.txt", "sub/c.txt", "rows.jsonl")
BODIES = ("The river rose.", "The river fell.", "The bridge opened.", "The bridge shut.")

lines = st.lists(st.sampled_from(BODIES), min_size=1, max_size=4)
step = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), lines),
    st.tuples(st.just("copy"), st.sampled_from(NAMES[:3]), st.sampled_from(NAMES[:3])),
    st.tuples(st.just("move"), st.sampled_from(NAMES[:3]), st.sampled_from(NAMES[:3])),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("ingest"), st.booleans(), st.none()),
)


def act(folder, kind, name, value):
    path = folder / name
    if kind == "write":
        path.parent.mkdir(exist_ok=True)
        rows = [f'{{"body": "{body}"}}' for body in value]
        path.write_text("\n".join(rows) if name.endswith("jsonl") else value[0])
    elif path.exists() and kind == "delete":
        path.unlink()
    elif path.exists() and name != value:
        (folder / value).parent.mkdir(exist_ok=True)
        (shutil.copy if kind == "copy" else shutil.move)(path, folder / value)


def texts_on_disk(folder):
    found = set()
    for path in folder.rglob("*.*"):
        text = path.read_text()
        found |= {body for body in BODIES if body in text}
    return found


def texts_in_searches(store):
    return {text_of_kind(version, [Kind.BODY]) for version in store.current_versions()}


def snapshot(store):
    return {
        (version.article_id, version.number): version.text
        for path in store.files()
        for each in path.appearances
        for version in store.article(each.article_id).versions
    }


def check_counts(report, store):
    assert report.files == (report.read + report.partly_read + report.failed + report.skipped + report.unchanged_files)
    assert report.articles == report.new + report.changed + report.unchanged + report.duplicates
    assert store.counts().versions >= report.new + report.changed


@settings(max_examples=60, deadline=None)
@given(st.lists(step, max_size=14))
def test_the_archive_follows_the_folder_and_forgets_nothing(steps):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "news"
        folder.mkdir()
        store = SqlStore.at(Path(made) / "record.sqlite")
        known = {}
        for kind, name, value in [*steps, ("ingest", True, None)]:
            if kind != "ingest":
                act(folder, kind, name, value)
                continue
            report = ingest([folder], store, prune=name)
            check_counts(report, store)
            on_disk = texts_on_disk(folder)
            assert on_disk <= texts_in_searches(store)
            if name:
                assert texts_in_searches(store) == on_disk
            assert len(list(folder.rglob("*.*"))) <= len(list(store.files()))
            for (article_id, number), text in known.items():
                assert store.version(article_id, number).text == text
            known |= snapshot(store)
        before = (store.counts(), snapshot(store), list(store.current_versions()))
        again = ingest([folder], store, prune=True)
        assert (again.new, again.changed, again.duplicates, again.pruned, again.withdrawn) == (0, 0, 0, 0, 0)
        assert again.unchanged_files == again.files
        assert (store.counts(), snapshot(store), list(store.current_versions())) == before
        reread = ingest([folder], store, reread=True)
        assert (reread.new, reread.changed, reread.duplicates) == (0, 0, 0)
        assert list(store.current_versions()) == before[2]
        store.close()


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["a.txt", "b.json", "c.jsonl", "d.md", "e.html", "f.pdf", "g.jpg", "h.xyz", "k"]),
        st.binary(max_size=300),
    )
)
def test_every_file_given_is_accounted_for(files):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "news"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        store = SqlStore.at(Path(made) / "record.sqlite")
        report = ingest([folder], store)
        check_counts(report, store)
        assert report.files == len(files)
        records = {Path(record.path).name: record for record in store.files()}
        assert set(records) == set(files)
        for record in records.values():
            assert record.appearances or record.problems
            assert (record.outcome is Outcome.READ) == (not record.problems)
        store.close()

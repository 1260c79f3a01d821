"""Laws 5 and 9 over random histories of a folder: what is on disk is what searches see, and nothing is lost."""

import gzip
import io
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Kind, Outcome, text_of_kind
from ingest.run import ingest
from tests.records import record_at

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
    ended = report.read + report.partly_read + report.opened + report.failed + report.skipped
    assert report.files == ended + report.unchanged_files
    assert report.skipped == sum(report.skipped_by_type.values()) == len(report.skips)
    assert report.failed <= len(report.failures)
    assert report.articles == report.new + report.changed + report.unchanged + report.duplicates
    assert store.counts().versions >= report.new + report.changed


@settings(max_examples=60, deadline=None)
@given(st.lists(step, max_size=14))
def test_the_archive_follows_the_folder_and_forgets_nothing(steps):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "news"
        folder.mkdir()
        store = record_at(Path(made) / "record.sqlite")
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
        store = record_at(Path(made) / "record.sqlite")
        report = ingest([folder], store)
        check_counts(report, store)
        assert report.files == len(files)
        records = {Path(record.path).name: record for record in store.files()}
        assert set(records) == set(files)
        for record in records.values():
            assert record.appearances or record.problems
            assert (record.outcome is Outcome.READ) == (not record.problems)
        store.close()


contents = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(BODIES).map(str.encode),
    st.sampled_from(BODIES).map(lambda body: f'{{"body": "{body}"}}'.encode()),
)
names = st.sampled_from(["a.txt", "sub/b.json", "c.docx", ".d.txt", "../e.txt", "f.zip", "g.gz"])
folders = st.dictionaries(names, contents, max_size=5)


def packed(kind, files):
    """The files in a container, and how many of them it holds."""
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    else:
        with tarfile.open(fileobj=made, mode="w:gz" if kind == "tgz" else "w") as archive:
            for name, content in files.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["zip", "tar", "tgz"]), folders), max_size=3), st.booleans())
def test_every_file_inside_a_container_is_accounted_for(archives, nested):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "news"
        folder.mkdir()
        expected = set()
        for number, (kind, files) in enumerate(archives):
            name = f"{number}.{kind}"
            content = packed(kind, files)
            expected |= {name} | {f"{name}!{inner}" for inner in files}
            if nested:
                content = packed("zip", {name: content, "x.txt.gz": gzip.compress(b"The river rose.")})
                inside = {f"outer{number}.zip!{each}" for each in expected if each.split("!")[0] == name}
                inside |= {f"outer{number}.zip!x.txt.gz", f"outer{number}.zip!x.txt.gz!x.txt"}
                expected = {each for each in expected if each.split("!")[0] != name} | inside | {f"outer{number}.zip"}
                name = f"outer{number}.zip"
            (folder / name).write_bytes(content)
        store = record_at(Path(made) / "record.sqlite")
        report = ingest([folder], store)
        check_counts(report, store)
        records = {record.path.removeprefix(f"{folder}/"): record for record in store.files()}
        assert expected <= set(records)
        assert report.files == len(records)
        for record in records.values():
            assert record.appearances or record.problems or record.outcome is Outcome.OPENED
            assert record.problems or record.outcome in (Outcome.READ, Outcome.OPENED)
        again = ingest([folder], store, prune=True)
        check_counts(again, store)
        assert (again.new, again.changed, again.duplicates, again.pruned, again.withdrawn) == (0, 0, 0, 0, 0)
        store.close()

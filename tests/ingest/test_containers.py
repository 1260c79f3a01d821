import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from random import Random

import pytest

from archive.model import Outcome, Problem
from ingest.inspection import inspect
from ingest.report import Placed
from ingest.run import ingest
from ingest.unpack import Limits

FLOOD = b"Flood in Vennick\n\nThe river rose on Friday.\n"
FERRY = b"Ferry stops\n\nThe ferry made its last crossing.\n"
LOCKED = "is locked with a password; unpack it yourself, or save it without one"
LEADS_OUT = "its name leads out of the archive; unpack it yourself if you trust it"


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return made.getvalue()


def tarred(files, mode="w"):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def records(store, folder):
    return {record.path.removeprefix(f"{folder}/"): record for record in store.files()}


def outcomes(store, folder):
    return {name: record.outcome for name, record in records(store, folder).items()}


def headlines(store):
    return sorted(version.headline for version in store.current_versions())


def adds_up(report):
    by_outcome = report.read + report.partly_read + report.opened + report.failed + report.skipped
    return report.files == by_outcome + report.unchanged_files and report.skipped == sum(
        report.skipped_by_type.values()
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wires.zip", zipped({"a/flood.txt": FLOOD, "ferry.txt": FERRY})),
        ("wires.tar", tarred({"a/flood.txt": FLOOD, "ferry.txt": FERRY})),
        ("wires.tar.gz", tarred({"a/flood.txt": FLOOD, "ferry.txt": FERRY}, "w:gz")),
        ("wires.tbz2", tarred({"a/flood.txt": FLOOD, "ferry.txt": FERRY}, "w:bz2")),
        ("wires.tar.xz", tarred({"a/flood.txt": FLOOD, "ferry.txt": FERRY}, "w:xz")),
        ("no-name", zipped({"a/flood.txt": FLOOD, "ferry.txt": FERRY}, zipfile.ZIP_STORED)),
    ],
)
def test_the_files_of_an_archive_are_read_like_those_of_a_folder(store, write, folder, name, content):
    write(name, content)
    report = ingest([folder], store)
    assert (report.files, report.opened, report.read, report.new) == (3, 1, 2, 2)
    assert adds_up(report)
    assert headlines(store) == ["Ferry stops", "Flood in Vennick"]
    assert outcomes(store, folder) == {
        name: Outcome.OPENED,
        f"{name}!a/flood.txt": Outcome.READ,
        f"{name}!ferry.txt": Outcome.READ,
    }
    again = ingest([folder], store, prune=True)
    assert (again.files, again.unchanged_files, again.pruned, again.withdrawn) == (3, 3, 0, 0)


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_file_that_is_packed_by_itself(store, write, folder, ending, pack):
    write(f"flood.txt.{ending}", pack(FLOOD))
    ingest([folder], store)
    assert headlines(store) == ["Flood in Vennick"]
    assert set(outcomes(store, folder)) == {f"flood.txt.{ending}", f"flood.txt.{ending}!flood.txt"}


def test_archives_in_archives_up_to_a_depth(store, write, folder):
    write("outer.zip", zipped({"inner.tar.gz": tarred({"flood.txt.gz": gzip.compress(FLOOD)}, "w:gz")}))
    ingest([folder], store)
    assert headlines(store) == ["Flood in Vennick"]
    assert "outer.zip!inner.tar.gz!flood.txt.gz!flood.txt" in outcomes(store, folder)
    nested = FERRY
    for _ in range(7):
        nested = zipped({"n.zip" if nested is not FERRY else "ferry.txt": nested})
    write("deep.zip", nested)
    report = ingest([folder], store)
    deepest = "deep.zip" + "!n.zip" * 5
    assert [(each.path.removeprefix(f"{folder}/"), each.reason) for each in report.failures] == [
        (deepest, "lies inside 5 others; unpack the outer ones")
    ]
    assert adds_up(report)


def test_what_a_member_is_not_is_said_and_counted_by_type(store, write, folder):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("notes.docx", "PK?")
        archive.writestr("table.xlsx", "PK?")
        archive.writestr("other.docx", "PK?")
        archive.writestr(".DS_Store", "x")
        archive.writestr("__MACOSX/flood.txt", "x")
        archive.writestr("../../etc/cron.d/x.txt", FLOOD)
        archive.writestr("C:\\x.txt", FLOOD)
        archive.writestr(link, "/etc/passwd")
        archive.writestr("flood.txt", FLOOD)
        archive.writestr("empty.txt", "")
        archive.mkdir("folder")
    write("mixed.zip", made.getvalue())
    report = ingest([folder], store)
    assert report.skipped_by_type == {".docx": 2, "hidden": 2, ".xlsx": 1, "link": 1}
    assert {(each.path.partition("!")[2], each.reason) for each in report.failures} == {
        ("../../etc/cron.d/x.txt", LEADS_OUT),
        ("C:\\x.txt", LEADS_OUT),
        ("empty.txt", "is empty"),
    }
    assert (report.files, report.read, report.opened, report.failed) == (11, 1, 1, 3)
    assert adds_up(report)


def test_a_link_in_a_tar_is_not_followed(store, write, folder):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind in (("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d", tarfile.FIFOTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    write("links.tar", made.getvalue())
    assert ingest([folder], store).skipped_by_type == {"link": 2, "device": 1}


def test_a_locked_member_fails_and_the_others_are_read(store, write, folder):
    content = bytearray(zipped({"flood.txt": FLOOD, "ferry.txt": FERRY}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    write("locked.zip", bytes(content))
    report = ingest([folder], store)
    assert [(each.path, each.reason) for each in report.failures] == [(f"{folder}/locked.zip!flood.txt", LOCKED)]
    assert headlines(store) == ["Ferry stops"]


def test_office_documents_are_no_archives(store, write, folder):
    write("a.bin", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    write("b.epub", zipped({"x.txt": FLOOD}))
    report = ingest([folder], store)
    assert report.skipped_by_type == {".bin": 1, ".epub": 1}


@pytest.mark.parametrize("name", ["cut.zip", "cut.tar.gz", "cut.txt.gz", "cut.tar"])
def test_a_clipped_archive_keeps_what_came_before_and_says_so(store, write, folder, name):
    noise = Random(1).randbytes(60_000)  # noqa: S311 nothing secret
    files = {"flood.txt": FLOOD, "noise.bin": noise, "ferry.txt": FERRY}
    made = {
        "cut.zip": zipped(files),
        "cut.tar.gz": tarred(files, "w:gz"),
        "cut.txt.gz": gzip.compress(FLOOD * 100 + noise),
        "cut.tar": tarred(files),
    }[name]
    write(name, made[: len(made) * 2 // 3])
    report = ingest([folder], store)
    assert adds_up(report)
    assert report.failures != ()
    assert headlines(store) == (["Flood in Vennick"] if "tar" in name else [])


def test_a_broken_member_costs_only_itself(store, write, folder):
    content = bytearray(zipped({"flood.txt": FLOOD, "ferry.txt": FERRY}, zipfile.ZIP_STORED))
    content[content.index(b"river")] ^= 1
    write("bad.zip", bytes(content))
    report = ingest([folder], store)
    (failure,) = report.failures
    assert failure.path == f"{folder}/bad.zip!flood.txt"
    assert failure.reason.startswith("cannot be unpacked: ")
    assert headlines(store) == ["Ferry stops"]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(ratio=10, ratio_from=1000), "unpacks to more than 10 times its size"),
        (Limits(size=100_000), "unpacks to more than 100,000 bytes"),
        (Limits(members=2), "holds more than 2 files"),
    ],
)
def test_a_bomb_is_stopped(store, write, folder, limits, said):
    write("bomb.zip", zipped({"flood.txt": FLOOD, "zeros.bin": bytes(3_000_000), "ferry.txt": FERRY}))
    report = ingest([folder], store, limits=limits)
    assert any(each.path == f"{folder}/bomb.zip" and said in each.reason for each in report.failures)
    assert headlines(store) == ["Flood in Vennick"]
    assert adds_up(report)


def test_a_bomb_inside_another_archive_counts_against_the_file_that_was_given(store, write, folder):
    write("outer.zip", zipped({"inner.zip": zipped({"zeros.bin": bytes(3_000_000)})}))
    report = ingest([folder], store, limits=Limits(ratio=50, ratio_from=1000))
    assert any("unpacks to more than 50 times its size" in each.reason for each in report.failures)


def test_members_of_the_same_name_are_told_apart(store, write, folder):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("flood.txt", FLOOD)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("flood.txt", FERRY)
    write("twice.zip", made.getvalue())
    ingest([folder], store)
    assert set(outcomes(store, folder)) == {"twice.zip", "twice.zip!flood.txt", "twice.zip!flood.txt~2"}


def test_an_archive_that_changes_makes_versions_and_what_is_gone_from_it_is_pruned(store, write, folder):
    path = write("wires.zip", zipped({"flood.txt": FLOOD, "ferry.txt": FERRY}))
    ingest([folder], store)
    write("wires.zip", zipped({"flood.txt": FLOOD.replace(b"Friday", b"Sunday")}))
    report = ingest([path], store, prune=True)
    assert (report.changed, report.pruned, report.withdrawn) == (1, 1, 1)
    assert headlines(store) == ["Flood in Vennick"]
    path.unlink()
    gone = ingest([folder], store, prune=True)
    assert (gone.pruned, gone.withdrawn, headlines(store)) == (2, 1, [])


def test_an_archive_that_cannot_be_opened_any_more_keeps_what_it_gave(store, write, folder):
    path = write("wires.zip", zipped({"flood.txt": FLOOD}))
    ingest([folder], store)
    path.write_bytes(path.read_bytes()[:30])
    report = ingest([folder], store, prune=True)
    assert (report.failed, report.pruned, report.withdrawn) == (1, 0, 0)
    assert headlines(store) == ["Flood in Vennick"]


def test_the_same_story_loose_and_in_an_archive_is_one_article(store, write, folder):
    write("flood.txt", FLOOD)
    write("wires.zip", zipped({"flood.txt": FLOOD}))
    report = ingest([folder], store)
    assert (report.new, report.duplicates) == (1, 1)


def test_only_what_is_asked_for_is_read(store, write, folder):
    write("wires.zip", zipped({"flood.txt": b"", "ferry.txt": FERRY, "x/n.zip": zipped({"a.txt": FLOOD})}))
    write("other.txt", FLOOD)
    report = ingest([folder], store, only={f"{folder}/wires.zip!x/n.zip!a.txt"})
    assert (report.files, report.new, headlines(store)) == (1, 1, ["Flood in Vennick"])
    whole = ingest([folder], store, only={f"{folder}/wires.zip"})
    assert (whole.files, whole.read, whole.failed, whole.opened, whole.unchanged_files) == (5, 1, 1, 2, 1)


def test_inspect_shows_the_files_inside(store, write, folder):
    path = write("wires.zip", zipped({"flood.txt": FLOOD, "x.docx": b"?"}))
    member, other, archive = inspect(path, store)
    assert (member.file.path, member.items[0].would_be) == (f"{path}!flood.txt", Placed.NEW)
    assert other.file.problems == (Problem("not a type that is read (.docx); 'newsarchive formats' lists those"),)
    assert (archive.file.path, archive.file.outcome) == (str(path), Outcome.OPENED)
    assert list(store.files()) == []

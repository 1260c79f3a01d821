"""Files of an archive that need each other: texts and their pictures, issues and their pages; and getting at one."""

import gzip
import io
import zipfile
from email.message import EmailMessage

import pytest
from PIL import Image

from archive.model import Outcome
from ingest.inner_file import content_inside
from ingest.run import ingest
from ingest.unpack import Limits
from tests.ingest.readers.test_newspaper_pages import LOGICAL, issue
from tests.ingest.readers.test_picture import jpeg
from tests.ingest.readers.test_warc import response
from tests.ingest.test_containers import FLOOD, tarred, zipped

PAGE = (
    "<html><body><article><h1>Bridge</h1><p>%s</p><figure><img src='%s'><figcaption>The bridge at dusk.</figcaption>"
    "</figure></article></body></html>"
)


def page(target):
    return (PAGE % ("The bridge opened on Friday, said the mayor. " * 9, target)).encode()


def picture():
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG")
    return made.getvalue()


def paths(store, folder):
    """The pictures' paths in the record, by captions."""
    known = {photo.caption: photo.path for version in store.current_versions() for photo in version.photos}
    return {caption: path and path.removeprefix(f"{folder}/") for caption, path in known.items()}


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: tarred(files, "w:gz")])
@pytest.mark.parametrize("first", ["text", "picture"])
def test_a_text_in_an_archive_finds_the_picture_beside_it(store, write, folder, pack, first):
    files = {"2024/flood/a.html": page("../img/dusk%20light.png"), "2024/img/dusk light.png": picture()}
    write("wires", pack(files if first == "text" else dict(reversed(files.items()))))
    ingest([folder], store)
    assert paths(store, folder) == {"The bridge at dusk.": "wires!2024/img/dusk light.png"}
    assert content_inside(f"{folder}/wires!2024/img/dusk light.png") == picture()


@pytest.mark.parametrize(
    "target", ["gone.png", "../../../../../etc/passwd.png", "/etc/x.png", "note.txt", "../../a.png"]
)
def test_a_picture_that_is_not_beside_the_text_is_none(store, write, folder, target):
    write("a.png", picture())
    write("wires.zip", zipped({"a/b.html": page(target), "a/note.txt": FLOOD, "z.png": picture()}))
    ingest([folder], store)
    assert paths(store, folder) == {"The bridge at dusk.": None}


def captioned(tmp_path):
    return jpeg(tmp_path / "x.jpg", (2, 120, b"Boats off Vennick.")).read_bytes()


def message(content):
    made = EmailMessage()
    made["Subject"], made["From"], made["Message-ID"] = "Boats", "Ana Holt <ana@packet.example>", "<1@packet.example>"
    made.set_content("The boats are off Vennick this morning, see the picture.")
    made.add_attachment(content, "image", "jpeg", filename="boats.jpg")
    return made.as_bytes()


def test_a_picture_that_moves_is_followed_when_it_is_given_again(store, write, folder, tmp_path):
    """Also into an archive: what the record names is gone, what was read now is there."""
    path = write("boats.jpg", captioned(tmp_path))
    ingest([folder], store)
    assert paths(store, folder) == {"Boats off Vennick.": "boats.jpg"}
    write("copy.zip", zipped({"x/boats.jpg": captioned(tmp_path)}))
    ingest([folder], store)
    assert paths(store, folder) == {"Boats off Vennick.": "boats.jpg"}
    path.unlink()
    report = ingest([folder], store, reread=True)
    assert (report.new, report.changed, paths(store, folder)) == (0, 0, {"Boats off Vennick.": "copy.zip!x/boats.jpg"})


@pytest.mark.parametrize("pack", [zipped, lambda files: tarred(files, "w:gz")])
def test_a_picture_without_an_ending_is_told_by_how_it_begins(store, write, folder, pack):
    name = "tag_packet.com_2024_binary_X1-BASEIMAGE"
    write(
        "wires",
        pack(
            {"a.html": page(name), "b.html": page("b-NOTE").replace(b"dusk", b"dawn"), "b-NOTE": FLOOD, name: picture()}
        ),
    )
    ingest([folder], store)
    assert paths(store, folder) == {"The bridge at dusk.": f"wires!{name}", "The bridge at dawn.": None}
    assert content_inside(f"{folder}/wires!{name}") == picture()


@pytest.mark.parametrize(
    ("outer", "inside", "pack"),
    [
        ("p.zip", "a/boats.jpg", lambda content: zipped({"a/boats.jpg": content})),
        ("p.tgz", "boats.jpg", lambda content: tarred({"1.txt": FLOOD, "boats.jpg": content}, "w:gz")),
        ("p.tar", "in.zip!boats.jpg", lambda content: tarred({"in.zip": zipped({"boats.jpg": content})})),
        ("boats.jpg.gz", "boats.jpg", gzip.compress),
        ("p.eml", "boats.jpg", message),
        ("p.warc", "https://packet.example/b", lambda data: response("https://packet.example/b", data, "image/jpeg")),
        ("odd.zip", "\x01 \\ x.jpg", lambda content: zipped({"\x01 \\ x.jpg": content})),
        ("two.zip", "b.jpg~2", lambda content: _twice("b.jpg", FLOOD, content)),
    ],
)
def test_a_captioned_picture_opens_wherever_it_lies(store, write, folder, tmp_path, outer, inside, pack):
    content = captioned(tmp_path)
    write(outer, pack(content))
    ingest([folder], store)
    assert paths(store, folder) == {"Boats off Vennick.": f"{outer}!{inside}"}
    assert content_inside(f"{folder}/{outer}!{inside}") == content


def _twice(name, *contents):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, contents[0])
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(name, contents[1])
    return made.getvalue()


def test_a_file_that_is_not_to_be_had_is_none(write, folder):
    write("p.zip", zipped({"a.png": picture(), "in.zip": b"PK\x03\x04 broken", "n.txt": FLOOD}))
    write("plain.txt", FLOOD)
    for key in ("p.zip!b.png", "p.zip!in.zip!a.png", "p.zip!n.txt!a.png", "plain.txt!a.png", "gone.zip!a.png", "p.zip"):
        assert content_inside(f"{folder}/{key}") is None


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (Limits(), True),
        (Limits(size=1_000_000), False),
        (Limits(ratio=50, ratio_from=1000), False),
        (Limits(members=1), False),
        (Limits(depth=0), False),
    ],
)
def test_a_bomb_before_a_picture_is_not_unpacked(write, folder, limits, found):
    """A packed tar has to be read from its beginning, the zeros as well, though nobody asked for them."""
    path = write("bomb.tgz", tarred({"zeros.bin": bytes(3_000_000), "a.png": picture()}, "w:gz"))
    assert content_inside(f"{path}!a.png", limits) == (picture() if found else None)


def test_what_is_passed_over_in_a_packed_tar_counts_against_the_limits(store, write, folder):
    write("bomb.tgz", tarred({".zeros": bytes(3_000_000), "flood.txt": FLOOD}, "w:gz"))
    report = ingest([folder], store, limits=Limits(size=1_000_000))
    assert [each.reason for each in report.failures] == ["unpacks to more than 1,000,000 bytes; split it"]
    assert ingest([folder], store, reread=True).new == 1


@pytest.mark.parametrize("pack", [zipped, lambda files: tarred(files, "w:gz")])
@pytest.mark.parametrize("name", ["issue-mets.xml", "1900050101.xml"])
def test_an_issue_in_an_archive_is_read_as_in_a_folder(store, write, folder, tmp_path, pack, name):
    path = issue(tmp_path / "issue", LOGICAL)
    pages = sorted((tmp_path / "issue" / "alto").iterdir())
    files = {f"may/1/alto/{each.name}": each.read_bytes() for each in pages} | {f"may/1/{name}": path.read_bytes()}
    # A page of another issue, which nobody lists, is read by itself.
    write("year.zip", pack({**files, "may/2/alto/1.xml": pages[1].read_bytes().replace(b"Second.", b"Alone.")}))
    report = ingest([folder], store)
    assert (report.files, report.opened, report.skipped, report.articles) == (5, 1, 2, 3)
    assert report.files == report.opened + report.read + report.partly_read + report.skipped
    assert {each.reason for each in report.skips} == {f"a page of the issue that {name!r} describes, read with it"}
    assert sorted(version.text for version in store.current_versions()) == [
        "Alone.",
        "Harbour tie-up\n\nThe harbour was.\n\nShips wait out sidewalls.\n\nSecond.",
        "Soap.",
    ]
    again = ingest([folder], store, reread=True)
    assert (again.unchanged, again.new, again.changed) == (3, 0, 0)
    assert store.file(f"{folder}/year.zip!may/1/{name}").outcome is Outcome.PARTLY_READ


def test_an_issue_that_is_described_under_any_name_is_not_read_twice(store, folder, write):
    path = issue(folder, LOGICAL)
    path.rename(folder / "zzz.xml")
    for number in range(60):
        write(f"other-{number:02}.xml", "<x/>")
    report = ingest([folder], store)
    assert sum("read with it" in each.reason for each in report.skips) == 2

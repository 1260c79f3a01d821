"""Files made, or broken, to hurt: each ends as a recorded failure or as what could be read; none stops a run."""

import json
import struct
import zlib
from time import process_time

import pytest
from PIL import Image

from archive.model import Outcome
from ingest.run import ingest
from tests.records import record_at

GARBAGE = bytes((7 * number * number + 13 * number) % 256 for number in range(3000))
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


def huge_png():
    """A PNG of a few bytes that claims 60,000 by 60,000 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def text_bomb_png():
    """A PNG whose caption is 200 MB once unpacked."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b"a" * 1_000_000) for _ in range(200)) + packer.flush()
    text = chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + text + chunk(b"IEND", b"")


def picture(path, **options):
    Image.effect_noise((200, 200), 50).save(path, "JPEG", **options)
    return path.read_bytes()


FAILING = {
    "empty.txt": b"",
    "blank.md": b" \n\n \n",
    "empty.json": b"",
    "empty.pdf": b"",
    "empty.jpg": b"",
    "garbage.txt": GARBAGE,
    "garbage.json": GARBAGE,
    "garbage.jsonl": GARBAGE,
    "garbage.pdf": GARBAGE,
    "garbage.html": GARBAGE,
    "garbage.jpg": GARBAGE,
    "garbage.md": GARBAGE,
    "nul.txt": b"\0" * 4096,
    "head-only.pdf": b"%PDF-1.7\n" + GARBAGE,
    "head-only.jpg": b"\xff\xd8\xff\xe0" + GARBAGE,
    "head-only.png": b"\x89PNG\r\n\x1a\n" + GARBAGE,
    "head-only.tif": b"II*\0\xff\xff\xff\xff",
    "huge.png": huge_png(),
    "text-bomb.png": text_bomb_png(),
    "deep.json": b"[" * 200_000 + b"]" * 200_000,
    "deep-objects.json": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "number.json": b'{"title": ' + b"9" * 10_000 + b"}",
    "list.json": b"[]",
    "scalar.json": b'{"a": 1}',
    "script.html": b"<html><script>news()</script></html>",
    "frames.html": b"<html><frameset></frameset></html>",
    "bomb.xml": f"{BOMB}]><nitf><body><body.content><p>&j;</p></body.content></body></nitf>",
    "outside.xml": '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf><body>&a;</body></nitf>',
    "deep.xml": b"<newsMessage>" + b"<itemSet>" * 100_000,
    "garbage.xml": GARBAGE,
    "labels.txt": b"\x01eca0062 4 i 0\r\n\x02" + b"\x03\x04" + b"LEAD " * 1000,
    "empty-message.xml": "<newsMessage/>",
    "other.xml": "<urlset><url>https://x.example/</url></urlset>",
    "no-words.txt": b"\x01eca0062 4 i 0\r\n\x02\x03\x04",
    "deep.html": b"<html><body>" + b"<div>" * 100_000,
}


@pytest.fixture
def run(tmp_path):
    """Ingest files with these contents and give the record of each by name, checking that all are accounted for."""
    store = record_at(tmp_path / "record.sqlite")
    folder = tmp_path / "news"
    folder.mkdir()

    def run_over(files):
        for name, content in files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        report = ingest([folder], store)
        records = {record.path.rpartition("/")[2]: record for record in store.files()}
        assert set(records) >= set(files)
        assert report.files == len(records)
        for record in records.values():
            assert record.appearances or record.problems
        return records

    run_over.store = store
    yield run_over
    store.close()


@pytest.mark.parametrize("name", FAILING)
def test_a_file_without_news_is_a_failure_with_a_reason(run, name):
    record = run({name: FAILING[name]})[name]
    assert record.outcome is Outcome.FAILED
    assert all(problem.reason and "Traceback" not in problem.reason for problem in record.problems)
    assert not any("reader failed with" in problem.reason for problem in record.problems), record.problems


def test_hostile_files_do_not_keep_good_ones_out(run):
    records = run(FAILING | {"good.txt": "Flood\n\nThe river rose."})
    assert records["good.txt"].outcome is Outcome.READ
    assert [version.text for version in run.store.current_versions()] == ["Flood\n\nThe river rose."]


def test_text_with_nul_and_bad_bytes_is_cleaned(run):
    record = run({"a.txt": b"Flood\n\nThe river\0 rose \xc3\x28 today, and then some more words follow it."})["a.txt"]
    assert record.outcome is Outcome.READ
    (version,) = run.store.current_versions()
    assert "\0" not in version.text
    assert version.text.startswith("Flood\n\nThe river rose ")


def test_lone_surrogates_from_json_do_not_reach_the_record(run):
    assert run({"a.json": '{"title": "x \\ud83d y", "body": "b"}'})["a.json"].outcome is Outcome.READ
    assert [version.headline for version in run.store.current_versions()] == ["x \ufffd y"]


def test_entities_that_grow_without_bound_are_refused(run, tmp_path):
    expanded = f"{BOMB}]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&j;</x:xmpmeta>".encode()
    outside = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"
    files = {f"{n}.jpg": picture(tmp_path / "p.jpg", xmp=packet) for n, packet in enumerate((expanded, outside))}
    for record in run(files).values():
        assert record.outcome is Outcome.FAILED
        assert record.problems[0].reason.startswith("its XMP block is damaged: EntitiesForbidden")
        assert record.problems[-1].reason.startswith("has no caption")


def test_a_clipped_picture_still_gives_its_caption(run, tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "A quay."
    data = picture(tmp_path / "p.jpg", exif=exif)
    record = run({"clipped.jpg": data[: len(data) // 2]})["clipped.jpg"]
    assert record.outcome is Outcome.READ
    assert [photo.caption for version in run.store.current_versions() for photo in version.photos] == ["A quay."]


@pytest.mark.parametrize(
    "front",
    [
        "title: never closed\n",
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        "- a list\n---\n",
        "title: [[[[[[\n---\n",
        "title: " + "[" * 5000 + "\n---\n",
        "x: " + "y" * 300_000 + "\n---\n",
    ],
)
def test_front_matter_that_is_a_trap_costs_only_itself(run, front):
    record = run({"a.md": f"---\n{front}\nThe body is here."})["a.md"]
    assert record.outcome in (Outcome.PARTLY_READ, Outcome.READ)
    (version,) = run.store.current_versions()
    assert "The body is here." in version.text


def test_front_matter_makes_no_object_and_runs_nothing(run, tmp_path):
    target = tmp_path / "touched"
    run({"a.md": f"---\ntitle: !!python/object/apply:os.system ['touch {target}']\n---\nBody."})
    assert not target.exists()


def test_one_bad_line_costs_one_line(run):
    lines = [json.dumps({"body": f"Report {n}."}) for n in range(50)]
    lines[20] = "{" * 10_000
    lines[30] = "\x00"
    record = run({"a.jsonl": "\n".join(lines)})["a.jsonl"]
    assert (record.outcome, len(record.appearances)) == (Outcome.PARTLY_READ, 48)
    assert [problem.where for problem in record.problems] == ["line 21", "line 31"]


def test_a_file_that_cannot_be_opened_is_a_failure(run, tmp_path, monkeypatch):
    locked = tmp_path / "news" / "locked.txt"
    locked.write_text("Flood")
    real = type(locked).open

    def refuse(path, *arguments, **options):
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)

    monkeypatch.setattr(type(locked), "open", refuse)
    record = run({})["locked.txt"]
    assert (record.outcome, record.problems[0].reason) == (Outcome.FAILED, "cannot be opened: Permission denied")


@pytest.mark.parametrize(
    "body", ["a " * 2_000_000, "x" * 3_000_000, ("word, " * 20 + "\n") * 20_000, "(" * 50_000, "By " * 50_000]
)
def test_long_and_monotonous_texts_are_read_in_reasonable_time(run, body):
    record = run({"a.txt": f"Headline\n\n{body}"})["a.txt"]
    assert record.outcome is Outcome.READ


ITEM = (
    "<NewsItem><Identification><NewsIdentifier><NewsItemId>a{0}</NewsItemId></NewsIdentifier></Identification>"
    "<NewsComponent><NewsLines><HeadLine>Story {0}</HeadLine></NewsLines><ContentItem><DataContent><nitf><body>"
    "<body.content><p>Text of story {0}.</p></body.content></body></nitf></DataContent>"
)


def test_items_that_are_never_closed_cost_no_more_than_their_length(run):
    """Each lies in the one before; read with all that is inside, a file of 100 kB took half a minute."""
    began = process_time()
    record = run({"a.xml": "<NewsML>" + "".join(map(ITEM.format, range(30)))})["a.xml"]
    assert len(record.appearances) == 30
    assert {version.text for version in run.store.current_versions()} == {
        f"Story {number}\n\nText of story {number}." for number in range(30)
    }
    assert process_time() - began < 5

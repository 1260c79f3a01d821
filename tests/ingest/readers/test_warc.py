import gzip
import io
from collections import Counter
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.model import NewsDate, Outcome
from ingest.run import ingest

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "warc"
PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>"
    + "The river rose on Friday, said the mayor, and the council met at once to speak of it. " * 5
    + "</p></article></body></html>"
)


def record(kind, target, content, media_type="application/http; msgtype=response", **headers):
    lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>"]
    lines += [f"WARC-Target-URI: {target}", "WARC-Date: 2024-06-07T08:00:00Z", f"Content-Type: {media_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, f"Content-Length: {len(content)}", "", ""]).encode() + content + b"\r\n\r\n"


def response(target, page, media_type="text/html", status="200 OK", **headers):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode()
    return record("response", target, http + page, **headers)


def page(title):
    return PAGE.format(title=title).encode()


RECORDS = [
    record("warcinfo", "", b"software: x\r\n", "application/warc-fields"),
    record("request", "https://packet.example/a", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    response("https://packet.example/a", page("Flood in Vennick"), WARC_Payload_Digest="sha1:AAAA"),
    response("https://packet.example/old", b"<p>Moved</p>", status="301 Moved"),
    response("https://packet.example/s.css", b"p {}", "text/css"),
    response("https://packet.example/dot.png", b"\x89PNG\r\n\x1a\nbroken", "image/png"),
    record(
        "revisit", "https://packet.example/b", b"HTTP/1.1 200 OK\r\n\r\n", WARC_Payload_Digest="sha1:AAAA",
        WARC_Refers_To_Target_URI="https://packet.example/a",
    ),
    record(
        "revisit", "https://packet.example/c", b"HTTP/1.1 200 OK\r\n\r\n", WARC_Payload_Digest="sha1:BBBB",
        WARC_Refers_To_Target_URI="https://packet.example/z",
    ),
    response("https://packet.example/empty", b"<html><body></body></html>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.warc", b"".join),
        ("a.warc.gz", lambda records: b"".join(map(gzip.compress, records))),
        ("one-piece.warc.gz", lambda records: gzip.compress(b"".join(records))),
        ("no-ending", b"".join),
    ],
)
def test_every_record_is_an_article_passed_over_or_a_failure(store, write, folder, name, pack):
    write(name, pack(RECORDS))
    report = ingest([folder], store)
    ended = {each.path.partition("!")[2]: each for each in store.files()}
    assert len(ended) == len(RECORDS) + 1 == report.files
    assert ended["https://packet.example/a"].outcome is Outcome.READ
    assert ended["https://packet.example/empty"].outcome is Outcome.FAILED
    assert ended["https://packet.example/dot.png"].outcome is Outcome.SKIPPED
    reason = ended["revisit https://packet.example/b"].problems[0].reason
    assert reason == "a revisit record: what was there is what this file holds of https://packet.example/a"
    reason = ended["revisit https://packet.example/c"].problems[0].reason
    assert reason == "a revisit record of https://packet.example/z, whose first capture is not in this file"
    assert report.skipped_by_type == {
        "revisit record": 2,
        "warcinfo record": 1,
        "request record": 1,
        "HTTP status 301": 1,
        "text/css": 1,
        "picture": 1,
    }
    (version,) = store.current_versions()
    assert (version.headline, version.metadata.url) == ("Flood in Vennick", "https://packet.example/a")
    assert version.metadata.created == NewsDate("2024-06-07T08:00:00+00:00", "capture")
    assert version.metadata.published is None
    assert store.article_with_identity("https://packet.example/a") == version.article_id


def test_when_a_page_was_captured_does_not_matter_where_it_has_a_date(store, write, folder):
    dated = page("Flood").replace(b"<title>", b'<meta property="article:published_time" content="2024-06-01"><title>')
    write("a.warc", response("https://packet.example/a", dated))
    ingest([folder], store)
    (version,) = store.current_versions()
    assert (version.metadata.created, version.metadata.published.iso) == (None, "2024-06-01")


def test_a_second_capture_of_a_changed_page_is_a_version(store, write, folder):
    write("a.warc", b"".join(response("https://packet.example/a", page(title)) for title in ("Flood", "Great flood")))
    report = ingest([folder], store)
    assert (report.new, report.changed) == (1, 1)
    assert set(store.paths_within(f"{folder}/a.warc!")) == {
        f"{folder}/a.warc!https://packet.example/a",
        f"{folder}/a.warc!https://packet.example/a~2",
    }


def test_a_clipped_file_keeps_what_came_before_and_says_where(store, write, folder):
    whole = response("https://packet.example/a", page("Flood"))
    write("a.warc", whole + response("https://packet.example/b", page("Ferry"))[:-200])
    report = ingest([folder], store)
    assert "Flood" in {version.headline for version in store.current_versions()}
    (failure,) = [each for each in report.failures if each.path == f"{folder}/a.warc"]
    assert failure.where == f"byte {len(whole)}"
    assert failure.reason.endswith("bytes of its record cannot be read; the file is clipped or damaged")


def test_a_record_whose_packing_is_damaged_is_a_problem_and_nothing_is_printed(store, write, folder, capfd):
    long = page("Flood").replace(b"</p>", b"</p><p>" + bytes(range(32, 127)) * 3000)
    packed = bytearray(gzip.compress(response("https://packet.example/a", long)))
    packed[len(packed) // 2] ^= 0xFF
    write("a.warc.gz", bytes(packed) + gzip.compress(response("https://packet.example/b", page("Ferry"))))
    report = ingest([folder], store)
    assert any("clipped or damaged" in each.reason or "cannot be read on" in each.reason for each in report.failures)
    assert capfd.readouterr() == ("", "")


def test_what_follows_the_last_good_record_is_a_problem(store, write, folder):
    write("a.warc", response("https://packet.example/a", page("Flood")) + b"garbage\r\nmore garbage\r\n" * 9)
    report = ingest([folder], store)
    assert [version.headline for version in store.current_versions()] == ["Flood"]
    assert any(each.reason.startswith("cannot be read on as a web capture: ") for each in report.failures)


def test_an_arc_file(store, write, folder):
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("Flood")
    version = b"1 0 Packet\nURL IP-address Archive-date Content-type Archive-length\n"
    head = f"filedesc://a.arc 0.0.0.0 20240607080000 text/plain {len(version)}\n".encode()
    line = f"https://packet.example/a 1.2.3.4 20240607080000 text/html {len(content)}\n".encode()
    write("a.arc", head + version + b"\n" + line + content + b"\n")
    ingest([folder], store)
    (found,) = store.current_versions()
    assert (found.headline, found.metadata.url) == ("Flood", "https://packet.example/a")
    assert found.metadata.created == NewsDate("2024-06-07T08:00:00+00:00", "capture")


def counted_by_warcio(path):
    """How many records the library gives, and whether it gives up before the end."""
    count = 0
    with path.open("rb") as file, redirect_stderr(io.StringIO()):
        try:
            for _ in ArchiveIterator(file):
                count += 1
        except ArchiveLoadFailed:
            return count, True
    return count, False


def test_as_many_records_are_accounted_for_as_warcio_reports(store):
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data/warc")
    ingest([SHARED], store)
    accounted = Counter(each.path.partition("!")[0] for each in store.files() if "!" in each.path)
    files = sorted(SHARED.iterdir())
    assert len(files) == 24
    for path in files:
        count, gave_up = counted_by_warcio(path)
        assert accounted[str(path)] == count or (gave_up and accounted[str(path)] > count), path.name
    assert accounted.total() == 200

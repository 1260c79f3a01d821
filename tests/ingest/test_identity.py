import pytest

from archive.model import Draft, Metadata
from ingest.identity import article_id, identity, is_place, moved


def key(mark=None, source=None, url=None):
    return identity(Draft(identity=mark, metadata=Metadata(source=source, url=url)), "/n/a.json", 4)


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("https://Packet.example/2024/flood/", "https://packet.example/2024/flood"),
        ("http://packet.example:80/a?utm_source=x&page=2&fbclid=1#top", "https://packet.example/a?page=2"),
        ("https://packet.example:8443/a", "https://packet.example:8443/a"),
        ("urn:newsml:packet:2024:1", "urn:newsml:packet:2024:1"),
        ("tag:packet.example,2024:1", "tag:packet.example,2024:1"),
        ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ("17", "file:/n/a.json#17"),
        ("slug-17", "file:/n/a.json#slug-17"),
        (None, "file:/n/a.json#4"),
        ("https://packet.example/", "file:/n/a.json#https://packet.example/"),
        ("https://[broken", "file:/n/a.json#https://[broken"),
    ],
)
def test_a_mark_that_holds_everywhere_is_the_identity_else_the_place_is(mark, expected):
    assert key(mark) == expected
    assert is_place(key(mark)) == expected.startswith("file:")


def test_an_id_holds_within_its_source_and_goes_before_the_address():
    assert key("vp-1", "Vennick Packet") == "id:vennick packet:vp-1"
    assert key("vp-1", "Vennick Packet", "https://packet.example/1") == "id:vennick packet:vp-1"


def test_a_bare_number_gives_way_to_the_address():
    assert key("17", "Vennick Packet", "https://packet.example/1") == "https://packet.example/1"
    assert key("17", "Vennick Packet") == "file:/n/a.json#17"


def test_the_same_record_in_a_moved_file():
    assert moved("file:/n/a.json#17", "/m/b.json") == "file:/m/b.json#17"


def test_an_article_id_is_the_beginning_of_a_sha256():
    assert article_id("urn:x:1") == "8a526707155a6875"
    assert article_id("urn:x:1") != article_id("urn:x:2")

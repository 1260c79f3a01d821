import codecs

import pytest

from ingest.encoding import decode, decode_html, looks_like_text

GERMAN = "Straße „gesperrt“ – Café bleibt zu"
RUSSIAN = "Мэр города ушёл в отставку во вторник, сообщила газета."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (GERMAN.encode(), GERMAN),
        (codecs.BOM_UTF8 + GERMAN.encode(), GERMAN),
        (GERMAN.encode("utf-16"), GERMAN),
        (GERMAN.encode("utf-16-le"), GERMAN),
        (GERMAN.encode("utf-16-be"), GERMAN),
        (GERMAN.encode("utf-32"), GERMAN),
        (GERMAN.encode("cp1252"), GERMAN),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (RUSSIAN.encode("utf-16-le"), RUSSIAN),
        (b"caf\xe9 \x81", "café \x81"),
        (b"", ""),
        ("„Straße“ und Café".encode() + b" \xff", "„Straße“ und Café \ufffd"),
    ],
)
def test_bytes_become_the_text_that_was_written(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<meta charset="iso-8859-2">żółw', "iso-8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">мэр', "cp1251"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>“café”', "cp1252"),
        ("<meta charset=nonsense>café", "cp1252"),
        ("<meta charset=iso-8859-2>żółw", "utf-8"),
    ],
)
def test_a_page_is_believed_about_its_encoding_unless_it_is_utf8(page, text):
    assert decode_html(page.encode(text)) == page


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(32)) * 4, b"\0" * 50, b" \n"])
def test_bytes_that_are_no_text_are_told(data):
    assert not looks_like_text(data)


def test_text_is_told_in_any_encoding():
    assert all(looks_like_text(GERMAN.encode(name)) for name in ("utf-8", "utf-16", "utf-16-le", "cp1252"))

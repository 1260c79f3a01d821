"""Bytes of a text file in, text out; the only file that guesses an encoding."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]+encoding=["']([\w:.-]+)""", re.IGNORECASE
)
_TAG = re.compile(rb"<[^<>]*>")
# Western text has few bytes above 127; where they make up most letters the script is another one.
_FOREIGN_SHARE = 0.3
_FEWEST_FOREIGN = 16
_SLIP = 4


def decode(data: bytes) -> str:
    """The text of the bytes; never fails.

    A byte order mark decides; else UTF-16 when every other byte is zero; else valid UTF-8; else a single-byte
    encoding, Windows-1252 unless most letters lie outside ASCII and another one fits.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    wide = _utf16_without_mark(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(data) or _decode_legacy(data)


def decode_html(data: bytes) -> str:
    """Like `decode`, and believes a page that is not UTF-8 about its encoding."""
    declared = _DECLARED.search(data[:4096])
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    try:
        if not data.startswith(tuple(mark for mark, _ in _MARKS)):
            data.decode("utf-8")
    except UnicodeDecodeError:
        if slipped := _nearly_utf8(data):
            return slipped
        try:
            # Browsers read pages that say ISO-8859-1 as Windows-1252, and so were they written.
            return data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name)
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)


def _utf16_without_mark(sample: bytes) -> str | None:
    """Which UTF-16 it is, told by the zero bytes of its spaces and digits: all in one half of each pair."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    few = len(sample) // 50
    if odd > few and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > few and odd == 0 else None


def _nearly_utf8(data: bytes) -> str | None:
    """The text when all but a few of the characters outside ASCII are UTF-8: a slip, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole >= _SLIP * broken else None


def _decode_legacy(data: bytes) -> str:
    sample = data[:_SAMPLE]
    words = _TAG.sub(b"", sample)
    high = sum(byte > 127 for byte in words)
    letters = high + len(re.findall(rb"[A-Za-z]", words))
    if high > max(_FEWEST_FOREIGN, _FOREIGN_SHARE * letters):
        best = from_bytes(sample).best()
        if best is not None:
            return data.decode(best.encoding, errors="replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file are text: hardly any control characters or undecodable bytes."""
    text = decode(head)
    odd = sum(1 for character in text if character < " " and character not in "\t\n\r\f\x1b")
    return bool(text.strip()) and odd + text.count("\ufffd") <= len(text) // 50

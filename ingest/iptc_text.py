"""Bytes of an IPTC field in, text out, in the character set that the file declares or, failing that, shows."""

_UTF8 = b"\x1b%G"
# ISO 2022 escapes that name ISO 8859-1 as the upper half; written with and without the slash of a 96-character set.
_LATIN1 = (b"\x1b.A", b"\x1b-A", b"\x1b/A")
_WESTERN = frozenset("äöüßÄÖÜéèêëàáâçîïíìôóòñúùûÉÈÀÁÇÑåæøÅÆØ–—‘’“”„…•°©®€£«»·¡¿")
"""Letters and marks that captions in Western languages are made of; others are rare."""


def decoded(value: bytes, charset: object) -> str:
    """The text of a field; `charset` is the value of the envelope's 1:90, or anything else where there is none.

    Without a declaration that is known, UTF-8 when it is valid, else Windows-1252 or Mac Roman, whichever gives more
    of the letters that Western captions are made of.
    """
    if charset == _UTF8:
        return value.decode("utf-8", "replace")
    if isinstance(charset, bytes) and charset.startswith(_LATIN1):
        return value.decode("cp1252", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        windows, mac = value.decode("cp1252", "replace"), value.decode("mac_roman", "replace")
        return mac if _western(mac) > _western(windows) else windows


def _western(text: str) -> int:
    return sum(character in _WESTERN for character in text)

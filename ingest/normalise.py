"""Text as files give it in, text as the archive keeps it out: same words, one way of writing white space."""

import re
import unicodedata

# Tab and line feed stay; the vertical spacers and separators become line feeds below.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\u200b\u2060\u00ad]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\n]+(?=\n)|[^\S\n]+\Z")
_BLANK_LINES = re.compile(r"\n{3,}")
# A surrogate is half a character: it cannot be stored or sent.
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    r"""The text in NFC with `\n` line ends, no control or zero-width characters, at most one blank line in a row.

    White space at line ends and around the whole is dropped. Words, punctuation and quotation marks stay as
    printed; the joiners that scripts such as Persian need (ZWJ, ZWNJ) stay as well. Applying it twice changes
    nothing.
    """
    text = _LINE_END.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return _BLANK_LINES.sub("\n\n", _BLANK.sub("", text)).strip()


def one_line(text: str) -> str:
    """The normalised text with every run of white space as one space."""
    return " ".join(normalise(text).split())


def folded(text: str) -> str:
    """The text for comparing: case, compatibility forms and white space do not count."""
    return " ".join(unicodedata.normalize("NFKC", one_line(text)).casefold().split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a normalised text: what stands between blank lines, in order."""
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]

"""Text in, sentences out as spans that tile it. The only module that knows the sentence library."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

Span = tuple[int, int]

_LONGEST = 600
"""Characters beyond which a sentence is suspect: an unclosed quotation mark makes the library run on."""

_QUOTATION_MARKS = str.maketrans(dict.fromkeys("\"“”„‟«»‹›'‘’", "*"))
_CONTINUES = re.compile(r"[\s]*[:;,a-zß-öø-ÿ)\]]")
"""A stretch that opens so goes on with the sentence before it ('earn the job?: After …')."""
_HOUR = re.compile(r"\b[ap]\.m\.\s*\Z", re.IGNORECASE)
_AFTER_HOUR = re.compile(r"(?:[A-Z]{1,3}T|UTC|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
"""A time zone or a day of the week goes on with the hour that a sentence seems to end with ('at 1 p.m. | ET')."""


def sentence_spans(text: str, language: str = "en") -> list[Span]:
    """The sentences of a text as spans that tile `[0, len(text))`, each with the white space after it.

    A line break always ends a sentence: in stored text it ends a paragraph.
    """
    spans: list[Span] = []
    for start, end in _lines(text):
        line = text[start:end]
        for first, last in _joined(line, _split(line, language)):
            if line[first:last].isspace() and spans:
                spans[-1] = (spans[-1][0], start + last)
            else:
                spans.append((start + first, start + last))
    return spans


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends; empty at its start where it is all white space."""
    start, end = span
    inner = text[start:end]
    if not inner.strip():
        return start, start
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _lines(text: str) -> Iterator[Span]:
    """The lines of the text, each with the line breaks after it; blank lines belong to the line before."""
    start = 0
    for match in re.finditer(r"\s*\n\s*", text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _split(line: str, language: str) -> Iterator[Span]:
    for start, end in _boundaries(line, language):
        if end - start <= _LONGEST:
            yield start, end
        else:
            without_quotes = line[start:end].translate(_QUOTATION_MARKS)
            yield from ((start + first, start + last) for first, last in _boundaries(without_quotes, language))


def _boundaries(line: str, language: str) -> Iterator[Span]:
    """The library's sentences; its own offsets count otherwise than Python, so lengths are counted here."""
    start = 0
    for boundary in get_sentence_boundaries(language, line):
        end = min(start + len(boundary["text"]), len(line))
        if end > start:
            yield start, end
        start = end
    if start < len(line):
        yield start, len(line)


def _joined(line: str, spans: Iterator[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and (_CONTINUES.match(line, start, end) or _goes_on_after_hour(line, start)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on_after_hour(line: str, start: int) -> bool:
    return bool(_HOUR.search(line[max(0, start - 8) : start]) and _AFTER_HOUR.match(line, start))

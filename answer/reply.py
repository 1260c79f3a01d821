"""What a language model wrote in, sentences with the numbers they cite out. Nothing is believed here; see `verify`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.prompt import NO_ANSWER
from index.sentences import sentence_spans

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_NUMBERS = r"[\[【](?P<numbers>\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)[\]】]"
_CITING = re.compile(rf"\s*{_NUMBERS}")
_AFTER_THE_STOP = re.compile(rf"(?P<stop>[.!?][\"”»’')]*)(?P<numbers>(?:\s*{_NUMBERS.replace('?P<numbers>', '?:')})+)")
_MARKDOWN = re.compile(r"^\s*(?:[-*•]\s+|#+\s+|>\s+|\d+[.)]\s+)|\*\*|__|`+", re.MULTILINE)
_MOST = 12
"""Sentences of a reply that are read; an answer is asked to have four."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the numbers it cites, in order, each once."""

    text: str
    numbers: tuple[int, ...]


def visible(text: str) -> str:
    """The text without what a reader cannot see: control characters, hidden letters, the thoughts of a model."""
    return _THOUGHT.sub("", _UNSEEN.sub("", text))


def declines(reply: str) -> bool:
    """Whether the model says that the sentences do not answer."""
    said = visible(reply).strip(" .*\"'\n").upper()
    return said.startswith(NO_ANSWER) and len(said) < 4 * len(NO_ANSWER)


def sentences(reply: str) -> list[Said]:
    """The reply's sentences, each once, without Markdown's marks, each with the numbers in or behind it."""
    text = _MARKDOWN.sub("", visible(reply))
    # "It closed. [1]" cites as "It closed [1]." does.
    text = _AFTER_THE_STOP.sub(lambda match: f"{match['numbers']}{match['stop']} ", text)
    read = [said for start, end in sentence_spans(text) if (said := _said(text[start:end])).text]
    return list(dict.fromkeys(read))[:_MOST]


def _said(sentence: str) -> Said:
    numbers = [number for match in _CITING.finditer(sentence) for number in _each(match["numbers"])]
    return Said(" ".join(_CITING.sub("", sentence).split()), tuple(dict.fromkeys(numbers)))


def _each(numbers: str) -> Iterator[int]:
    """The numbers of "3", "3, 5" and "3-5"; a range is of ten at most."""
    for part in re.split(r"[,;]", numbers):
        first, *last = (int(each) for each in re.findall(r"\d+", part))
        yield from range(first, min(last[-1], first + 9) + 1) if last else [first]

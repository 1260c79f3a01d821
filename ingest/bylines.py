"""Who wrote it: the names as a byline, from lines, lists and objects."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from ingest.dates import DATE_IN_PROSE
from ingest.normalise import one_line

_BY = re.compile(r"^\s*(?:words\s+)?(?:by|von|par|por|di|door|af|av)\b\s*:?\s+", re.IGNORECASE)
_NAME_FIELDS = ("name", "fullname", "full_name", "original", "text", "value")
_PAIRS = (("firstname", "lastname"), ("givenName", "familyName"), ("givenname", "familyname"))
# The word for reporter that papers in Korean and Japanese print after a name.
_REPORTER = re.compile(r"(?<=\w)\s*(?:기자|記者)$")
_AFTER_NAME = re.compile(rf"(?<=[^\W\d_]{{3}})\.\s+|,?\s+(?:on\s+)?{DATE_IN_PROSE.pattern}", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*(?:https?://|www\.|[\w.-]+\.\w{2,}/)\S+\s*$")
_LONGEST_LINE = 120


def byline(value: object) -> str | None:
    """The byline that a field gives: text without its `By`, names of a list joined as `A, B and C`.

    Objects count by their name. An address alone (`https://…/authors/x`) is no name.
    """
    names = names_of(value)
    if not names:
        return None
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def names_of(value: object) -> list[str]:
    """The names that a field gives, each once."""
    return list(dict.fromkeys(filter(None, map(_name, _each(value)))))


def byline_of_line(line: str) -> str | None:
    """The byline of a printed line such as `By A and B` or `BY JANE DOE, Staff Writer`; `None` if it is not one.

    The word must be followed by a name: `By the time it opened…` is a sentence.
    """
    line = one_line(line)
    opening = _BY.match(line)
    if opening is None or len(line) > _LONGEST_LINE or line.endswith((".", "?", "!", ":")):
        return None
    # What follows a full stop or a date is no part of it: `By Judge Miriam Oake. Vennick, September 25, 2018`.
    rest = _AFTER_NAME.split(line[opening.end() :], maxsplit=1)[0]
    words = re.findall(r"[^\W\d_][\w.'’-]*", rest)
    capitals = [word for word in words if word[0].isupper()]
    if not words or not words[0][0].isupper() or len(capitals) * 2 < len(words):
        return None
    return rest.strip(" ,;|")


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def _name(value: object) -> str | None:
    if isinstance(value, Mapping):
        first = next((value[field] for field in _NAME_FIELDS if isinstance(value.get(field), str)), None)
        pairs = [[value.get(field) for field in pair] for pair in _PAIRS]
        value = first or next(filter(None, (" ".join(filter(_is_text, pair)) for pair in pairs)), None)
    if not isinstance(value, str) or _ADDRESS.match(value):
        return None
    return _REPORTER.sub("", _BY.sub("", one_line(value)).strip(" ,;|")) or None

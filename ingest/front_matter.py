"""The block of `name: value` lines that opens a Markdown file; the only file that imports yaml."""

import re
from typing import Any

import yaml

from archive.errors import UnreadableError

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n[ \t]*(?:#.*\n\s*)*[\w\"'-]+[ \t]*:")
_LONGEST = 256 * 1024
_MOST_BRACKETS = 1000
"""The time YAML takes grows with the square of the brackets that are open."""


def opens_with_front_matter(text: str) -> bool:
    """Whether the text begins as front matter does, closed or not."""
    return _OPENING.match(text) is not None


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, every value as the text that was written, and what follows it.

    Raises:
        UnreadableError: it is never closed, is no mapping, or uses what a list of fields has no need of.
    """
    if not opens_with_front_matter(text):
        return {}, text
    match = _FENCE.match(text)
    if match is None:
        raise UnreadableError("the front matter is never closed; end it with a line of ---", "line 1")
    return _fields(match["yaml"]), text[match.end() :]


def _fields(source: str) -> dict[str, Any]:
    if len(source) > _LONGEST:
        raise UnreadableError(f"the front matter is {len(source)} characters long; is a --- line missing?", "line 1")
    if source.count("[") + source.count("{") > _MOST_BRACKETS:
        raise UnreadableError(
            f"the front matter has more than {_MOST_BRACKETS} brackets; is a --- line missing?", "line 1"
        )
    try:
        # An alias can stand for a tree that grows without bound when it is written out: no article needs one.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source, Loader=yaml.BaseLoader)):
            raise UnreadableError("the front matter uses a YAML alias (*name); write the value out")
        # The base loader keeps every value as written: dates keep their zone, `no` stays a word, tags make no object.
        fields = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 it builds texts, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = None if mark is None else f"line {mark.line + 2}"
        reason = getattr(error, "problem", None) or type(error).__name__
        raise UnreadableError(f"the front matter is not YAML: {reason}", where) from error
    if not isinstance(fields, dict):
        raise UnreadableError("the front matter is not a list of `name: value` lines", "line 2")
    return {str(name): value for name, value in fields.items()}

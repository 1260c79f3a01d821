"""A file of JSON, or of a JSON value on each line, in; its values with their places, and what is not JSON, out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.errors import UnreadableError
from archive.model import Problem
from ingest.encoding import decode

LINES = (".jsonl", ".ndjson", ".jl")
"""The endings of files that hold a value on each line."""


def values_of(path: Path) -> Iterator[tuple[Any, str] | Problem]:
    """Each value of the file and where it stands (`line 7`, or `""` for the whole), and a problem for each bad line.

    Raises:
        UnreadableError: the file is one value and not JSON.
    """
    if path.suffix.lower() in LINES:
        yield from _lines(path)
        return
    try:
        value = _parse(decode(path.read_bytes()))
    except UnreadableError:
        if not _has_a_value_per_line(path):
            raise
        yield from _lines(path)
        return
    yield value, ""


def begins_as_json(text: str) -> bool:
    """Whether a text begins as an object or a list of JSON does."""
    text = text.lstrip()
    return text.startswith(("{", "[")) and text[1:].lstrip()[:1] in ('"', "{", "[", "}", "]")


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"not JSON: {error.msg.lower()} at column {error.colno}", f"line {error.lineno}"
        ) from error
    except RecursionError as error:
        raise UnreadableError("nested too deeply to be read; take the articles out of it") from error
    except ValueError as error:
        raise UnreadableError(f"not JSON: {error}") from error


def _has_a_value_per_line(path: Path) -> bool:
    with path.open("rb") as file:
        lines = [line for _, line in zip(range(2), file, strict=False)]
    try:
        return len(lines) == 2 and isinstance(_parse(decode(lines[0])), dict)
    except UnreadableError:
        return False


def _lines(path: Path) -> Iterator[tuple[Any, str] | Problem]:
    """A line at a time, so that the size of the file does not matter."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield _parse(line.decode("utf-8-sig")), f"line {number}"
            except UnicodeDecodeError as error:
                yield Problem(
                    f"not UTF-8: byte {error.start + 1} of the line is {line[error.start]:#04x}", f"line {number}"
                )
            except UnreadableError as error:
                yield Problem(error.reason, f"line {number}")

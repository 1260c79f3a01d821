"""Files of judged questions as records: one JSON value a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.errors import InputError


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except OSError as error:
        raise InputError(f"cannot read the questions in {path}: {error.strerror}; give a JSON Lines file") from error


def records_of(path: Path) -> Iterator[tuple[int, Any]]:
    """The JSON value of each line that is not blank, with the line's number from 1.

    Raises:
        InputError: the file cannot be read, or a line is not JSON.
    """
    for number, line in lines_of(path):
        try:
            yield number, json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"line {number} of {path} is not JSON: {error.msg}; give one question a line") from error

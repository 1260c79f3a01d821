"""The questions of RGB: each with passages that hold its answer and passages that were retrieved for it and do not.

Chen et al., "Benchmarking Large Language Models in Retrieval-Augmented Generation" (2023).
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.spans import dates, quantities
from answer.values import Day, amount_of, day_of
from archive.errors import InputError
from archive.folding import unaccented

_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_SHORTEST = 4
"""Letters of a name's last word from which it stands for the name."""


@dataclass(frozen=True, slots=True)
class Noisy:
    """A question, the strings that answer it, and its passages.

    `true` passages hold the answer, `unrelated` ones were retrieved for the question and are said not to.
    """

    question: str
    answers: tuple[str, ...]
    true: tuple[str, ...]
    unrelated: tuple[str, ...]

    @property
    def gives_away(self) -> bool:
        """Whether an unrelated passage prints the answer after all: its day, its amount, or a name's chief word."""
        return any(_prints(answer, text) for answer in self.answers for text in self.unrelated)

    def is_shown(self, evidence: str) -> bool:
        """Whether one of the answers stands in the evidence, case, accents and spacing aside."""
        plain = _plain(evidence)
        return any(_plain(answer) in plain for answer in self.answers)


def read_noisy(path: Path) -> list[Noisy]:
    """The questions of an RGB file, in order.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot read the questions in {path}: {error.strerror}; give a file of RGB") from error
    return [_noisy(json.loads(line)) for line in lines]


def _prints(answer: str, text: str) -> bool:
    day = day_of(answer)
    if day is not None:
        return any(_same_day(day, each) for each in _days_in(text))
    amount = amount_of(answer) if answer[0] in "$€£" else None
    if amount is not None:
        printed = (amount_of(text[start:end], text[end:]) for start, end in quantities(text))
        return any(each is not None and each.unit == amount.unit and not each.differs(amount) for each in printed)
    words = re.findall(r"\w+", unaccented(answer))
    chief = {max(words, key=len)} | {word for word in words[-1:] if len(word) >= _SHORTEST}
    return not chief.isdisjoint(re.findall(r"\w+", unaccented(text)))


def _days_in(text: str) -> list[Day]:
    found = [day for start, end in dates(text) if (day := day_of(text[start:end]))]
    for first, second, year in _SLASHED.findall(text):
        found += [Day(int(year), int(first), int(second)), Day(int(year), int(second), int(first))]
    return found


def _same_day(wanted: Day, printed: Day) -> bool:
    """Whether the printed date gives all that is wanted, but perhaps the year."""
    return printed.month == wanted.month and printed.day == wanted.day and printed.year in (None, wanted.year)


def _plain(text: str) -> str:
    return " ".join(unaccented(text).split())


def _noisy(record: dict[str, Any]) -> Noisy:
    answers = record["answer"] if isinstance(record["answer"], list) else [record["answer"]]
    flat = [each for answer in answers for each in (answer if isinstance(answer, list) else [answer])]
    return Noisy(record["query"], tuple(flat), tuple(record["positive"]), tuple(record["negative"]))

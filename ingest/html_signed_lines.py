"""The lines that a page prints in, whom one of them says the article is by out: `Autor: A`, `12.3.2020 - A`."""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.person_names import is_name
from ingest.credits import is_person
from ingest.dates import is_date
from ingest.html_dates import date_of_lines

_LABEL_ALONE = re.compile(
    r"(?:published|posted|written|words|veröffentlicht|geschrieben|verfasst|publié|escrito)?\s*"
    r"(?:by|von|par|por|di|door|af|av)\s*:?|(?:author|autor(?:in)?|auteure?|auteur|autore|verfasser(?:in)?)\s*:?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:author|autor(?:in)?|auteure?|autore|verfasser(?:in)?)\s*:\s*(?P<name>.+)", re.IGNORECASE)
_APART = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")
# Without the word between, lines above a day are as often headings.
_ON = re.compile(r"(?:am|on|le|el|il|op|den|vom)", re.IGNORECASE)


def signed_in_lines(head: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The name in a line that says nothing else than whom the article is by, or beside its day.

    `head` are the lines beside the headline, `lines` all of the page. Lists of other articles say of many people that
    they are authors: only a label that names one and the same everywhere counts.
    """
    if dated := _beside_a_day(head):
        return [dated]
    labelled = {name for line, after in pairwise([*lines, ""]) if (name := _labelled(line, after))}
    return list(labelled) if len(labelled) == 1 else []


def _labelled(line: str, after: str) -> str | None:
    if _LABEL_ALONE.fullmatch(line.strip()):
        return after if _is_signature(after) else None
    stated = _LABELLED.fullmatch(line.strip())
    return stated["name"] if stated and _is_signature(stated["name"]) else None


def _beside_a_day(head: Sequence[str]) -> str | None:
    """A name in one line with a day, or in one of its own above `on` and the day."""
    for index, line in enumerate(head):
        parts = _APART.split(line)
        if len(parts) == 2 and sum(map(_is_day, parts)) == 1 and any(map(_is_signature, parts)):
            return next(filter(_is_signature, parts))
        between, day = [*head[index + 1 : index + 3], "", ""][:2]
        if _is_signature(line) and _ON.fullmatch(between.strip()) and _is_day(day):
            return line
    return None


def _is_day(text: str) -> bool:
    return is_date(text) or (len(text) <= 40 and date_of_lines([text]) is not None)


def _is_signature(text: str) -> bool:
    return is_person(text) and is_name(text)

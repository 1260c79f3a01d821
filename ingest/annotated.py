"""Whether a file holds words with their grammar, a line each, as linguists keep texts, instead of a text to read."""

import re

from ingest.encoding import decode

REASON = (
    "holds words with their grammatical tags, a line each (linguistic annotation), and not the text as it was printed;"
    " give the text it was made from"
)

_TAG = re.compile(r"[A-Z][A-Z0-9$+-]{0,7}|[.,:;()'`\"$#-]{1,5}")
_NUMBER = re.compile(r"\d+(?:[-.]\d+)?")
_FEWEST = 20


def is_annotated(head: bytes) -> bool:
    """Whether most lines of the beginning of a file, marks left out, are a word with its tag and its base form."""
    if head.count(b"\t") < 2 * _FEWEST:
        return False
    lines = [line.rstrip() for line in decode(head).splitlines()[:-1]]
    words = [line for line in lines if line.strip() and not line.lstrip().startswith(("<", "#"))]
    tagged = [columns for line in words if (columns := _tagged(line.split("\t")))]
    # Most words are their own base form, as in no other table; some corpora hide words that they may not print.
    plain = sum(not word.strip("_") or word.casefold() in map(str.casefold, rest) for word, *rest in tagged)
    return len(tagged) >= _FEWEST and len(tagged) >= 0.9 * len(words) and plain >= 0.5 * len(tagged)


def _tagged(columns: list[str]) -> list[str]:
    """The word and what stands after it, without the number that CoNLL-U puts before; nothing for any other line."""
    given = columns[1:] if _NUMBER.fullmatch(columns[0]) and len(columns) > 3 else columns
    if len(given) < 3 or " " in given[0] or not any(map(_TAG.fullmatch, given[1:3])):
        return []
    return given

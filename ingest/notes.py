"""The notes a paper prints with an article: corrections, clarifications, updates; told from the body's paragraphs."""

import re

_NOTE = re.compile(
    r"""^[\s*_(\[]*(?:
        (?:correction|clarification|editor['’]?s['’]?\s+note|update|updated|erratum|corrections\ and\ clarifications)
            (?:\s+(?:appended|notice))?\s*(?:[:(\u2013\u2014]|-\s|,\s*\w+\.?\s+\d)
        |this\s+(?:article|story|post|report|piece|page|review|headline|column|caption|item)
            \s+(?:has\s+been|was|had\s+been)\s+(?:\w+\s+){0,3}?
            (?:updated|corrected|amended|edited|revised|clarified|modified|changed)
        |(?:an?|the)\s+(?:earlier|previous|original|prior)\s+(?:version|headline|edition)\s+(?:of|on|for)\s+this
        |due\s+to\s+an\s+editing\s+error|because\s+of\s+an\s+editing\s+error
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 800
_NEAR_THE_EDGE = 3


def is_note(paragraph: str) -> bool:
    """Whether a paragraph is a note about the article rather than part of it."""
    return len(paragraph) <= _LONGEST and _NOTE.match(paragraph) is not None


def split_notes(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs without the notes among the first and last few, and those notes, each in order.

    A note deep inside the text stays where the paper put it; a text of nothing but notes is a body.
    """
    edge = {*range(_NEAR_THE_EDGE), *range(len(paragraphs) - _NEAR_THE_EDGE, len(paragraphs))}
    noted = [index in edge and is_note(paragraph) for index, paragraph in enumerate(paragraphs)]
    if all(noted):
        return paragraphs, ()
    body = [paragraph for paragraph, note in zip(paragraphs, noted, strict=True) if not note]
    return body, tuple(paragraph for paragraph, note in zip(paragraphs, noted, strict=True) if note)

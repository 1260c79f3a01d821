"""The text of a page in, how much of it reads like writing out."""

import re

_WORD = re.compile(
    r"""[^\w\s]*(?:
        [^\W\d_]?[^\W\d_A-Z]*(?:[-'’][^\W\d_]+)*        # lower case or capitalised, any script
        |[^\W\d_a-z]+(?:[-'’.&][^\W\d_a-z]*)*s?         # capitals and abbreviations
        |(?:Mc|Mac|O'|O’|De|La|Le|Van|al-)[A-Z][a-z]+   # names
        |[\d.,:/%$€£+()–-]+(?:st|nd|rd|th|s|am|pm|m|km|kg|bn)?   # numbers, dates, sums
    )[^\w\s]*""",
    re.VERBOSE,
)
_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff]|\(cid:\d+\)")
# Scripts that put no spaces between words: one run holds words, figures and marks.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FEWEST_LETTERS = 60

LOW = 0.7
"""Below it a page is flagged: more than every third letter stands in something that is no word."""


def quality(text: str) -> float | None:
    """From 0 to 1, the share of characters that stand in words or numbers; `None` for too little text to tell.

    Words of letters and digits mixed, capitals in the middle, strewn punctuation and characters without meaning are
    what faulty fonts and poor recognition leave.
    """
    tokens = text.split()
    total = sum(map(len, tokens))
    if total < _FEWEST_LETTERS:
        return None
    good = sum(len(token) for token in tokens if _reads(token))
    single = sum(len(token) == 1 and token.isalpha() and token.isascii() for token in tokens)
    # A text whose words fell apart into letters has words of one letter only.
    return round(good / total * (1 - max(0.0, single / len(tokens) - 0.3)), 2)


def _reads(token: str) -> bool:
    return not _BROKEN.search(token) and bool(_UNSPACED.search(token) or _WORD.fullmatch(token))

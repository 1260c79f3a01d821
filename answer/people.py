"""Whether a name is a person's: a name and what is printed around it in, yes or no out."""

import re

TITLES = (
    "Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Judge|Justice|Captain|Capt|Councillor|Mayor|President|Professor|Prof|"
    "Inspector|Sergeant|Senator|Minister|Chancellor|Bishop|Father|Sister|Coach|Director|Secretary|Chairman|Chairwoman|"
    "Governor|General|Colonel|Major|Lieutenant|Commissioner|Ambassador|Prince|Princess|King|Queen|Pope|Reverend|Rev|"
    "Representative|Congressman|Congresswoman|Sen|Rep|Gov|Gen|Officer|Detective|Attorney|Premier|Doctor|Archbishop"
)
_ARTICLE = re.compile(r"\b[Tt]he $")
_TITLED = re.compile(rf"\b(?:{TITLES})\.? (?:\S+ )?$")
_SAID = re.compile(r"\bsaid (?:\S+ )?$")
_APART = re.compile(r", (?:[A-Z]\S* ){1,2}$")
_OF_PEOPLE = re.compile(
    r",? who\b|,? whose\b|, \d\d\b|,? (?:said|says|told|asked|replied|added|wrote|resigned|was born)\b"
)
_BEFORE = 80
"""Characters before a last name that are looked at."""


def is_person(name: str, printed: str) -> bool:
    """Whether what is printed speaks of the name as of a person."""
    last = name.split()[-1]
    with_article = any(_ARTICLE.search(printed, max(start - 4, 0), start) for start in places_of(name, printed))
    if places_of(last.lower(), printed) or with_article:
        return False  # printed as a noun as well: "the bridge", "the Salters Bridge"
    return any(_is_of_person(printed, start, start + len(last)) for start in places_of(last, printed))


def places_of(words: str, text: str) -> list[int]:
    """Where the words begin in the text, as whole words in the same letter case."""
    places = []
    start = text.find(words)  # a pattern would have to be made for each name
    while start >= 0:
        around = text[max(start - 1, 0) : start] + text[start + len(words) : start + len(words) + 1]
        if not any(each.isalnum() or each == "_" for each in around):
            places.append(start)
        start = text.find(words, start + 1)
    return places


def _is_of_person(printed: str, start: int, end: int) -> bool:
    """Whether what stands right before or after a last name is what stands beside people's names."""
    before = max(start - _BEFORE, 0)
    if _TITLED.search(printed, before, start) or _SAID.search(printed, before, start) or _OF_PEOPLE.match(printed, end):
        return True
    return printed.startswith(",", end) and bool(_APART.search(printed, before, start))

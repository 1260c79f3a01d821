"""Whether a name is a person's: a name and what is printed around it in, yes or no out."""

import re

TITLES = (
    "Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Judge|Justice|Captain|Capt|Councillor|Mayor|President|Professor|Prof|"
    "Inspector|Sergeant|Senator|Minister|Chancellor|Bishop|Father|Sister|Coach|Director|Secretary|Chairman|Chairwoman|"
    "Governor|General|Colonel|Major|Lieutenant|Commissioner|Ambassador|Prince|Princess|King|Queen|Pope|Reverend|Rev|"
    "Representative|Congressman|Congresswoman|Sen|Rep|Gov|Gen|Officer|Detective|Attorney|Premier|Doctor|Archbishop"
)
_OF_PEOPLE = r"(?:,? who\b|,? whose\b|, \d\d\b|,? (?:said|says|told|asked|replied|added|wrote|resigned|was born)\b)"


def is_person(name: str, printed: str) -> bool:
    """Whether what is printed speaks of the name as of a person."""
    last = re.escape(name.split()[-1])
    if re.search(rf"\b{last.lower()}\b|\b[Tt]he {re.escape(name)}\b", printed):
        return False  # printed as a noun as well: "the bridge", "the Salters Bridge"
    titled = rf"\b(?:{TITLES})\.? (?:\S+ )?{last}\b"
    beside = rf", (?:[A-Z]\S* ){{1,2}}{last},|\bsaid (?:\S+ )?{last}\b|\b{last}{_OF_PEOPLE}"
    return bool(re.search(f"{titled}|{beside}", printed))

"""Words as they are compared: folded, without their endings, function words left out. Text in, stems out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from answer.irregular import BASES
from archive.folding import unaccented

_FUNCTION_WORDS = """
a about above according across after again against all along also although am among an and any are around as at
back be became because become been before being below between both but by can could did do does doing done down
during each either else ever every few for from further get given had has have having he her here hers herself
him himself his how however i if in instead into is it its itself just like made make many may me might more
most much must my near neither no nor not of off often on once one only onto or other others our out over own
per rather said same say says shall she should since so some still such than that the their theirs them then
there these they this those though through thus to too toward towards under until up upon us very was we were
what when where whether which while who whom whose why will with within without would yet you your
"""

STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English function words, and those of asking; a word in capitals is never one of them."""

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
"""An acronym with its full stops, a number, or a word with its inner hyphens and apostrophes."""

_POSSESSIVE = re.compile(r"[’']s?$")


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words and numbers of a text, in order."""
    return TOKEN.finditer(text)


@lru_cache(maxsize=65_536)
def is_stop(word: str) -> bool:
    """Whether the word, as printed, carries no content; "US" and "WHO" do, "us" and "who" do not."""
    if len(word) > 1 and word.isupper():
        return False
    return _POSSESSIVE.sub("", unaccented(word)) in STOP_WORDS


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word, folded, without the commonest English endings; irregular forms as their base.

    Harman's S-stemmer ("How effective is suffixing?", JASIS 1991), with -ed, -ing and the vowels they leave.
    """
    if word[0].isdigit():
        return word.replace(",", "")
    word = _POSSESSIVE.sub("", unaccented(word)).replace(".", "")
    word = BASES.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word


def stems(text: str) -> list[str]:
    """The stems of the content words and numbers of a text, in order, repeats included."""
    return [stem(match[0]) for match in tokens(text) if not is_stop(match[0])]

"""A name as printed in, whether it is a person's and in which spelling it is shown out."""

import re
import unicodedata

from archive.folding import person_key
from archive.houses import AGENCY, NOT_A_PERSON, OF_HOUSES

_ARTICLES = frozenset({"the", "der", "die", "das", "les", "los", "las", "il", "our", "a", "an"})
_PLACES = frozenset(
    {"new", "los", "san", "santa", "saint", "st", "hong", "buenos", "tel", "addis", "kuala", "rio", "são"}
)
"""How places of two words begin."""
_PARTICLES = frozenset(
    {
        *(
            "van",
            "von",
            "vom",
            "zu",
            "zum",
            "zur",
            "der",
            "den",
            "de",
            "del",
            "della",
            "delle",
            "di",
            "da",
            "das",
            "do",
        ),
        *("dos", "du", "la", "le", "el", "al", "bin", "ibn", "bint", "abu", "ben", "ten", "ter", "te", "af", "av", "e"),
        *("y", "i", "auf", "d'", "'t"),
    }
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SURNAMES = frozenset({"stringer"})
"""Words of organisations that people are called by more often than organisations."""
_MOST_WORDS = 6
_OF_PRESS_IN_HAN = ("報", "报", "社", "網", "网", "新聞", "新闻", "部", "台")


def is_name(name: str) -> bool:
    """Whether it reads like a person's name, of two words or more, or of a few letters where words have no case."""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or not _may_be_names(name):
        return False
    if _caseless(name):
        return len(words) > 1 or (2 <= len(name) <= 4 and not name.endswith(_OF_PRESS_IN_HAN))
    names = [word for word in words if word.strip(".").casefold() not in _SUFFIXES]
    names = [*names[:1], *(word for word in names[1:] if word.casefold() not in _PARTICLES)]
    if len(names) < 2 or words[0].casefold() in _ARTICLES | _PLACES or (words[0].isupper() and AGENCY.match(words[0])):
        return False
    small = name.islower() and len(words) <= 3 and all(len(word) > 3 for word in names)
    return small or (all(map(_is_name_word, names)) and any(len(word.strip(".")) > 1 for word in names))


def _is_name_word(word: str) -> bool:
    """`Doe`, `d’Emilio`, `deGooyer`; the first of a name may be a particle with a capital, as in `Ben Miller`."""
    return word[0].isupper() or (word[0].isalpha() and any(each.isupper() for each in word[1:4]))


def is_first_name(name: str) -> bool:
    """Whether a single word may be how somebody signs: `Marion`, not `dpa`, `ZVEI` or `Fotostudio24`."""
    return len(name) > 2 and name[0].isupper() and name[1:].islower() and name.isalpha() and _may_be_names(name)


def _may_be_names(text: str) -> bool:
    words = re.split(r"[\s-]+", text)
    return (
        not any(each.isdigit() or each in '&_:;/\\+=#{}$%"' for each in text)
        and not AGENCY.match(text)
        and not any(word[0].casefold() not in _SURNAMES for word in NOT_A_PERSON.finditer(text))
        and not any(person_key(word) in OF_HOUSES for word in words)
        and re.search(r"[^\W_]\.[^\W_]{2,}", text) is None
    )


def _caseless(text: str) -> bool:
    return all(unicodedata.category(each) not in ("Lu", "Ll", "Lt") for each in text) and any(map(str.isalpha, text))


def shouts(name: str) -> bool:
    """Whether a name stands in capitals."""
    return name.isupper() and not _caseless(name)


def spelled(name: str) -> str:
    """The name with no word all in capitals: `PAUL McDONALD`, `André Oliver KLEIN`, and `viktor hedlund` in small."""
    whole = shouts(name) or name.islower()
    return " ".join(_small(word, whole=whole) for word in name.split()) if not _caseless(name) else name


def _small(word: str, *, whole: bool) -> str:
    bare = word.strip(".")
    if whole and word.casefold() in _PARTICLES and len(word) > 1:
        return word.casefold()
    if bare.casefold() in _SUFFIXES:
        return f"{bare.capitalize()}." if bare.casefold() in ("jr", "sr") else bare.upper()
    shouting = word.isupper() and len(bare) > 2 and "." not in bare
    if not (shouting or (whole and len(bare) > 1 and "." not in bare)):
        return word
    if len(bare) == 2 and not set(person_key(bare)) & set("aeiouy"):
        return word.upper()  # `JK ROWLING`
    parts = (part[:1].upper() + part[1:].casefold() for part in re.split(r"(?<=[-'’])", word))
    written = "".join(parts)
    return f"Mc{written[2:].capitalize()}" if re.match(r"Mc\w{2}", written) else written

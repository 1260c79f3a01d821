"""Whose picture it is: credits such as `JANE DOE/AFP via Getty Images`, found in captions and read for the name."""

import re

from archive.houses import AGENCY, NOT_A_PERSON
from ingest.normalise import one_line

_LABEL = re.compile(
    r"^\W*(?:(?:mandatory|photo|picture|image)\s+)?(?:credits?|photo(?:graph(?:er|y|s)?)?s?|pictures?|pics?|images?"
    r"|foto(?:graf|s)?|courtesy|illustration|source|file)"
    r"(?:\s*(?:by|of|from|courtesy of|credit))?\b\s*[:/]?\s*|^\W*(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?|^by\s+",
    re.IGNORECASE,
)
_PARTICLES = {
    "de",
    "da",
    "di",
    "del",
    "della",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "al",
    "el",
    "bin",
    "dos",
    "du",
    "ten",
}
_NAME_WORD = re.compile(r"^[^\W\d_]['’.\w-]*$")

_LABELLED = re.compile(
    r"(?:(?<=^)|(?<=[\s.(\[]))(?=(?P<credit>(?:"
    r"(?:(?:mandatory|photo|picture|image)\s+)?credits?\s*:|(?:photo(?:graph(?:er|y)?)?s?|pictures?|pics?|images?"
    r"|foto(?:graf|s)?)\s*(?::|courtesy\s+of\b|by\b(?=\s+(?-i:[A-Z])))|courtesy\s+(?:of\b|(?-i:[A-Z]))|©|\(c\))\s*\S[^\n]*)$)",
    re.IGNORECASE,
)
_OPENING_LABEL = re.compile(
    r"^(?:hand-?out\b|(?:photo|picture|image|photograph|foto)s?\s*(?:[:/]|by\s+(?-i:[A-Z])))", re.IGNORECASE
)
_AFTERWORD = re.compile(r"\s*\([^()]*\)?\s*$")
_LONGEST = 160
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+(?=[A-Z]\w+\s+\w)")
_BRACKETED = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,120})[)\]]\.?\s*$")
_TRAILING = re.compile(r"(?:^|[.!?…][\"'”’)]*\s+|\s+[-–—|]\s+|\n)(?P<credit>[^.!?\n]{2,120}?)\.?\s*$")
_INITIALS = re.compile(r"(?P<credit>(?:[A-Z]\.\s*){1,3}[^.!?\n/]{2,60}/[^.!?\n]{2,80}?)\.?\s*$")


def credit_in(caption: str) -> str | None:
    """The credit printed at the end of a caption, as printed but for brackets around it; `None` where there is none."""
    for match in _LABELLED.finditer(caption):
        if len(match["credit"]) <= _LONGEST and not _SENTENCES.search(match["credit"]):
            return _tidy(match["credit"])
    for pattern in (_BRACKETED, _INITIALS, _TRAILING):
        ending = pattern.search(caption)
        if ending is not None and _names_a_source(ending["credit"]):
            return _tidy(ending["credit"])
    return None


def photographer(credit: str | None) -> str | None:
    """The person that a credit names, as printed; `None` where it names only houses."""
    if not credit:
        return None
    for stretch in re.split(
        r"\s*(?:/|\||•|;|\bvia\b|\bfor\b|,|\s[-–—]\s|\bcourtesy of\b|(?<=[^\W\d_]{3})\.\s)\s*", credit
    ):
        name = _unlabelled(stretch)
        if is_person(name):
            return name
    return None


def is_person(name: str) -> bool:
    """Whether it reads like a person's name: two to five capitalised words, none of which an organisation bears."""
    words = name.split()
    names = [word for word in words if word.lower() not in _PARTICLES]
    return (
        2 <= len(words) <= 5
        and len(names) >= 2
        and not AGENCY.match(name)
        and not NOT_A_PERSON.search(name)
        and all(_NAME_WORD.match(word) and word[0].isupper() for word in names)
    )


def _unlabelled(credit: str) -> str:
    credit = one_line(credit)
    while (rest := _LABEL.sub("", credit, count=1)) != credit and rest:
        credit = rest
    return _AFTERWORD.sub("", credit).strip(" .,:()[]")


def _tidy(credit: str) -> str:
    credit = one_line(credit)
    if credit.count(")") > credit.count("("):
        credit = credit.rstrip(". ").removesuffix(")")
    if credit.count("]") > credit.count("["):
        credit = credit.rstrip(". ").removesuffix("]")
    return credit.strip()


def _names_a_source(credit: str) -> bool:
    """Whether a closing stretch is a credit: `Name/House`, or only houses; not the end of a sentence."""
    stretches = [_unlabelled(each) for each in re.split(r"/|\bvia\b", credit)]
    if any(AGENCY.match(stretch) for stretch in stretches) and len(credit.split()) <= 14:
        return all(not stretch or stretch[0].isupper() or AGENCY.match(stretch) for stretch in stretches)
    if re.match(
        r"^(?:hand-?out\b|(?:photo|picture|image|photograph|foto)s?\s*(?:[:/]|by\s+(?-i:[A-Z])))", credit, re.IGNORECASE
    ):
        return True
    if (ordered := re.match(r"(.+?) for (?:the )?[A-Z]", credit)) and is_person(ordered[1]):
        return True
    return len(stretches) >= 2 and len(credit.split()) <= 12 and is_person(stretches[0])

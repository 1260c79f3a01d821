"""Lines that only say who took a picture, helped with a report or signed a post: no answers, unless that is asked."""

import re

from answer.spans import DATE

_AGENCY = re.compile(
    r"\b(?:Getty|AP|AFP|EPA|PA|REUTERS|Reuters|Shutterstock|Alamy|iStock|Imagn|USA TODAY Sports|Bloomberg|ZUMA)\b"
)
_LABEL = re.compile(
    r"^(?:embed from|(?:(?:top|lead|cover|header|file|main) )?"
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|credit)"
    r"(?: (?:credits?|source|courtesy))?(?: by| of|\s?[:/,]))\s",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s/|,&()\[\]–—-]+")
_JOINING = frozenset(("via", "for", "of", "by", "the", "and", "de", "van", "von", "images", "iStock"))
_MOST = 120
"""Characters of the longest credit."""

_SIGNATURE = re.compile(r"(?:pic\.\S+ |https?://\S+ )?[—–-]+ ?[^\n@]{1,80}\(@\w+\)\W*")
_PHOTOGRAPHED = re.compile(
    r"^who (?:photographed|(?:took|shot|made) (?:the |this |that |a )?(?:[\w-]+ ){0,2}?(?:picture|photo(?:graph)?))\b",
    re.IGNORECASE,
)

_CONTRIBUTED = re.compile(
    r"[^.!?]*\bcontributed (?:reporting|to this (?:report|story|article|piece|compilation)(?:[’']s reporting)?)",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"(?:^additional )?\b(?:reporting|writing|editing) by\b", re.IGNORECASE)
_CREDITED = re.compile(r"\b(?:photo|picture|image|credit|contribut|reporting|editing|edited)", re.IGNORECASE)


def speaks_of_credits(question: str) -> bool:
    """Whether pictures, or who helped with a report, are spoken of, so that a credit may be what answers."""
    return bool(_CREDITED.search(question))


def asks_photographer(question: str) -> bool:
    """Whether it is asked who took a picture."""
    return bool(_PHOTOGRAPHED.search(question))


def is_credit(text: str) -> bool:
    """Whether a text only says who took a picture, who contributed to a report, or who wrote a post and when.

    "Photo: Ida Ross/AP" and "— NAME (@handle) DAY" are such.
    """
    if len(text) > _MOST:
        return False
    bare = text.strip(" ()[].")
    if _CONTRIBUTED.fullmatch(bare):
        return True
    if _REPORTED.match(bare):
        return _are_names(_REPORTED.sub("", bare))
    plain = DATE.sub("", text).strip(" ()[].")
    label = _LABEL.match(plain)
    if label or _AGENCY.search(plain):
        return _are_names(plain[label.end() :] if label else plain)
    return bool(_SIGNATURE.fullmatch(DATE.sub("", text).strip()))


def _are_names(text: str) -> bool:
    """Whether every word begins with a capital, or joins such words: no sentence is made of them alone."""
    words = [word for word in _SEPARATORS.split(text) if word]
    return all(word[0].isupper() or word in _JOINING for word in words)

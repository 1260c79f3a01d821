"""Names as printed in, what they are compared by out: the same for every spelling of one name."""

import re
import unicodedata

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_SCHEME = re.compile(r"^\s*(?:https?://)?(?:www\.)?", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\.(?:com?|org|net|info|news|press|eu|uk|us|ca|au|nz|ie|za|in|de|at|ch|fr|be|nl|lu|es|pt|it|pl|cz|dk|se|no|fi|is"
    r"|ru|ua|tr|br|mx|ar|jp|kr|cn|tw|hk|lt|lv|ee)(?:\.(?:uk|au|nz|za|br|tr|in|jp|kr))?/?\s*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_ARTICLE_IN_DOMAIN = re.compile(r"^the[\s-]*(?=\w{4})")


def fold(text: str) -> str:
    """The text for comparing: no accents, no case, white space made single."""
    return " ".join(unaccented(text).split())


def unaccented(text: str) -> str:
    """The text without accents and case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()


def words_of(text: str) -> str:
    """The words of a text, folded, without its punctuation, single spaces between."""
    return " ".join("".join(each if each.isalnum() else " " for each in fold(text)).split())


def person_key(name: str) -> str:
    """A person's name for comparing: `J. K. O’Søren` and `JK OSOREN` are one; initials that follow one another join."""
    words = words_of(_APOSTROPHES.sub("", name.translate(_NOT_DECOMPOSED))).split()
    joined: list[str] = []
    initials = ""
    for word in words:
        if len(word) == 1:
            initials += word
            continue
        joined += [initials, word] if initials else [word]
        initials = ""
    return " ".join([*joined, initials] if initials else joined)


def name_key(name: str) -> str:
    """The name of a paper, an agency or a section for comparing: `The Verge`, `VERGE` and `www.theverge.com` are one.

    Its letters and digits alone count, `&` read as "and", without "The" before them and a domain's ending behind.
    """
    whole = fold(name.translate(_NOT_DECOMPOSED))
    bare = _DOMAIN.sub("", _SCHEME.sub("", whole))
    article = _ARTICLE if " " in bare or bare == whole else _ARTICLE_IN_DOMAIN
    bare = article.sub("", bare.replace("&amp;", " and ").replace("&", " and "))
    return "".join(filter(str.isalnum, bare)) or whole


def tag_key(language: str) -> str:
    """A language tag for comparing: `de_AT` is `de-at`."""
    return fold(language).replace("_", "-")

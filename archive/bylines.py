"""A byline as printed in, the people it names out, each in one spelling; the byline itself is kept as it stands.

Agencies, desks, titles, places and addresses that stand beside the names are no people. A name that cannot be told
from a paper's is left out: who looks for it finds it by the byline's own words.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.folding import name_key, person_key
from archive.houses import AGENCY
from archive.model import Kind, Version
from archive.person_names import is_first_name, is_name, shouts, spelled

_VERBS = (
    r"(?:report(?:ing|ed)|writ(?:ing|ten)|compiled|words|text|story|interview|posted|published|(?:illustr|graph)\w+)"
)
_PICTURES = r"(?:photo(?:graph)?s?|photography|pictures?|video|fotos?|bilder|texte?|recherche|mitarbeit)"
_LABEL = re.compile(
    rf"(?:^|(?<=[;,.|/(])|\band\b)\s*(?:(?:additional|with additional|with)\s+)?{_VERBS}(?:\s+(?:and|&)\s+(?!edit)\w+)?"
    rf"\s*(?:by\b|:)\s*:?|(?:^|(?<=[;,.|/(])|\b(?:and|und|et)\b)\s*{_PICTURES}(?:\s+(?:and|&|und|et)\s+\w+)?"
    r"\s*(?::|\bby\b|\bvon\b|\bpar\b)\s*:?|(?:^|(?<=[;|]))\s*(?:by|von|par|por|di|door|af|av)\b\s*:?(?=\s)"
    r"|^propos recueillis par\b",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"[;,(.]?\s*\b(?:(?:copy\s?)?edit(?:ing|ed)|fact-?check(?:ing|ed))(?:\s+and\s+\w+ing)?\s+by\b[^;)]*", re.I
)
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+|(?<!\w)@\w+")
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_BETWEEN = re.compile(r"\s*(?:[;|•·\n]|/|\s[-–—]\s)\s*")
_AND = re.compile(
    r"\s+(?:and|und|et|og|och|ja|ve|és|và|şi|și|και|with|mit|avec|con|med|as\s+told\s+to)\s+|\s*&\s+|\s+\+\s+", re.I
)
_SHORT_AND = re.compile(r"\s+(?:y|e|i|a|en|и|і|та)\s+")
"""Words for "and" that are other things as well: they part names only where there are two words on either side."""
_PLACE = re.compile(r"\s+(?:in|at|aus|from|of|for|near|à|en|on|contributed|reporting|reports)\b.*$")
_PLACE_IN_CAPITALS = re.compile(r"\s+(?:IN|AT|AUS|FROM|OF|FOR|NEAR|CONTRIBUTED|REPORTING)\b.*$")
_TITLE = re.compile(
    r"^(?:(?:dr|prof|professor|mr|mrs|ms|mme|sir|dame|rev|sgt|ssg|cpl|spc|pfc|lt|capt|maj|col|gen|cmdr|judge)\b\.?\s+)+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"[,\s]+(?:ph\.?\s?d\.?|m\.?d\.?|mba|m\.a\.|esq\.?|기자|특파원|記者|记者)(?=\s|,|$)|외\s*\d+\s*명", re.I
)
_REVERSED = re.compile(r"^([^\W\d_][\w'’-]+),\s*((?:[^\W\d_][\w'’.-]*)(?:\s+[^\W\d_]\.)?)$")
_SIGNATURE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.”\"] ))[\s(\[—–-]*((?:(?:with )?additional |writing and )?(?:reporting|writing|compiled)"
    r"(?: and \w+ing)? by [^\n]{3,300}?)[)\]]*\s*(?=\n|$)",
    re.IGNORECASE,
)
_LONGEST, _END = 2000, 600
"""Characters of a byline that are read, and of a text's end in which it may be signed."""


def authors_of(version: Version, photo_id: str | None = None) -> tuple[str, ...]:
    """The people that a version is by: of its byline, and of who signed its text, without those who only edited it.

    With a photograph of it, the people that this is by as well.
    """
    source = version.metadata.source
    taken_by = (photo.byline for photo in version.photos if photo.photo_id == photo_id)
    lines = (version.metadata.byline, *_signed(version), *taken_by)
    return tuple(_each_once(name for line in lines for name in persons_in(line, source)))


@lru_cache(maxsize=100_000)
def persons_in(byline: str | None, source: str | None = None) -> tuple[str, ...]:
    """The people that a byline names, in its order, each once: `JANE DOE, Staff Writer` names `Jane Doe`.

    `source` is the paper that printed it: its own name is nobody's.
    """
    if not byline or (source and name_key(byline) == name_key(source)):
        return ()
    text = _LABEL.sub(";", _EDITORS.sub(";", _unwrapped(" ".join(byline[:_LONGEST].split()))))
    text = _BRACKETS.sub(" ", text)
    house = name_key(source) if source else ""
    found = [name for chunk in _BETWEEN.split(text) if chunk for name in _persons(chunk.strip(" ,.:"))]
    if not all(map(shouts, found)):
        found = [name for name in found if not shouts(name)]  # beside `Jane Doe`, `MDR SACHSEN` is a broadcaster
    kept = (name for name in found if name_key(name) != house)
    return tuple(_each_once(map(spelled, kept)))


def _unwrapped(text: str) -> str:
    """Without addresses; what stood in brackets after one, or around the whole, without those."""
    bare = _ADDRESS.sub("", text).strip()
    if bare.startswith("(") and bare.rstrip(" .").endswith(")") and bare.count("(") == 1:
        return bare.strip("() .")
    return bare


def _persons(chunk: str) -> Iterator[str]:
    if turned := _REVERSED.match(chunk):
        first, last = turned[2], turned[1]
        if is_name(f"{first} {last}") and not AGENCY.match(last) and not shouts(chunk):
            yield f"{first} {last}"
        return
    chunk = _AFTER_NAME.sub("", chunk)
    pieces = [piece for stretch in chunk.split(",") for piece in _parted(stretch)]
    single = len(pieces) <= 2 and "," not in chunk and all(len(each.split()) == 1 for each in pieces)
    for piece in pieces:
        name = _TITLE.sub("", (_PLACE_IN_CAPITALS if shouts(piece) else _PLACE).sub("", piece)).strip(" .,:;-–—*")
        if is_name(name) or (single and is_first_name(name)):
            yield name


def _parted(stretch: str) -> Iterator[str]:
    for piece in _AND.split(f" {stretch.strip()} "):
        parts = _SHORT_AND.split(piece.strip())
        whole = len(parts) == 1 or any(len(part.split()) < 2 for part in parts)
        yield from (each for each in ([piece.strip()] if whole else parts) if each)


def _each_once(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if (key := person_key(name)) and key not in seen:
            seen.add(key)
            yield name


def _signed(version: Version) -> Iterator[str]:
    """What stands under the text: `(Reporting by Jane Doe in Paris; Editing by John Roe)`."""
    for part in version.parts:
        if part.kind is Kind.BODY:
            ending = version.text[max(part.start, part.end - _END) : part.end]
            yield from (match[1] for match in _SIGNATURE.finditer(ending))

"""The body of a message that was passed on in: who first sent it, when and under what subject, and their text, out."""

import re
from dataclasses import dataclass

_MARK = (
    r"(?:[-_]{2,} ?(?:forwarded message|original message|weitergeleitete nachricht|urspr\u00fcngliche nachricht"
    r"|message transf\u00e9r\u00e9|mensaje reenviado|messaggio inoltrato) ?[-_]{2,}|begin forwarded message:)"
)
_FIELD = r"(?:from|von|de|date|sent|gesendet|datum|subject|betreff|objet|asunto|to|an|cc|reply-to)"
_PASSED_ON = re.compile(
    rf"\A(?P<before>(?s:.{{0,1500}}?))(?P<head>^{_MARK}\s*(?:^[> ]*\*?{_FIELD}\*?\s*:.*(?:\n+|\Z))+)"
    r"(?P<text>(?s:.*))\Z",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"^[> ]*\*?(?P<name>[\w-]+)\*?\s*:\s*\*?\s*(?P<value>.*?)\s*$", re.MULTILINE)
_NAMES = {"von": "from", "de": "from", "sent": "date", "gesendet": "date", "datum": "date"}
_NAMES |= {"betreff": "subject", "objet": "subject", "asunto": "subject"}


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A message inside a message: what was written above it, its fields by their English names, its text.

    `head` is the mark and the fields as they are written.
    """

    before: str
    head: str
    fields: dict[str, str]
    text: str


def passed_on(body: str) -> PassedOn | None:
    """The message that a body passes on, `None` where the body is the sender's own."""
    match = _PASSED_ON.match(body)
    if match is None:
        return None
    fields: dict[str, str] = {}
    for line in _LINE.finditer(match["head"]):
        name = line["name"].lower()
        fields.setdefault(_NAMES.get(name, name), line["value"])
    if "from" not in fields:
        return None
    return PassedOn(match["before"].strip(), match["head"].strip(), fields, match["text"].strip())

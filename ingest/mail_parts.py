"""The parts of a message in: the text that is its body, and the parts that are files attached to it, out."""

import re
from dataclasses import dataclass, field
from email.message import Message

from archive.errors import UnreadableError
from ingest.encoding import decode, decode_html
from ingest.forwarded import passed_on
from ingest.html_text import parse_page, text_of_element
from ingest.lines import paragraphs_of
from ingest.normalise import normalise

_NO_SIGNATURE = re.compile(r"\s*^--\s*\Z", re.MULTILINE)
"""The mark before a signature, where none follows."""

_SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))


@dataclass(slots=True)
class Parts:
    """The parts of a message that are its body, in order, and those that are not."""

    bodies: list[Message] = field(default_factory=list)
    files: list[Message] = field(default_factory=list)


def parts_of(message: Message) -> Parts:
    """The parts told apart; of several forms of one text (`multipart/alternative`) one is the body."""
    parts = Parts()
    _sort(message, parts)
    return parts


def body_of(parts: Parts) -> str:
    """The text of the body, a blank line between paragraphs."""
    return _NO_SIGNATURE.sub("", "\n\n".join(filter(None, map(_text, parts.bodies))))


def is_signature(part: Message) -> bool:
    """Whether a part only vouches for the others."""
    return part.get_content_type() in _SIGNATURES


def content_of(part: Message) -> bytes:
    """The bytes of an attached file; a message that is attached is written out again."""
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        messages = inner if isinstance(inner, list) else []
        return b"\n".join(each.as_bytes() for each in messages if isinstance(each, Message))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _sort(part: Message, parts: Parts) -> None:
    if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if part.get_content_subtype() == "alternative":
            _sort_alternatives(children, parts)
        else:
            for child in children:
                _sort(child, parts)
    elif _is_body(part):
        parts.bodies.append(part)
    else:
        parts.files.append(part)


def _sort_alternatives(children: list[Message], parts: Parts) -> None:
    """The plain form, unless it says much less than the other: some only tell to open the message elsewhere."""
    forms = [parts_of(child) for child in children]
    texts = [len(body_of(form).split()) for form in forms]
    best = next((index for index, count in enumerate(texts) if count * 2 >= max(texts)), 0)
    for index, form in enumerate(forms):
        parts.bodies += form.bodies if index == best else []
        parts.files += form.files


def _is_body(part: Message) -> bool:
    named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    return part.get_content_type() in ("text/plain", "text/html") and not named


def _text(part: Message) -> str:
    payload = content_of(part)
    is_html = part.get_content_subtype() == "html"
    text = _decoded(payload, part.get_content_charset(), is_html=is_html)
    if is_html:
        try:
            return text_of_element(parse_page(text))
        except UnreadableError:
            return ""
    if str(part.get_param("format", "")).lower() == "flowed":
        return _flowed(text, spaced=str(part.get_param("delsp", "")).lower() != "yes")
    text = normalise(text)
    inner = passed_on(text)
    pieces = [_unwrapped(text)] if inner is None else [_unwrapped(inner.before), inner.head, _unwrapped(inner.text)]
    return "\n\n".join(filter(None, pieces))


def _unwrapped(text: str) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs_of(text)) if text.strip() else ""


def _decoded(payload: bytes, charset: str | None, *, is_html: bool) -> str:
    try:
        return payload.decode(charset or "ascii")
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode_html(payload) if is_html else decode(payload)


def _flowed(text: str, *, spaced: bool) -> str:
    """Text whose lines go on where they end in a space (RFC 3676); lines that do not end a paragraph."""
    joined = re.sub(r"(?<!^--) \r?\n(?=[^\s>])", " " if spaced else "", text, flags=re.MULTILINE)
    return "\n\n".join(line.strip() for line in normalise(joined).split("\n") if line.strip())

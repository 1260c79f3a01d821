"""E-mail: press releases and newsletters. The message is an article, its attachments are files of their own."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from io import BytesIO
from mimetypes import guess_extension
from pathlib import Path
from typing import IO, Any

from archive.model import Draft, Link, Metadata, Problem
from ingest.container import Member, PassedOver
from ingest.forwarded import PassedOn, passed_on
from ingest.mail_facts import (
    Headers,
    decoded_words,
    headers_of,
    headline_of,
    mail_date,
    marks_of,
    metadata_of,
    sender_of,
)
from ingest.mail_parts import body_of, content_of, is_signature, parts_of
from ingest.normalise import one_line, paragraphs
from ingest.notes import split_notes
from ingest.release_lines import release_of

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t\r\n]")
_TELLING = re.compile(
    rb"^(?:from|received|message-id|return-path|delivered-to|mime-version|subject|date|to):",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_TELLING = 3


class MailReader:
    """Reads one e-mail as an article, and the files attached to it."""

    name = "mail"
    suffixes = (".eml",)
    holds_a_folder = False

    def recognises(self, head: bytes, path: Path) -> bool:
        opening = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
        telling = {match.group().lower() for match in _TELLING.finditer(opening)}
        fewest = 1 if path.suffix.lower() in self.suffixes else _FEWEST_TELLING
        return _HEADER.match(opening) is not None and len(telling) >= fewest

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        message = _parsed(path)
        body = body_of(parts_of(message))
        if not body or _form(body) is not None:
            return
        problems = [Problem(f"not whole: {_words(defect)}") for part in message.walk() for defect in part.defects]
        yield _draft(headers_of(message), body, problems)
        yield from problems

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        message = _parsed(path)
        parts = parts_of(message)
        said = _said_of_attachments(headers_of(message))
        body = body_of(parts)
        if (form := _form(body)) is not None:
            yield Member(name="body.json", content=_opener(json.dumps(form).encode()), metadata=said)
        for number, part in enumerate(parts.files, start=1):
            kind = part.get_content_type()
            ending = ".eml" if part.get_content_maintype() == "message" else guess_extension(kind) or ""
            name = one_line(decoded_words(part.get_filename() or "")) or f"part {number}{ending}"
            if is_signature(part):
                yield PassedOver(name=name, reason="a signature of the message", kind="signature")
                continue
            in_the_text = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
            yield Member(
                name=name,
                content=_opener(content_of(part)),
                suffix="" if "." in name else ending,
                metadata=said,
                incidental=in_the_text,
            )


def _parsed(path: Path) -> Message:
    return message_from_bytes(path.read_bytes().lstrip())


def _opener(content: bytes) -> Callable[[], IO[bytes]]:
    return lambda: BytesIO(content)


def _form(body: str) -> dict[str, Any] | None:
    """The fields of a form that a program filled in and sent as JSON; `None` for a body that a person wrote."""
    try:
        found = json.loads(body, strict=False) if body.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _draft(headers: Headers, body: str, problems: list[Problem]) -> Draft:
    metadata = metadata_of(headers, problems)
    headline = headline_of(headers)
    before: tuple[str, ...] = ()
    if inner := passed_on(body):
        headline = headline_of(Headers({"subject": inner.fields.get("subject", "")})) or headline
        metadata = _as_first_sent(metadata, inner, problems)
        before = (inner.before,) if inner.before else ()
        body = inner.text
    release = release_of(headline, paragraphs(body), problems)
    printed, notes = split_notes(release.paragraphs)
    return Draft(
        headline=headline,
        body="\n\n".join(printed),
        notes=release.lines + notes + before,
        metadata=replace(metadata, embargo=release.embargo),
        identity=next(iter(marks_of(headers.get("message-id"))), None),
        evolved_from=marks_of(headers.get("supersedes")),
    )


def _as_first_sent(metadata: Metadata, inner: PassedOn, problems: list[Problem]) -> Metadata:
    """What the one who first sent it is named with, instead of the one who passed it on."""
    sender = sender_of(inner.fields["from"].replace("[mailto:", "<").replace("]", ">"))
    return replace(
        metadata,
        byline=sender.person,
        source=sender.office or sender.host,
        published=mail_date(inner.fields.get("date"), problems) or metadata.published,
    )


def _said_of_attachments(headers: Headers) -> Metadata:
    """What the message says of its attachments: whose they are, when they came, and with what."""
    known = metadata_of(headers, [])
    mark = next(iter(marks_of(headers.get("message-id"))), None)
    links = (Link("attachedto", mark, headline_of(headers)),) if mark else ()
    return Metadata(source=known.source, published=known.published, links=links)


def _words(defect: object) -> str:
    """The name of a defect as words: `StartBoundaryNotFoundDefect` is `start boundary not found`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(defect).__name__).lower().removesuffix(" defect")

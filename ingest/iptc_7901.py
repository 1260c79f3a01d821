"""An IPTC 7901 message in, its labels, headline, paragraphs and what it says of itself out."""

import re
from dataclasses import dataclass, field

from archive.model import Link
from ingest.bylines import byline_of_line
from ingest.lines import paragraphs_of
from ingest.marked_text import Block
from ingest.normalise import normalise, one_line
from ingest.wire_messages import Message

_HEADER = re.compile(
    r"^\s*(?P<service>[A-Za-z]{1,4})\s?(?P<number>\d{1,4})[ \t]+(?P<priority>\d)[ \t]+(?P<category>\w{1,4})"
    r"(?:[ \t]+(?P<words>\d+))?(?P<rest>[^\r\n]*)"
)
_SENT = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?P<zone>[A-Z]{1,5})?\s+(?P<month>[A-Za-z]{3})\w*\s+(?P<year>\d\d(?:\d\d)?)"
)
_MONTHS = (
    "jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez",
)  # fmt: skip
_ZONES = {"": "", "GMT": "+00:00", "UTC": "+00:00", "Z": "+00:00", "CET": "+01:00", "MEZ": "+01:00", "CEST": "+02:00"}
_ZONES |= {"MESZ": "+02:00", "BST": "+01:00", "EET": "+02:00", "EEST": "+03:00"}
_UMLAUT = re.compile(r"[A-Za-z][{|}~][a-z]|\b[{|}][a-z]{2}|[a-z]~")
_FEWEST_UMLAUTS = 3
_LONGEST_LABEL = 60
_AGENCY = re.compile(r"([A-Za-z][\w-]*)\s+\d+\s*$")
_LABEL = re.compile(
    r"^(?:[A-Z0-9 ./()-]*\b(?:LEAD|REFILE|EXTRA|UPDATE|CORRECTION|ROUNDUP|URGENT|FLASH|KILL|BULLETIN|NEWS|FEATURE"
    r"|PREVIEW|ANALYSIS|BACKGROUND|ZF|BERICHTIGUNG|KORREKTUR|EIL)\b[A-Z0-9 ./()-]*|\([A-Z][a-zäöü]+\))$"
)
_NOTEBOOK = re.compile(r"^#+\s*(?:\w+\s+)?notebook\b|^#+\s*(?:dpa\s+)?notizblock\b|^\*( \*){2,}$", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_SIGN_OFF = re.compile(r"^(?:dpa|afp|apa|ap|rtr|sda)(?:[ /-][a-z]{1,4}){1,6}$")


@dataclass(slots=True)
class Iptc7901Story:
    """What a message prints and says. `sent` is a date to parse, `""` without one."""

    labels: list[str] = field(default_factory=list)
    headline: str = ""
    deck: list[str] = field(default_factory=list)
    byline: str | None = None
    keyword: str = ""
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    category: str = ""
    urgency: int | None = None
    agency: str | None = None
    number: str = ""
    sent: str = ""


def story_of(message: Message) -> Iptc7901Story:
    """The story of a message. What follows as a notebook for desks is not for publication; its links are kept."""
    story = Iptc7901Story()
    header = _HEADER.match(message.header)
    if header is not None:
        story.category, story.urgency = header["category"], int(header["priority"]) or None
        story.number = f"{header['service']}{header['number']}"
        agency = _AGENCY.search(header["rest"])
        story.agency = agency[1] if agency else None
        story.keyword = one_line(message.header[header.end() :]).strip("/ ")
    if sent := _SENT.search(message.trailer):
        story.sent = _iso(sent)
    heading, text = _parted(_in_letters(message.text))
    _read_heading(heading, story)
    story.blocks = _paragraphs(text, story)
    return story


def _iso(sent: re.Match[str]) -> str:
    """The time of sending in ISO 8601; as it stands where its month or zone is not known, for others to refuse."""
    month = next((number for number, names in enumerate(_MONTHS, 1) if sent["month"].lower() in names.split()), None)
    zone = _ZONES.get(sent["zone"] or "")
    if month is None or zone is None:
        return sent.group()
    year = sent["year"] if len(sent["year"]) == 4 else f"20{sent['year']}"
    return f"{year}-{month:02}-{sent['day']}T{sent['hour']}:{sent['minute']}:00{zone}"


def _in_letters(text: str) -> str:
    """The text with umlauts where the German code of seven bits had put them in the places of brackets and braces."""
    if not text.isascii() or len(_UMLAUT.findall(text)) < _FEWEST_UMLAUTS:
        return text
    return text.translate(str.maketrans("[\\]{|}~", "ÄÖÜäöüß"))


def _parted(text: str) -> tuple[list[str], str]:
    """The lines of the heading, which ends with `=` or at the first blank line, and the text below."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ends = (number for number, line in enumerate(lines) if line.rstrip().endswith("=") or (number and not line.strip()))
    end = next(ends, len(lines) - 1)
    heading = [one_line(line.rstrip().removesuffix("=")) for line in lines[: end + 1]]
    return [line for line in heading if line], "\n".join(lines[end + 1 :])


def _read_heading(heading: list[str], story: Iptc7901Story) -> None:
    for line in heading:
        if line.startswith("By "):
            story.byline = byline_of_line(line) or line.removeprefix("By ")
        elif len(line) <= _LONGEST_LABEL and _LABEL.match(line) and len(heading) > 1 and not story.headline:
            story.labels.append(line.strip("() "))
        elif not story.headline:
            story.headline = line
        else:
            story.deck.append(line)


def _paragraphs(text: str, story: Iptc7901Story) -> list[Block]:
    lines = normalise(text).split("\n")
    end = next((number for number, line in enumerate(lines) if _NOTEBOOK.match(line.strip())), len(lines))
    story.links += [Link("related", address, title) for title, address in _LINK.findall("\n".join(lines[end:]))]
    found = [each.text for each in paragraphs_of(normalise("\n".join(lines[:end])))]
    if found and _SIGN_OFF.match(found[-1]):
        found.pop()
    return [Block(each) for each in found]

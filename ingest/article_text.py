"""The paragraphs of a printed article in, its headline, byline, dates, keywords, notes and captions told apart."""

import re
from dataclasses import dataclass, field

from archive.model import Draft, DraftPhoto, Problem
from ingest.bylines import byline_of_line
from ingest.captions import has_label, read_caption, without_label
from ingest.credits import credit_in, photographer
from ingest.datelines import dateline_of, with_dateline
from ingest.dates import is_date
from ingest.fields import HEADLINE, folded_keys, metadata_from
from ingest.lines import Paragraph
from ingest.notes import is_note, split_notes

_FIELD_LINE = re.compile(
    r"^(?P<name>headline|title|by|byline|authors?|date|published|updated|modified|source|publication|section"
    r"|category|keywords?|tags|topics|dateline|language|url|link|copyright)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright\b)|\ball rights reserved\b", re.IGNORECASE)
_KEYWORD_LABEL = re.compile(r"^(?:key ?words?|tags?|topics?|filed under|subjects?)\s*:\s*", re.IGNORECASE)
_LONGEST_HEADLINE = 200
_LONGEST_CAPTION = 800
_TAIL = 8
"""How many paragraphs from the end keywords and captions are looked for."""


@dataclass(slots=True)
class Opened:
    """An article being taken apart: what is recognised leaves `rest`, what remains is the body."""

    rest: list[Paragraph]
    headline: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    captions: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take_opening(self) -> None:
        """Headline, byline, date and `Name: value` lines, in whatever order they open the file."""
        printed = list(self.rest)
        decks: list[Paragraph] = []
        while self.rest:
            taken = self._take_opening_line(self.rest[0].text)
            if not taken and not (self.headline and not decks and self._is_deck()):
                break
            if not taken:
                decks.append(self.rest[0])
            del self.rest[0]
        self.rest[:0] = decks
        if not self.rest and not self.headline:
            # Nothing but a date or a name is all the article there is.
            self.rest = printed

    def _is_deck(self) -> bool:
        """Whether the next line stands between the headline and the byline or date."""
        line, after = self.rest[0].text, self.rest[1:2]
        is_signed = bool(after) and (byline_of_line(after[0].text) is not None or is_date(after[0].text))
        return is_signed and len(line) <= _LONGEST_HEADLINE

    def _take_opening_line(self, line: str) -> bool:
        if named := _FIELD_LINE.match(line):
            name, value = named["name"].casefold(), named["value"]
            if name in HEADLINE and not self.headline:
                self.headline = value
                return True
            return self._note_field(name, value)
        pieces = re.split(r"\s+[|•·]\s+", line)
        if all(byline_of_line(piece) or is_date(piece) for piece in pieces):
            return all(self._note_signature(piece) for piece in pieces)
        return self._take_headline(line)

    def _note_signature(self, piece: str) -> bool:
        """Remember a byline or a date; false where another one is known already."""
        writer = byline_of_line(piece)
        return self._note_field("byline", writer) if writer else self._note_field(_date_name(piece), piece)

    def _note_field(self, name: str, value: str) -> bool:
        return value == self.fields.setdefault(name, value)

    def _take_headline(self, line: str) -> bool:
        if self.headline or not _is_headline(line, alone=len(self.rest) == 1):
            return False
        self.headline = line
        while self._headline_goes_on():
            self.headline += " " + self.rest.pop(1).text
        return True

    def _headline_goes_on(self) -> bool:
        """Whether the next line is more of the headline: in lower case, or in capitals like the first one."""
        if len(self.rest) < 2 or self.rest[1].block != self.rest[0].block:
            return False
        line = self.rest[1].text
        if byline_of_line(line) or is_date(line) or len(self.headline) + len(line) > _LONGEST_HEADLINE:
            return False
        return line[:1].islower() or (line.isupper() and self.headline.isupper())

    def take_ending(self) -> None:
        """Keywords, captions and the copyright line, from the end upwards."""
        self._join_credit_lines()
        self._take_after_keywords()
        while len(self.rest) > 1 or (self.rest and not self.headline and has_label(self.rest[-1].text)):
            line = self.rest[-1].text
            if not self._take_ending_line(line):
                break
            del self.rest[-1]
        inner = [index for index, each in enumerate(self.rest) if _is_caption(each.text, strict=True)]
        self.captions[:0] = [self.rest[index].text for index in inner]
        self.rest = [each for index, each in enumerate(self.rest) if index not in inner]

    def _join_credit_lines(self) -> None:
        """A credit on a line of its own belongs to the caption on the line before."""
        for index in range(len(self.rest) - 1, max(1, len(self.rest) - _TAIL), -1):
            line, before = self.rest[index], self.rest[index - 1]
            if line.block == before.block and credit_in(line.text) == line.text and not _is_keywords(before.text):
                self.rest[index - 1 : index + 1] = [Paragraph(f"{before.text}\n{line.text}", line.block)]

    def _take_after_keywords(self) -> None:
        """The keyword line near the end; what follows it is captions, with or without a credit."""
        for index in range(len(self.rest) - 1, max(0, len(self.rest) - _TAIL - 1), -1):
            line, after = self.rest[index], self.rest[index + 1 :]
            if not _is_keywords(line.text, fewest=2 if after else 3):
                continue
            # A line among others may only look like keywords: then what follows must look like captions.
            apart = line.block != self.rest[0].block
            if all((apart and each.block == line.block) or _reads_like_caption(each.text) for each in after):
                self._note_field("keywords", _KEYWORD_LABEL.sub("", line.text))
                self.captions[:0] = [each.text for each in after if not self._take_other(each.text)]
                del self.rest[index:]
            return

    def _take_other(self, line: str) -> bool:
        return _RIGHTS.search(line) is not None and len(line) < 200 and self._note_field("rights", line)

    def _take_ending_line(self, line: str) -> bool:
        if self._take_other(line):
            return True
        if _is_caption(line):
            self.captions.insert(0, line)
            return True
        return False

    def draft(self) -> Draft:
        """The article; its problems are complete afterwards."""
        kept, notes = split_notes([paragraph.text for paragraph in self.rest])
        body = "\n\n".join(kept)
        metadata = metadata_from(folded_keys(self.fields), self.problems)
        return Draft(
            headline=self.headline,
            body=body,
            notes=notes,
            photos=tuple(map(_photo, self.captions)),
            metadata=with_dateline(metadata, body),
        )


def _photo(line: str) -> DraftPhoto:
    return read_caption(without_label(line) if credit_in(line) != line else line)


def _date_name(line: str) -> str:
    return "updated" if re.match(r"\s*(?:last\s+)?(?:updated|modified)", line, re.IGNORECASE) else "published"


def _is_headline(line: str, *, alone: bool) -> bool:
    if (
        len(line) > _LONGEST_HEADLINE
        or not re.search(r"[^\W\d_]{2}", line)
        or is_note(line)
        or has_label(line)
        or dateline_of(line)[0]
    ):
        return False
    sentence = line.endswith((".", "”", '"')) and not line.endswith(("...", "U.S.", "U.K."))
    return not sentence or (len(line.split()) <= 6 and not alone) or (line.isupper() and not alone)


def _is_keywords(line: str, fewest: int = 3) -> bool:
    """Whether a line is a list of keywords: short items between commas or semicolons, and no sentence."""
    if _KEYWORD_LABEL.match(line):
        return True
    items = [item.strip() for item in re.split(r"[;,]", line)]
    return (
        len(items) >= fewest
        and not line.endswith((".", "!", "?", ":", ",", "”", '"'))
        and all(item and len(item) <= 40 and len(item.split()) <= 5 for item in items)
        and not is_date(line)
        and byline_of_line(line) is None
        and not re.search(r"[,;]\s+(?:and|or)\s|[.!?]\s+[A-Z]\w{3,}\s", line)
        and credit_in(line) is None
    )


def _is_caption(line: str, *, strict: bool = False) -> bool:
    """Whether a line is a caption by its own words: a label, or a credit that names a photographer or a photo."""
    if len(line) > _LONGEST_CAPTION:
        return False
    credit = credit_in(line)
    speaks = bool(credit) and re.search(r"\b(?:photo|photograph|picture|image|foto)s?\b|/", credit or "", re.IGNORECASE)
    if strict:
        return has_label(line) or (bool(speaks) and credit != line and photographer(credit) is not None)
    return has_label(line) or bool(speaks) or (credit is not None and photographer(credit) is not None)


def _reads_like_caption(line: str) -> bool:
    """Whether a line after keywords is a caption: one with a credit or a date, or the rights line."""
    if len(line) > _LONGEST_CAPTION or is_note(line):
        return False
    return _is_caption(line) or _RIGHTS.search(line) is not None or read_caption(line).taken is not None

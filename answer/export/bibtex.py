"""References in BibTeX: `@article` where the paper is known and `@misc` where it is not; every value is safe TeX."""

import re
from collections.abc import Iterable, Iterator

from answer.export.names import Author, authors
from answer.export.references import Reference

_TEX = {
    "\\": r"\textbackslash{}",
    # Escaped braces would be counted by BibTeX all the same, and one alone would end the value too late or too early.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "$%&#_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9:.+/-]")


def as_bibtex(references: Iterable[Reference]) -> str:
    """The entries, each with its quotations as a note."""
    return "\n".join(_entry(each) for each in references)


def tex(text: str) -> str:
    """The text on one line, as TeX prints it."""
    return "".join(_TEX.get(each, each) for each in " ".join(text.split()))


def _entry(reference: Reference) -> str:
    kind = "article" if reference.source else "misc"
    key = _NOT_IN_A_KEY.sub("-", reference.key)
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{kind}{{{key},\n{fields}}}\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{tex(reference.headline)}}}}}"
    if reference.byline:
        yield "author", f"{{{' and '.join(map(_author, authors(reference.byline)))}}}"
    for name, value in (("journal", reference.source), ("language", reference.language)):
        if value:
            yield name, f"{{{tex(value)}}}"
    if (when := reference.when) is not None:
        yield "year", f"{{{when:%Y}}}"
        yield "month", _MONTHS[when.month - 1]
        yield "day", f"{{{when.day}}}"
    if reference.url:
        yield "url", f"{{{_url(reference.url)}}}"
    if reference.keywords:
        yield "keywords", f"{{{', '.join(map(tex, reference.keywords))}}}"
    yield "note", f"{{{tex(' '.join((f'{reference.article_id} version {reference.version}.', *reference.notes)))}}}"


def _author(author: Author) -> str:
    """A name that is not a person's stands in braces of its own, so that its last word is not taken for a family."""
    return f"{tex(author.family)}, {tex(author.given)}" if author.given else f"{{{tex(author.family)}}}"


def _url(url: str) -> str:
    """The address itself: TeX prints it as it is, so only what would end the value is written otherwise."""
    return "".join(url.split()).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")

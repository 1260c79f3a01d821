"""References in RIS, which every reference manager reads: one `NEWS` entry each, UTF-8, lines ended by CR LF."""

from collections.abc import Iterable, Iterator

from answer.export.names import authors
from answer.export.references import Reference


def as_ris(references: Iterable[Reference]) -> str:
    """The entries, each with its quotations as notes."""
    return "".join(_entry(each) for each in references)


def _entry(reference: Reference) -> str:
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _fields(reference) if value]
    return "\r\n".join(["TY  - NEWS", *lines, "ER  - ", "", ""])


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    when = reference.when
    yield "ID", reference.key
    yield "TI", reference.headline
    for author in authors(reference.byline):
        yield "AU", author.inverted
    yield "T2", reference.source
    if when is not None:
        yield "PY", f"{when:%Y}"
        yield "DA", f"{when:%Y/%m/%d}/{f'{when:%H:%M}' if reference.has_time else ''}"
    yield "SE", reference.section
    yield "LA", reference.language
    yield "UR", reference.url
    yield "AN", f"{reference.article_id} version {reference.version}"
    for keyword in reference.keywords:
        yield "KW", keyword
    for note in reference.notes:
        yield "N1", note

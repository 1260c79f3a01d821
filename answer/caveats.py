"""Citations in, what a reader must know of their articles out: notes printed with them, later versions, retractions."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from answer.model import Caveat, CaveatKind, Citation
from archive.errors import NotFoundError
from archive.model import Kind, PubStatus, Signal, Status, Version
from archive.standing import released
from archive.store import RecordStore

_SIGNALS = {
    Signal.CORRECTION: CaveatKind.CORRECTED,
    Signal.CLARIFICATION: CaveatKind.CORRECTED,
    Signal.RETRACTION: CaveatKind.WITHDRAWN,
}


def caveats_of(citations: Sequence[Citation], store: RecordStore) -> tuple[Caveat, ...]:
    """The caveats of each article cited, once, in order of the citations; notes as they are printed."""
    found: dict[tuple[str, int], int] = {}
    for each in citations:
        found.setdefault((each.article_id, each.version), each.number)
    quoted = "\n".join(each.quote for each in citations)
    return tuple(caveat for key, first in found.items() for caveat in _of_article(*key, first, quoted, store))


def _of_article(article_id: str, number: int, citation: int, quoted: str, store: RecordStore) -> Iterator[Caveat]:
    try:
        article = released(store.article(article_id), datetime.now(UTC))
    except NotFoundError:
        return
    cited, latest = article.version(number), article.version()
    if article.status is Status.KILLED:
        yield Caveat(CaveatKind.WITHDRAWN, citation, "The publisher has killed this article: it must not be used.")
    if article.status is Status.WITHDRAWN:
        yield Caveat(CaveatKind.WITHDRAWN, citation, "This article has been withdrawn from the archive's searches.")
    if cited is None or latest is None:
        return
    if article.current != number:
        yield Caveat(CaveatKind.LATER_VERSION, citation, _later(latest), version=article.current)
    yield from _notes(latest, citation, quoted)
    yield from _signals(latest, citation)


def _later(latest: Version) -> str:
    updated = latest.metadata.updated or latest.metadata.published
    day = f" of {updated.day.isoformat()}" if updated else ""
    return f"There is a later version of this article: version {latest.number}{day}."


def _notes(version: Version, citation: int, quoted: str) -> Iterator[Caveat]:
    """The notes printed with the article, word for word, but for those that the answer quotes."""
    for part in version.parts:
        text = version.text[part.start : part.end].strip()
        if part.kind is Kind.NOTE and text not in quoted:
            yield Caveat(CaveatKind.NOTE, citation, text, version.number, part.start, part.start + len(text))


def _signals(version: Version, citation: int) -> Iterator[Caveat]:
    """What the publisher says of the version, where no note says it in words."""
    if version.metadata.pub_status is PubStatus.CANCELED:
        yield Caveat(CaveatKind.WITHDRAWN, citation, "The publisher has cancelled this article.", version.number)
    if any(part.kind is Kind.NOTE for part in version.parts):
        return
    for signal in version.metadata.signals:
        if signal in _SIGNALS:
            text = f"The publisher sent this version as a {signal.value}."
            yield Caveat(_SIGNALS[signal], citation, text, version.number)

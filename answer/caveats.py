"""Citations in, what a reader must know of their articles out: notes printed with them, later versions, retractions."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from answer.model import Caveat, CaveatKind, Citation
from archive.errors import NotFoundError
from archive.model import Kind, Signal, Status, Version
from archive.notices import Notice
from archive.standing import released, standing
from archive.store import RecordStore

_SIGNALS = {
    Signal.UPDATE: CaveatKind.UPDATED,
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
    stands = standing(article, number)
    if stands.killed:
        yield Caveat(CaveatKind.WITHDRAWN, citation, "The publisher has killed this article: it must not be used.")
    if article.status is Status.WITHDRAWN:
        yield Caveat(CaveatKind.WITHDRAWN, citation, "This article has been withdrawn from the archive's searches.")
    if article.version(number) is None:
        return
    if stands.superseded_by is not None and not stands.killed:
        yield Caveat(CaveatKind.LATER_VERSION, citation, _later(article.in_force), version=article.current)
    yield from _notes(article.in_force, stands.notices, citation, quoted)
    # That it was killed says that it was retracted.
    told = [each for each in stands.notices if each.kind is not Signal.RETRACTION or not stands.killed]
    yield from _signals(told, citation)


def _later(latest: Version) -> str:
    updated = latest.metadata.updated or latest.metadata.published
    day = f" of {updated.day.isoformat()}" if updated else ""
    return f"There is a later version of this article: version {latest.number}{day}."


def _notes(latest: Version, notices: Sequence[Notice], citation: int, quoted: str) -> Iterator[Caveat]:
    """What papers said of the article since that version, and other notes that it is printed with now, word for word.

    Those that the answer quotes are left out, and of those in the same words all but the first.
    """
    found = [(each.version, each.start, each.text) for each in notices if each.text]
    found += [
        (latest.number, part.start, latest.text[part.start : part.end])
        for part in latest.parts
        if part.kind is Kind.NOTE
    ]
    told = [quoted]
    for number, start, printed in found:
        text = printed.strip()
        if not any(text in each for each in told):
            told.append(text)
            yield Caveat(CaveatKind.NOTE, citation, text, number, start, start + len(text))


def _signals(notices: Sequence[Notice], citation: int) -> Iterator[Caveat]:
    """What the publisher says of versions where no words of theirs say it."""
    for each in notices:
        if not each.text:
            article = "an" if each.kind is Signal.UPDATE else "a"
            text = f"The publisher sent version {each.version} as {article} {each.kind.value}."
            yield Caveat(_SIGNALS[each.kind], citation, text, each.version)

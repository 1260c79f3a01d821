"""Citations or hits in, references out: each version of an article once, with all the words quoted from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from answer.model import Citation
from archive.errors import NotFoundError
from archive.model import Kind, Metadata, Signal, Status
from archive.standing import PLAIN, released, standing
from archive.store import RecordStore
from index.hits import Hit, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that stand at `[start, end)` of the version's text; `number` is that of the citation or the hit's rank."""

    number: int
    text: str
    start: int
    end: int
    kind: Kind
    pages: tuple[int, ...] = ()
    verified: bool = True

    @property
    def place(self) -> str:
        """Where it stands: `characters 120-188, page 3`."""
        pages = f", page{'s' if len(self.pages) > 1 else ''} {', '.join(map(str, self.pages))}" if self.pages else ""
        return f"characters {self.start}-{self.end}{pages}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A version of an article, and what is quoted from it in the order of its numbers.

    `published` is ISO 8601 as the paper gave it. `current` is the number of the version in force, where that is
    another one; `withdrawn` says that the article is out of the archive's searches, `killed` that its publisher took
    it back. `said` is what the paper printed since of mistakes in it, word for word.
    """

    article_id: str
    version: int
    headline: str
    byline: str | None
    source: str | None
    published: str | None
    section: str | None
    language: str | None
    url: str | None
    keywords: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    current: int | None = None
    withdrawn: bool = False
    killed: bool = False
    said: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names it in a file of references."""
        return f"{self.article_id}-v{self.version}"

    @property
    def when(self) -> datetime | None:
        """The moment, or the midnight of the day, of publication."""
        return datetime.fromisoformat(self.published) if self.published else None

    @property
    def has_time(self) -> bool:
        """Whether the paper gave a time of day."""
        return self.published is not None and len(self.published) > len("2020-02-11")

    @property
    def notes(self) -> tuple[str, ...]:
        """A line for each quotation with its place, and one where the version is not what stands today."""
        quoted = (f"[{each.number}] {each.text} ({each.place} of version {self.version})" for each in self.quotations)
        return (*quoted, *([self.standing] if self.standing else ()))

    @property
    def standing(self) -> str | None:
        """What became of the version, in sentences, where the archive knows of anything."""
        found = []
        if self.killed:
            found.append("Its publisher has killed the article: it must not be used as fact.")
        elif self.withdrawn:
            found.append("The article has since been withdrawn from the archive's searches.")
        elif self.current:
            found.append(f"Version {self.current} has since taken its place.")
        found += [f"The paper says of it: “{each}”" for each in self.said]
        return " ".join(found) or None


def of_citations(citations: Iterable[Citation], store: RecordStore) -> tuple[Reference, ...]:
    """One reference for each version cited, in the order of first citation."""
    return _references([(each.number, each) for each in citations], store)


def of_hits(hits: Iterable[Hit], store: RecordStore) -> tuple[Reference, ...]:
    """One reference for each version found, best first; the passages found stand as its quotations."""
    found = [(rank, passage) for rank, hit in enumerate(hits, start=1) for passage in (hit.passage, *hit.more)]
    return _references(found, store)


def _references(quoted: Sequence[tuple[int, Citation | Passage]], store: RecordStore) -> tuple[Reference, ...]:
    by_version: dict[tuple[str, int], list[tuple[int, Citation | Passage]]] = {}
    for number, each in quoted:
        by_version.setdefault((each.article_id, each.version), []).append((number, each))
    return tuple(_reference(group, store) for group in by_version.values())


def _reference(group: Sequence[tuple[int, Citation | Passage]], store: RecordStore) -> Reference:
    first = group[0][1]
    try:
        article = released(store.article(first.article_id), datetime.now(UTC))
    except NotFoundError:
        article = None
    version = article.version(first.version) if article else None
    said = version.metadata if version else Metadata()
    stands = standing(article, first.version) if article else PLAIN
    notices = [" ".join(each.text.split()) for each in stands.notices if each.kind is not Signal.UPDATE]
    return Reference(
        article_id=first.article_id,
        version=first.version,
        headline=first.headline,
        byline=first.byline,
        source=first.source,
        published=first.published,
        section=said.section,
        language=said.language,
        url=said.url,
        keywords=said.keywords,
        quotations=tuple(_quotation(number, each) for number, each in group),
        current=stands.superseded_by,
        withdrawn=article is not None and article.status is Status.WITHDRAWN,
        killed=stands.killed,
        said=tuple(filter(None, notices)),
    )


def _quotation(number: int, quoted: Citation | Passage) -> Quotation:
    return Quotation(
        number=number,
        text=quoted.quote if isinstance(quoted, Citation) else quoted.text,
        start=quoted.start,
        end=quoted.end,
        kind=quoted.kind,
        pages=quoted.pages,
        verified=quoted.verified if isinstance(quoted, Citation) else True,
    )

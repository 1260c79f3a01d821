"""A question in, the passages to answer from out: one search for the whole, one for each paper it names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from answer.beyond import Beyond, beyond
from answer.parts import Part, parts_of
from answer.question import Question
from index.filters import Filters
from index.hits import Hit, Passage, SearchRequest, SearchResult
from index.named_sources import SourceNames
from index.question import read_question
from index.search import Searcher

WIDE = 100
"""Hits of the first search; its sources are those a question's papers are recognised by."""

_PART_HITS = 10
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found for the whole question, and for each of its parts, best first.

    `one_thing` says that the question has no parts, neither by what it asks nor by the papers it names. `sources` are
    all papers and agencies that the archive has, and `beyond` is the time after all of it of which the question asks
    what happened.
    """

    result: SearchResult
    parts: tuple[tuple[Part, tuple[Hit, ...]], ...]
    one_thing: bool
    sources: tuple[str, ...] = ()
    beyond: Beyond | None = None

    @property
    def understood(self) -> tuple[str, ...]:
        """In words, which papers and days the question was taken to name."""
        said = []
        for part, _ in self.parts:
            day = f" on {part.day:%d %B %Y}" if part.day else ""
            said.append(f"looked in {' and '.join(part.sources)}{day}")
        return tuple(dict.fromkeys(said))

    @property
    def passages(self) -> list[Passage]:
        """Every passage found, each once, those of the whole question first."""
        found = (*self.result.hits, *(hit for _, hits in self.parts for hit in hits))
        return list({hit.passage.passage_id: hit.passage for hit in found}.values())


def gather(searcher: Searcher, question: Question, filters: Filters, among: frozenset[str] = frozenset()) -> Gathered:
    """Search for the question and for its parts, all in one generation; only `among` these articles, where given.

    Raises:
        InputError: the question is empty or too long.
    """
    result = _search(searcher, question.text, filters, WIDE)
    sources = _sources(result.hits)
    parts = parts_of(question, sources)[:_MOST_PARTS]
    one_thing = not parts and not read_question(question.text, SourceNames(sources)).parts
    found = [(part, _among(among, _for_part(searcher, part, filters))) for part in parts]
    result = replace(result, hits=_among(among, result.hits))
    return Gathered(
        result,
        tuple((part, hits) for part, hits in found if hits),
        one_thing,
        searcher.sources,
        beyond(question, lambda: _end(searcher, filters)),
    )


def _end(searcher: Searcher, filters: Filters) -> date | None:
    """The last day of publication, or the day as of which is searched where that is earlier."""
    return min(filter(None, (searcher.latest, filters.as_of)), default=None)


def _among(articles: frozenset[str], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if hit.passage.article_id in articles) if articles else hits


def _for_part(searcher: Searcher, part: Part, filters: Filters) -> tuple[Hit, ...]:
    """What the part's papers printed on its day, or on any day where that day has nothing."""
    for each in (part, replace(part, day=None)):
        limits = each.within(filters)
        hits = _search(searcher, part.text, limits, _PART_HITS).hits if limits else ()
        if hits:
            return hits
    return ()


def _search(searcher: Searcher, text: str, filters: Filters, limit: int) -> SearchResult:
    return searcher.search(SearchRequest(query=text, limit=limit, filters=filters, question=True))


def _sources(hits: Iterable[Hit]) -> list[str]:
    return sorted({hit.passage.source for hit in hits if hit.passage.source})

"""From the house's values to the wire's: results, answers, articles, photographs."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from answer.catalogue import Comparison
from answer.copies import Printed
from answer.model import Answer, Citation, Draft, Following, Story
from api import schemas as wire
from archive.bylines import authors_of
from archive.dates import Dated, dates_of
from archive.memberships import Collection
from archive.model import Article, Photo, Version
from archive.standing import Standing
from archive.standing import standing as standing_of
from index.hits import Copy, Histogram, Hit, Passage, SearchResult

_PASSAGE = tuple(wire.Passage.model_fields)


def search_result(query: str, result: SearchResult) -> wire.SearchResult:
    """A search's hits, best first."""
    return wire.SearchResult(
        query=query,
        hits=[hit(each) for each in result.hits],
        generation=result.generation,
        understood=list(result.understood),
        total=result.total,
        articles=result.articles,
        stories=result.stories,
        undated=result.undated,
        next=result.next,
        facets=[
            wire.Facet(field=each.field, counts=_counts(each.counts), several=each.several) for each in result.facets
        ],
        histogram=None if result.histogram is None else histogram(result.histogram),
        suggested=[
            wire.Suggested(text=each.text, date_from=each.date_from.isoformat(), date_to=each.date_to.isoformat())
            for each in result.suggested
        ],
        date_field=result.date_field.value,
        timings=result.timings,
    )


def related(article_id: str, result: SearchResult) -> wire.Related:
    """The articles beside one article, best first."""
    return wire.Related(
        article_id=article_id,
        hits=[hit(each) for each in result.hits],
        generation=result.generation,
        timings=result.timings,
    )


def histogram(given: Histogram) -> wire.Histogram:
    """Hits over time."""
    return wire.Histogram.model_validate(
        {"unit": given.unit, "counts": _counts(given.counts), "undated": given.undated}
    )


def _counts(given: Iterable[tuple[str | None, int]]) -> list[wire.Count]:
    return [wire.Count(value=value, count=count) for value, count in given]


def hit(found: Hit) -> wire.Hit:
    """A found passage with its score, and the article's other found passages."""
    return wire.Hit(
        **_said(found.passage),
        score=found.score,
        more=[passage(each) for each in found.more],
        copies=list(map(copy, found.copies)),
        standing=standing(found.standing),
        collections=list(found.collections),
    )


def standing(given: Standing) -> wire.Standing:
    """What became of a version."""
    return wire.Standing.model_validate(given, from_attributes=True)


def comparison(given: Comparison) -> wire.Comparison:
    """What changed between two versions."""
    return wire.Comparison.model_validate(given, from_attributes=True)


def passage(found: Passage) -> wire.Passage:
    """A passage."""
    return wire.Passage(**_said(found))


def _said(found: Passage) -> dict[str, Any]:
    """The values of a passage; both sides name its fields alike."""
    said = {name: getattr(found, name) for name in _PASSAGE}
    said["dates"] = dict(found.dates)
    return said


def answer(given: Answer) -> wire.Answer:
    """An answer or a refusal, with its citations and the nearest passages."""
    return wire.Answer(
        answer_id=given.answer_id,
        status=given.status.value,
        question=given.question,
        short=None if given.short is None else wire.ShortAnswer(text=given.short[0], citation=given.short[1]),
        sentences=[wire.AnswerSentence.model_validate(each, from_attributes=True) for each in given.sentences],
        citations=[citation(each) for each in given.citations],
        stories=[story(each) for each in given.stories],
        disagreement=[
            wire.Side.model_validate(each, from_attributes=True)
            for each in (given.disagreement.sides if given.disagreement else ())
        ],
        caveats=[wire.Caveat.model_validate(each, from_attributes=True) for each in given.caveats],
        reason=given.reason,
        nearest=[hit(each) for each in given.nearest],
        understood=list(given.understood),
        date_field=given.date_field.value,
        following=None if given.following is None else following(given.following),
        writer=given.writer.value,
        model=given.model,
        note=given.note,
        generation=given.generation,
        timings=given.timings,
    )


def following(given: Following) -> wire.Following:
    """How a question was read after an earlier answer."""
    return wire.Following.model_validate(given, from_attributes=True)


def story(given: Story) -> wire.Story:
    """An independent source with everything that prints it."""
    return wire.Story(
        citations=list(given.citations),
        summary=given.summary,
        agency=given.agency,
        outlets=list(given.outlets),
        printed=list(map(copy, given.printed)),
    )


def citation(given: Citation) -> wire.Citation:
    """A citation, and how to open what it cites."""
    article_id = quote(given.article_id, safe="")
    place = {"article": given.article_id, "version": given.version, "start": given.start, "end": given.end}
    opening = wire.Opening(
        page=f"/?{urlencode(place)}",
        api=f"/v1/articles/{article_id}",
        command=f"newsarchive show {given.article_id} --version {given.version}",
        url=given.url,
    )
    said = {name: getattr(given, name) for name in wire.Citation.model_fields if name != "open"}
    return wire.Citation.model_validate(said | {"open": opening, "standing": standing(given.standing)})


def draft(given: Draft) -> wire.Draft:
    """The next words of an answer in the making."""
    return wire.Draft(text=given.text, withdrawn=given.withdrawn)


def copy(given: Copy) -> wire.Copy:
    """Another article that prints a story."""
    return wire.Copy.model_validate(given, from_attributes=True)


def copies(article_id: str, given: Printed) -> wire.Copies:
    """Where an article's story is printed."""
    return wire.Copies(article_id=article_id, told=given.told, copies=list(map(copy, given.others)))


def article(
    record: Article, passages: Sequence[Passage], story: Printed, collections: Sequence[str] = ()
) -> wire.Article:
    """An article with all its versions, its passages in search, what else prints its story, and its collections."""
    return wire.Article(
        article_id=record.article_id,
        status=record.status.value,
        current=record.current,
        collections=list(collections),
        versions=[version(record, each) for each in record.versions],
        passages=[passage(each) for each in passages],
        told=story.told,
        copies=list(map(copy, story.others)),
    )


def version(article: Article, record: Version) -> wire.Version:
    """One version: its text, what the parts of the text are, and what the paper said about it."""
    said = record.metadata
    return wire.Version(
        number=record.number,
        headline=record.headline,
        text=record.text,
        parts=[wire.Part.model_validate(each, from_attributes=True) for each in record.parts],
        photos=[photo(each) for each in record.photos],
        pages=[wire.PageSpan.model_validate(each, from_attributes=True) for each in record.pages],
        byline=said.byline,
        authors=list(authors_of(record)),
        source=said.source,
        section=said.section,
        dateline=said.dateline,
        published=None if said.published is None else said.published.iso,
        updated=None if said.updated is None else said.updated.iso,
        dates=[date(each) for each in dates_of(record)],
        language=said.language,
        url=said.url,
        rights=said.rights,
        keywords=list(said.keywords),
        ingested_at=record.ingested_at,
        standing=standing(standing_of(article, record.number)),
    )


def date(given: Dated) -> wire.Date:
    """A date of a version, with where it was read."""
    return wire.Date.model_validate(
        {
            "field": given.field.value,
            "date": given.date.iso,
            "read_from": given.date.read_from,
            "confidence": given.confidence.value,
            "doubt": given.doubt,
        }
    )


def collections(given: Iterable[Collection]) -> wire.Collections:
    """Every collection, by name."""
    return wire.Collections(collections=[wire.Collection.model_validate(each, from_attributes=True) for each in given])


def photograph(photo_id: str, appearances: Sequence[Photo]) -> wire.Photograph:
    """A photograph and everywhere it appears."""
    return wire.Photograph(photo_id=photo_id, appearances=[photo(each) for each in appearances])


def photo(appearance: Photo) -> wire.Photo:
    """A photograph with one article; the path of its file stays in the house, only the way to it goes out."""
    image = f"/v1/photos/{quote(appearance.photo_id, safe='')}/image" if appearance.path else None
    return wire.Photo(
        photo_id=appearance.photo_id,
        article_id=appearance.article_id,
        version=appearance.version,
        start=appearance.start,
        end=appearance.end,
        caption=appearance.caption,
        headline=appearance.headline,
        byline=appearance.byline,
        credit=appearance.credit,
        rights=appearance.rights,
        place=appearance.place,
        city=appearance.city,
        country=appearance.country,
        taken=None if appearance.taken is None else appearance.taken.iso,
        people=list(appearance.people),
        keywords=list(appearance.keywords),
        image=image,
    )

"""The record as readers may see it: articles without what is held back, how versions stand and what changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from answer.copies import Printed, printed
from answer.model import Answer, Citation
from archive.differences import Stretch, differences
from archive.errors import InputError, NotFoundError
from archive.memberships import Collection as Collected
from archive.model import Article, Photo, Status
from archive.standing import PLAIN, Standing, in_order, released, standing
from archive.store import RecordStore
from index.hits import Hit, SearchResult


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one version of an article to another, in order of the text."""

    article_id: str
    older: int
    newer: int
    stretches: tuple[Stretch, ...]


class Catalogue:
    """Looks things up in the record. Safe to share between threads."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store

    def article(self, article_id: str) -> Article:
        """The article with all versions that may be shown now.

        Raises:
            NotFoundError: no such article, or it is withheld or under embargo.
        """
        return released(self._store.article(article_id), datetime.now(UTC))

    def copies(self, article_id: str) -> Printed:
        """What else prints the article's story, and how each differs.

        Raises:
            NotFoundError: no such article, or it is withheld or under embargo.
        """
        self.article(article_id)
        return self._printed([article_id])[article_id]

    def collections(self) -> tuple[Collected, ...]:
        """Every collection and how many articles that may be found belong to it, by name."""
        kept = self._store.collections
        listed, embargoed = kept.listed(), kept.embargoed()
        hidden = embargoed - self._shown(set(embargoed)).keys() if embargoed else frozenset()
        if not hidden:
            return listed
        members = kept.memberships()
        hidden &= {each for each, article in self._store.articles(hidden).items() if article.status is Status.CURRENT}
        return tuple(
            replace(each, articles=each.articles - len(hidden & members.articles([each.name]))) for each in listed
        )

    def collections_of(self, article_id: str) -> tuple[str, ...]:
        """The collections that an article belongs to, by name."""
        return self._store.collections.joined_by(article_id)

    def _printed(self, article_ids: Collection[str]) -> dict[str, Printed]:
        """Of each article, what else prints its story."""
        stories = self._store.copies.stories(article_ids)
        shown = self._shown({member.article_id for story in stories.values() for member in story})
        return {each: printed(stories.get(each, ()), each, shown) for each in article_ids}

    def photo(self, photo_id: str) -> tuple[Photo, ...]:
        """Every appearance of the photograph that may be shown now.

        Raises:
            NotFoundError: no such photograph, or it is under embargo wherever it appears.
        """
        found = self._store.photo(photo_id)
        shown = self._shown({each.article_id for each in found})
        current = {each.article_id: each.current for each in shown.values()}
        kept = tuple(each for each in found if current.get(each.article_id) == each.version)
        if not kept:
            raise NotFoundError(f"photograph {photo_id!r} is under embargo; ask again when its article is released")
        return kept

    def compare(self, article_id: str, older: int | None = None, newer: int | None = None) -> Comparison:
        """What changed between two versions: by default the one in force and the one before the newer.

        Raises:
            InputError: there is no version before the newer, and none was named.
            NotFoundError: no such article or version.
        """
        article = self.article(article_id)
        numbers = [version.number for version in in_order(article)]
        newer = article.current if newer is None else newer
        if older is None:
            place = numbers.index(newer) if newer in numbers else 0
            if place == 0 and newer in numbers:
                raise InputError(f"article {article_id} has no version before {newer}; name two that it has")
            older = numbers[place - 1]
        texts = []
        for number in (older, newer):
            version = article.version(number)
            if version is None:
                known = ", ".join(map(str, sorted(numbers)))
                raise NotFoundError(f"article {article_id} has no version {number}; it has {known}")
            texts.append(version.text)
        return Comparison(article_id, older, newer, differences(*texts))

    def with_standing(self, result: SearchResult) -> SearchResult:
        """The result, each hit with how its version stands now."""
        with self._store.reading():
            return replace(result, hits=self._hits(result.hits))

    def answer_with_standing(self, answer: Answer) -> Answer:
        """The answer, each citation and each nearest hit with how its version stands now."""
        stands = self._standings((each.article_id, each.version) for each in answer.citations)

        def stood(cited: Citation) -> Citation:
            return replace(cited, standing=stands.get((cited.article_id, cited.version), PLAIN))

        return replace(answer, citations=tuple(map(stood, answer.citations)), nearest=self._hits(answer.nearest))

    def _hits(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        stands = self._standings((hit.passage.article_id, hit.passage.version) for hit in hits)
        memberships = self._store.collections.memberships()
        told = self._told({copy.article_id for hit in hits for copy in hit.copies})
        return tuple(
            replace(
                hit,
                standing=stands.get((hit.passage.article_id, hit.passage.version), PLAIN),
                collections=memberships.names(hit.passage.article_id),
                copies=tuple(replace(copy, told=told.get(copy.article_id, "")) for copy in hit.copies),
            )
            for hit in hits
        )

    def _told(self, article_ids: Collection[str]) -> dict[str, str]:
        """How each of those copies differs from what it was copied from."""
        return {key: each.told for key, each in self._printed(article_ids).items()} if article_ids else {}

    def _standings(self, versions: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Standing]:
        wanted = set(versions)
        shown = self._shown({article_id for article_id, _ in wanted})
        return {
            (article_id, number): standing(shown[article_id], number)
            for article_id, number in wanted
            if article_id in shown
        }

    def _shown(self, article_ids: set[str]) -> dict[str, Article]:
        """Those of the articles that may be shown now."""
        now = datetime.now(UTC)
        found: dict[str, Article] = {}
        for article_id, article in self._store.articles(article_ids, illustrated=False).items():
            try:
                found[article_id] = released(article, now)
            except NotFoundError:
                continue
        return found

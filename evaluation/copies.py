"""Articles in, how well copies are told from what is none out: precision and recall over all pairs of a judged set.

The set is made of the articles of an archive: of each some copies, edited as papers edit them, beside all the other
articles of the archive, which tell of the same events in other words, and beside reports that are printed from one form
day after day. Thresholds are chosen on the half of the articles that is not reported on.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np

from archive.copies import SURE, Pair
from archive.model import Kind, Metadata, NewsDate, Part, Version
from evaluation.copy_decoys import FORMS, reports
from evaluation.copy_edits import EDITS, Print
from index.alignment import Prose, held_against
from index.shingles import run_hashes
from index.stories import LEAST_RUNS, body_of, candidates_among, sign, stories_in

_COPIES_OF_EACH = 2
_REPORTS = 14
"""Days for which a form is filled in."""

_LEAST_WORDS = 120
"""Articles with fewer words are not edited: little would be left."""

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_FLOOR = 0.2
"""Pairs of which less is common are copies at no threshold."""

Judged = Mapping[frozenset[str], bool | None]
"""What is known of pairs of articles: copies or none, or `None` where judges would differ, which counts neither way."""


@dataclass(slots=True)
class CopySet:
    """Versions to be told apart. `story` says what each is a copy of; `edit` how it was made, `None` for a real one.

    Those too `short` to be compared count neither way.
    """

    versions: list[Version] = field(default_factory=list)
    story: dict[str, str] = field(default_factory=dict)
    edit: dict[str, str | None] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)

    def add(self, version: Version, story: str, edit: str | None) -> None:
        """Add a version."""
        self.versions.append(version)
        self.story[version.article_id] = story
        self.edit[version.article_id] = edit
        if len(run_hashes(body_of(version))) < LEAST_RUNS:
            self.short.add(version.article_id)


@dataclass(frozen=True, slots=True)
class Scores:
    """Pairs: those told, those of them that are true, and all that are true; by the edit, the copies found and made."""

    told: int
    right: int
    true: int
    by_edit: dict[str, tuple[int, int]]
    wrong: tuple[tuple[str, str], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()

    @property
    def precision(self) -> float:
        """The share of the pairs told that are copies."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """The share of the copies that were told."""
        return self.right / self.true if self.true else 1.0


def halves(
    versions: Iterable[Version], judged: Judged, seed: int, most: int | None = None
) -> tuple[list[Version], list[Version]]:
    """The articles to choose on and those to report on, by a digest of their ids; a judged pair stays together.

    Of more than so many articles, those that were judged are taken and others drawn by the same digest.
    """
    parts: tuple[list[Version], list[Version]] = [], []
    first = {article_id: min(pair) for pair in judged for article_id in pair}

    def digest(version: Version) -> bytes:
        return hashlib.sha256(f"{seed} {first.get(version.article_id, version.article_id)}".encode()).digest()

    for version in sorted(versions, key=lambda each: (each.article_id not in first, digest(each)))[:most]:
        parts[digest(version)[-1] % 2].append(version)
    return parts


def copy_set(originals: Sequence[Version], strangers: Sequence[Version], judged: Judged, seed: int) -> CopySet:
    """The articles, copies of them, and reports from forms; words that copies add are those of strangers."""
    random = np.random.default_rng(seed)
    made = CopySet()
    prints = {each.article_id: as_print(each) for each in originals}
    for version in originals:
        made.add(version, version.article_id, None)
    others = [each for each in map(as_print, strangers) if each.words >= _LEAST_WORDS]
    for article_id in [key for key, each in prints.items() if each.words >= _LEAST_WORDS]:
        for name in random.choice(list(EDITS), size=_COPIES_OF_EACH, replace=False).tolist():
            other = others[int(random.integers(len(others)))]
            edited = EDITS[name](prints[article_id], other, random)
            key = f"{article_id}/{name}"
            made.add(as_version(_later(edited, random), key), article_id, name)
    for form in FORMS:
        for place, report in enumerate(reports(form, _REPORTS, date(2023, 10, 2).toordinal(), random)):
            made.add(as_version(report, f"{form}/{place}"), f"{form}/{place}", None)
    for pair in (each for each, copies in judged.items() if copies):
        first, second = sorted(made.story.get(each, "") for each in pair)
        if first and second:
            made.story = {key: first if story == second else story for key, story in made.story.items()}
    return made


def as_print(version: Version) -> Print:
    """A version as what is edited."""
    said = version.metadata
    paragraphs = tuple(each.strip() for each in body_of(version).split("\n") if each.strip())
    return Print(
        version.headline, said.byline or "", paragraphs, said.published.day.toordinal() if said.published else None
    )


def as_version(printed: Print, article_id: str) -> Version:
    """A version of a record, made of a print."""
    body = "\n\n".join(printed.paragraphs)
    start = len(printed.headline) + 2
    text = f"{printed.headline}\n\n{body}"
    published = None if printed.day is None else NewsDate(date.fromordinal(printed.day).isoformat())
    return Version(
        article_id=article_id,
        number=1,
        text=text,
        parts=(Part(Kind.HEADLINE, 0, start - 2), Part(Kind.BODY, start, len(text))),
        metadata=Metadata(byline=printed.byline or None, published=published),
        digest=hashlib.sha256(f"{article_id} {text}".encode("utf-8", "surrogatepass")).hexdigest(),
        ingested_at="2024-01-01T00:00:00+00:00",
    )


def pairs_among(versions: Sequence[Version]) -> list[Pair]:
    """Every candidate of which the least is common, with how much."""
    ready = {each.article_id: Prose(body_of(each)) for each in versions}
    found = []
    for one, other in candidates_among([sign(each) for each in versions]):
        shorter, longer = sorted((ready[one], ready[other]), key=lambda prose: prose.words)
        share = held_against(shorter, longer).share
        if share >= _FLOOR:
            found.append(Pair(one, other, share))
    return found


def scored(made: CopySet, pairs: Iterable[Pair], judged: Judged) -> Scores:
    """How the stories that these pairs lead to agree with what was made."""
    told = {frozenset(pair) for story in stories_in(_sure(pairs)) for pair in combinations(story, 2)}
    by_story: dict[str, list[str]] = {}
    for version in made.versions:
        if version.article_id not in made.short:
            by_story.setdefault(made.story[version.article_id], []).append(version.article_id)
    true = {frozenset(pair) for story in by_story.values() for pair in combinations(story, 2)}
    doubtful = {pair for pair, copies in judged.items() if copies is None}
    told, true = told - doubtful, true - doubtful
    made_by = Counter(each for each in made.edit.values() if each)
    found_by = Counter(made.edit[key] for key in made.edit if frozenset((key, made.story[key])) in told)
    by_edit = {name: (found_by[name], count) for name, count in sorted(made_by.items())}
    return Scores(
        len(told), len(told & true), len(true), by_edit, tuple(_named(told - true)), tuple(_named(true - told))
    )


def at_threshold(pairs: Iterable[Pair], threshold: float) -> Iterator[Pair]:
    """The pairs of which so much is common, as pairs that are copies."""
    return (Pair(each.one, each.other, max(each.share, SURE)) for each in pairs if each.share >= threshold)


def _sure(pairs: Iterable[Pair]) -> Iterator[Pair]:
    return (each for each in pairs if each.are_copies)


def _named(pairs: Iterable[frozenset[str]]) -> list[tuple[str, str]]:
    return [(min(pair), max(pair)) for pair in sorted(pairs, key=sorted)]


def _later(printed: Print, random: np.random.Generator) -> Print:
    """Printed up to three days later, one in ten without a date."""
    if printed.day is None or random.random() < 0.1:
        return Print(printed.headline, printed.byline, printed.paragraphs)
    return Print(printed.headline, printed.byline, printed.paragraphs, printed.day + int(random.integers(0, 4)))

"""The record in, its stories brought up to date: which articles are copies of one another, and how they differ.

Only texts that are new or have changed are signed and compared, with each other and with what has a band of their
signatures in common; only stories that these may have changed are told again. So it costs what is new, however large
the archive is. What is still to be done stands in the record, so that a pass that was killed is gone on with.

Whether two articles are copies depends on these two alone, so the order in which they arrive makes no difference.
"""

import fcntl
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from archive.batches import batches
from archive.copies import MAYBE, SURE, Byline, CopyRecord, Likeness, Member, Pair, Signature
from archive.model import Kind, Version, text_of_kind
from index.alignment import Prose, held_against
from index.banding import NO_TIME, WINDOW, candidates
from index.columns import minute_of
from index.embedder import Vectors
from index.shingles import run_hashes, words_of
from index.signatures import LENGTH, signature_of

LEAST_RUNS = 20
"""A text with fewer runs of words is no copy of anything: short notices are alike by chance."""

_AT_A_TIME = 10_000
"""New texts compared between two writes: what a pass that is killed has to do again at most."""

_DAY = 24 * 60
"""Minutes."""

_READ = 500
_KEPT = 3_000
"""Texts kept ready to be compared."""

MeaningOf = Callable[[str], Vectors | None]
"""From an article's id to the direction of its text's meaning; none where it has no vector yet."""

Progress = Callable[[int, int, str], None]
"""Told how many new texts have been compared, of how many; at the end once more with all."""


def tell_stories(
    record: CopyRecord,
    data: Path,
    meaning: MeaningOf | None = None,
    progress: Progress | None = None,
    *,
    anew: bool = True,
) -> int:
    """Bring the stories up to date with the articles in force; how many stories are told by more than one article.

    With `meaning`, pairs that words leave undecided are decided, those that were before as well unless told not to:
    their meaning may be another model's. Waits for another process that does the same in this data folder: of two new
    texts that arrive at once, one has to find the other.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / "copies.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _compare_due(record, progress)
        if meaning is not None:
            known = [each for each in record.doubtful() if anew or each.cosine is None]
            record.keep((), set(decided(known, meaning)) - set(known))
        _tell_due(record)
        return record.count()


def _compare_due(record: CopyRecord, progress: Progress | None) -> None:
    """Compare what is new or has changed with all that is kept; what was dealt with is remembered step by step."""
    due = record.due(compared=False)
    record.drop(record.outdated(due.article_ids))
    fresh = record.unsigned(due.article_ids)
    for first in range(0, len(fresh), _AT_A_TIME):
        if progress is not None:
            progress(first, len(fresh), "texts compared")
        _compare(record, fresh[first : first + _AT_A_TIME])
    if progress is not None and fresh:
        progress(len(fresh), len(fresh), "")
    if due.article_ids:
        record.compared(due.serial)


def _compare(record: CopyRecord, fresh: Sequence[str]) -> None:
    """Sign the new texts and keep what they are alike to, in one step: a text that has a signature was compared."""
    signed: list[Signature] = []
    for some in batches(fresh, _READ):
        signed += map(sign, record.versions(some).values())
    found = candidates_among([*record.near(signed, WINDOW * _DAY), *signed], {each.article_id for each in signed})
    record.keep(signed, list(_Texts(record).pairs(found)))


def candidates_among(signed: Iterable[Signature], fresh: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """The ids of the pairs worth comparing, ascending, of which one is fresh; all are fresh unless some are named."""
    known = sorted((each for each in signed if each.numbers), key=lambda each: each.article_id)
    matrix = np.frombuffer(b"".join(each.numbers for each in known), dtype="<u4").reshape(len(known), LENGTH)
    found = candidates(
        matrix,
        np.array([each.runs for each in known], dtype=np.int64),
        np.array([NO_TIME if each.minute is None else each.minute for each in known], dtype=np.int32),
        np.array([fresh is None or each.article_id in fresh for each in known], dtype=np.bool_),
    )
    for one, other in found.tolist():
        yield known[one].article_id, known[other].article_id


def sign(version: Version) -> Signature:
    """What is kept of a version's text."""
    runs, published = run_hashes(body_of(version)), version.metadata.published
    return Signature(
        article_id=version.article_id,
        version=version.number,
        minute=minute_of(published.moment) if published else None,
        runs=len(runs),
        numbers=signature_of(runs).astype("<u4").tobytes() if len(runs) >= LEAST_RUNS else b"",
    )


def body_of(version: Version) -> str:
    """What is compared: headlines are rewritten, captions and notes come from elsewhere."""
    return text_of_kind(version, (Kind.BODY,))


def decided(pairs: Iterable[Pair], meaning: MeaningOf) -> list[Pair]:
    """The pairs, those that words leave undecided with the cosine of their vectors."""
    return [each if each.share >= SURE else replace(each, cosine=_cosine(each, meaning)) for each in pairs]


def _cosine(pair: Pair, meaning: MeaningOf) -> float | None:
    one, other = meaning(pair.one), meaning(pair.other)
    return None if one is None or other is None else round(float(one @ other), 6)


def direction(vectors: Vectors) -> Vectors:
    """The direction in which vectors lie on the whole, of length 1."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)


def _tell_due(record: CopyRecord) -> None:
    """Put the articles that copies lead to into stories, where they may be others now, and say how each differs."""
    due = record.due(compared=True)
    if not due.article_ids:
        return
    known, linked = _linked(record, due.article_ids)
    ends = {end for pair in linked for end in (pair.one, pair.other)}
    signed = {each.article_id: replace(each, numbers=b"") for each in record.signatures(ends)}
    # Another process may have taken an article out of the archive meanwhile.
    pairs = [pair for pair in linked if signed.keys() >= {pair.one, pair.other}]
    stories = [sorted(story, key=lambda article_id: _age(signed[article_id])) for story in stories_in(pairs)]
    wanted = _members(stories, pairs, signed)
    new = [each for key, each in wanted.items() if not _is_told(each, known.get(key))]
    record.tell(_Texts(record).members(new), [each for each in known if each not in wanted], due.serial)


def _linked(record: CopyRecord, article_ids: Iterable[str]) -> tuple[dict[str, Member], list[Pair]]:
    """What is told of the articles and of all that stories or copies link them to, and the copies among these."""
    known: dict[str, Member] = {}
    pairs: dict[Pair, None] = {}
    seen: set[str] = set()
    new = set(article_ids)
    while new:
        seen |= new
        stories = {story[0].story_id: story for story in record.stories(new).values()}
        told = {each.article_id: each for each in chain(*stories.values())}
        found = [each for each in record.pairs(new) if each.are_copies]
        known |= told
        pairs |= dict.fromkeys(found)
        new = {*told, *(end for pair in found for end in (pair.one, pair.other))} - seen
    return known, list(pairs)


def stories_in(pairs: Iterable[Pair]) -> list[list[str]]:
    """The ids of the articles of each story: all that copies lead to from one to the next."""
    leader: dict[str, str] = {}

    def find(article_id: str) -> str:
        root = article_id
        while (above := leader.setdefault(root, root)) != root:
            root = above
        while article_id != root:
            leader[article_id], article_id = root, leader[article_id]
        return root

    for pair in pairs:
        leader[find(pair.one)] = find(pair.other)
    stories: dict[str, list[str]] = {}
    for article_id in leader:
        stories.setdefault(find(article_id), []).append(article_id)
    return list(stories.values())


def _age(signature: Signature) -> tuple[bool, int, int, str]:
    """What a story's articles are ordered by: the first printed before others, then the longest."""
    return signature.minute is None, signature.minute or 0, -signature.runs, signature.article_id


_Wanted = tuple[Member, Signature | None]
"""A member as it is to be, and the article that it is to be told of."""


def _members(
    stories: Iterable[Sequence[str]], pairs: Iterable[Pair], signed: Mapping[str, Signature]
) -> dict[str, _Wanted]:
    """Each article, and of what it is told: the first of its story, or if they are no copies, its most alike pair."""
    shares: dict[str, dict[str, float]] = {}
    for pair in pairs:
        shares.setdefault(pair.one, {})[pair.other] = pair.share
        shares.setdefault(pair.other, {})[pair.one] = pair.share
    wanted: dict[str, _Wanted] = {}
    for first, *others in stories:
        wanted[first] = Member(first, signed[first].version, first), None
        for article_id in others:
            mates = shares[article_id]
            best = min(mates, key=lambda mate: (mate != first, -mates[mate], _age(signed[mate])))
            wanted[article_id] = Member(article_id, signed[article_id].version, first), signed[best]
    return wanted


def _is_told(wanted: _Wanted, known: Member | None) -> bool:
    """Whether the record says so already, of the same versions."""
    member, other = wanted
    if known is None or replace(known, likeness=None) != member:
        return False
    told_of = known.likeness
    if told_of is None or other is None:
        return told_of is None and other is None
    return (told_of.article_id, told_of.version) == (other.article_id, other.version)


class _Texts:
    """Versions in force, read from the record by the hundred and made ready to be compared.

    They are kept while there is room: those of one story are asked for close to each other.
    """

    def __init__(self, record: CopyRecord) -> None:
        self._record = record
        self._ready: dict[str, tuple[Version, Prose]] = {}

    def pairs(self, found: Iterable[tuple[str, str]]) -> Iterator[Pair]:
        """Those of the pairs that may be copies, with how much is common."""
        for some in batches(found, _READ):
            self._make_ready({article_id for pair in some for article_id in pair})
            # Another process may have taken an article out of the archive meanwhile.
            for one, other in (pair for pair in some if self._ready.keys() >= set(pair)):
                shorter, longer = sorted((self._ready[one][1], self._ready[other][1]), key=lambda prose: prose.words)
                share = round(held_against(shorter, longer).share, 6)
                if share >= MAYBE:
                    yield Pair(one, other, share)

    def members(self, wanted: Iterable[_Wanted]) -> Iterator[Member]:
        """The members, each with how it differs from the article that it is told of."""
        for some in batches(wanted, _READ):
            self._make_ready({each.article_id for pair in some if pair[1] for each in pair if each})
            for member, other in some:
                mine, theirs = self._ready.get(member.article_id), self._ready.get(other.article_id) if other else None
                yield replace(member, likeness=_likeness(mine, theirs) if mine and theirs else None)

    def _make_ready(self, article_ids: set[str]) -> None:
        if len(self._ready) + len(article_ids) > _KEPT:
            self._ready = {key: each for key, each in self._ready.items() if key in article_ids}
        missing = article_ids - self._ready.keys()
        if missing:
            found = self._record.versions(missing).values()
            self._ready |= {each.article_id: (each, Prose(body_of(each))) for each in found}


def _likeness(mine: tuple[Version, Prose], theirs: tuple[Version, Prose]) -> Likeness:
    (copy, words), (other, other_words) = mine, theirs
    own, kept = held_against(words, other_words), held_against(other_words, words)
    return Likeness(
        article_id=other.article_id,
        version=other.number,
        kept=round(kept.share, 4),
        own=round(own.share, 4),
        cut=kept.missing,
        added=own.missing,
        moved=own.moved,
        headline_changed=words_of(copy.headline) != words_of(other.headline),
        byline=_byline(copy.metadata.byline, other.metadata.byline),
    )


def _byline(copy: str | None, other: str | None) -> Byline:
    mine, theirs = words_of(copy or ""), words_of(other or "")
    if mine == theirs:
        return Byline.SAME
    if not mine or not theirs:
        return Byline.ADDED if mine else Byline.DROPPED
    return Byline.REPLACED

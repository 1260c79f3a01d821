"""How well copies are told, as figures to keep: thresholds compared on one half, measures on the other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.copies import MAYBE, SURE, Pair
from archive.errors import InputError
from archive.model import Kind, Version
from evaluation.copies import THRESHOLDS, CopySet, Judged, Scores, at_threshold, copy_set, halves, pairs_among, scored
from evaluation.provenance import commit, machine
from evaluation.records import records_of
from evaluation.retrieval import document_name
from index.embedder import Embedder, Vectors
from index.passages import cut
from index.stories import decided, direction

PRECISION = 0.97
"""What the threshold has to reach on the half it is chosen on; of those that do, the one with the best recall."""

Decide = Callable[[Sequence[Pair], CopySet], list[Pair]]
"""Fills in the cosines of pairs that words leave undecided."""


def by_vectors(embedder: Embedder) -> Decide:
    """Decides as a rebuild does, by the vectors of the passages that texts are cut into."""

    def decide(pairs: Sequence[Pair], made: CopySet) -> list[Pair]:
        versions = {each.article_id: each for each in made.versions}

        @cache
        def meaning(article_id: str) -> Vectors:
            pieces = cut(versions[article_id], embedder.count_tokens, embedder.capacity)
            vectors = embedder.embed_passages([each.embedded for each in pieces if each.kind is Kind.BODY])
            return direction(vectors)

        return decided(pairs, meaning)

    return decide


@dataclass(frozen=True, slots=True)
class CopiesReport:
    """What was measured, and the pairs of the half reported on with what was made, for reading."""

    figures: dict[str, Any]
    pairs: tuple[Pair, ...]
    made: CopySet


def evaluate_copies(
    versions: Iterable[Version], judged: Judged, seed: int, decide: Decide | None, most: int | None = None
) -> CopiesReport:
    """Choose a threshold on one half of the articles, at most so many, and measure what is in force on the other.

    Raises:
        InputError: there are too few articles to make two halves of.
    """
    chosen_on, reported_on = halves(versions, judged, seed, most)
    if not chosen_on or not reported_on:
        raise InputError("there are too few articles to measure on; ingest some dozens")
    made = copy_set(chosen_on, reported_on, judged, seed)
    pairs = pairs_among(made.versions)
    table = {each: scored(made, at_threshold(pairs, each), judged) for each in THRESHOLDS}
    sound = [each for each in THRESHOLDS if table[each].precision >= PRECISION]
    best = max(sound, key=lambda each: (table[each].recall, each)) if sound else None
    reported = copy_set(reported_on, chosen_on, judged, seed)
    found = pairs_among(reported.versions)
    words = scored(reported, found, judged)
    figures: dict[str, Any] = {
        "chosen on": {"articles": len(chosen_on), "with copies": len(made.versions), "best threshold": best}
        | {f"{each:.2f}": f"precision {table[each].precision:.3f}, recall {table[each].recall:.3f}" for each in table},
        "reported on": {"articles": len(reported_on), "with copies": len(reported.versions), "threshold": SURE}
        | _measures(words),
        "copies found of those made": {name: f"{right} of {count}" for name, (right, count) in words.by_edit.items()},
    }
    if decide is not None:
        found = [*(each for each in found if not _is_open(each)), *decide([*filter(_is_open, found)], reported)]
        figures["with vectors"] = {"undecided by words": sum(map(_is_open, found))} | _measures(
            scored(reported, found, judged)
        )
    figures |= {"seed": seed, "commit": commit(), "machine": machine()}
    return CopiesReport(figures, tuple(found), reported)


def read_judged(path: Path | None, identities: Mapping[str, str]) -> dict[frozenset[str], bool | None]:
    """Pairs that somebody judged: `{"one": NAME, "other": NAME, "copies": true, false or null}`, one a line.

    A name is an article's id, its identity, or its mark within a source or a file; `identities` are those of all
    articles, by id. Pairs of articles that are not among these are left out.

    Raises:
        InputError: a line has none of these.
    """
    judged: dict[tuple[str, str], bool | None] = {}
    for number, record in records_of(path) if path else ():
        try:
            judged[str(record["one"]), str(record["other"])] = record["copies"]
        except (KeyError, TypeError) as error:
            message = f'line {number} of {path} judges no pair; write {{"one": ID, "other": ID, "copies": true}}'
            raise InputError(message) from error
    names = {name for pair in judged for name in pair}
    named = {document_name(article_id, identities.__getitem__, names): article_id for article_id in identities}
    return {
        frozenset((named[one], named[other])): copies
        for (one, other), copies in judged.items()
        if one in named and other in named
    }


def to_read(report: CopiesReport, most: int) -> str:
    """The pairs nearest to the threshold with their shares, half of them made as copies and half not."""
    texts = {each.article_id: each for each in report.made.versions}
    lines = []
    for are_copies in (True, False):
        same = [each for each in report.pairs if _made_alike(report.made, each) is are_copies]
        same.sort(key=lambda each: (abs(each.share - SURE), each.one, each.other))
        lines.append("made as copies" if are_copies else "not made as copies")
        for each in same[: most // 2]:
            cosine = "" if each.cosine is None else f", cosine {each.cosine:.3f}"
            lines.append(f"  {each.share:.2f}{cosine}  {_told(texts[each.one])}\n        {_told(texts[each.other])}")
    return "\n".join(lines)


def _measures(found: Scores) -> dict[str, Any]:
    return {
        "precision": found.precision,
        "recall": found.recall,
        "pairs told": found.told,
        "right": found.right,
        "pairs made": found.true,
    }


def _is_open(pair: Pair) -> bool:
    return MAYBE <= pair.share < SURE


def _made_alike(made: CopySet, pair: Pair) -> bool:
    return made.story[pair.one] == made.story[pair.other]


def _told(version: Version) -> str:
    return f"{version.article_id} · {version.metadata.published or 'undated'} · {version.headline[:80]}"

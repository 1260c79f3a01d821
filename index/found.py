"""The found set: everything a search counts, pages through and lists facets of, in one order.

It is what either leg brought for the query, and every admitted passage that holds all of its words. In an order of
time it is the latter alone, so that it does not depend on what ranked well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from archive.dates import DateField
from index.columns import UNDATED, day_column, minute_column
from index.embedder import Vectors
from index.generation import Generation
from index.hits import Order
from index.keywords import KeywordQuery
from index.ranking import Ranked, Within
from index.vectors import Ordinals

NEAREST = 50
"""Passages put in order of time where none holds all the words: further down they have little to do with the query."""

_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Found:
    """The found set in order, a score each; `understood` says what an order of time had to leave undone."""

    ordinals: Ordinals
    scores: Vectors
    understood: tuple[str, ...] = ()


def by_relevance(generation: Generation, words: str, within: Within, ranked: Ranked) -> Found:
    """The ranking, and after it those that hold all the words and were not ranked, by their words.

    Neither leg brought those among its best, so they have the score of the last that one brought.
    """
    rest = np.setdiff1d(holding_all(generation, words, within), ranked.ordinals, assume_unique=True)
    if not len(rest):
        return Found(ranked.ordinals, ranked.scores)
    by_words = generation.keywords.scores(KeywordQuery(words), rest)
    rest = rest[np.lexsort((rest, -by_words))]
    least = ranked.scores[-1] if len(ranked.scores) else np.float32(0)
    scores = np.concatenate([ranked.scores, np.full(len(rest), least, dtype=np.float32)])
    return Found(np.concatenate([ranked.ordinals, rest]), scores)


def in_time(
    generation: Generation,
    words: str,
    within: Within,
    ranked: Callable[[], Ranked],
    order: Order,
    around: date | None,
    field: DateField = DateField.PUBLISHED,
) -> Found:
    """Those that hold all the words, or the nearest where none does, in order of that date, the undated last."""
    understood: tuple[str, ...] = ()
    ordinals = holding_all(generation, words, within)
    if not len(ordinals):
        ordinals = ranked().ordinals[:NEAREST]
        understood = _none_holds_all(len(ordinals)) if len(ordinals) else ()
    ordinals = ordinals[_in_order(generation, ordinals, order, around, field)]
    if field is DateField.PUBLISHED:
        understood = (*understood, *_updated_later(generation, ordinals))
    return Found(ordinals, np.zeros(len(ordinals), dtype=np.float32), understood)


def holding_all(generation: Generation, words: str, within: Within) -> Ordinals:
    """The admitted passages that hold every word, ascending: all of them where there is no word."""
    if not words and within.mask is not None:
        return np.flatnonzero(within.mask)
    holding = generation.keywords.holding(words)
    return np.flatnonzero(holding if within.mask is None else holding & within.mask)


def _none_holds_all(count: int) -> tuple[str, ...]:
    return (f"no passage holds all of the words: the {count} nearest in meaning or words, in order of time",)


def _updated_later(generation: Generation, ordinals: Ordinals) -> tuple[str, ...]:
    """That a page which is kept up to date says newer things than its day of publication, where there are such."""
    published, updated = (
        generation.columns.codes[day_column(field)][ordinals] for field in (DateField.PUBLISHED, DateField.UPDATED)
    )
    later = int(((published != UNDATED) & (updated > published)).sum())
    if not later:
        return ()
    many = "1 passage is of an article that was" if later == 1 else f"{later} passages are of articles that were"
    return (f"in order of publication; {many} updated on a later day, which the date of update goes by",)


def _in_order(
    generation: Generation, ordinals: Ordinals, order: Order, around: date | None, field: DateField
) -> npt.NDArray[np.intp]:
    """Where each ordinal goes; among equal times passages keep the order of the archive."""
    days = generation.columns.codes[day_column(field)][ordinals].astype(np.int64)
    minutes = days * _MINUTES + generation.columns.codes[minute_column(field)][ordinals]
    undated = days == UNDATED
    if order is Order.AROUND and around is not None:
        return np.lexsort((ordinals, minutes, np.abs(days - around.toordinal()), undated))
    return np.lexsort((ordinals, -minutes if order is Order.LATEST else minutes, undated))

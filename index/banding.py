"""Signatures in, the pairs of texts out that are worth comparing word by word (locality-sensitive hashing by bands).

Two texts are a candidate where two neighbouring numbers of their signatures are the same in both. Sixty-four such bands
find a pair that has a quarter of its runs of words in common 98 times in 100, one that has an eighth 63 times. One band
is sorted at a time, so that nothing but the signatures is kept, in memory or in the record.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from index.signatures import LENGTH, Signatures

WINDOW = 30
"""Days between two articles within which they may be copies. An article without a date is near every other."""

NO_TIME = np.iinfo(np.int32).max

_MINUTES = 24 * 60
_ROWS = 2
_NEAREST_IN_TIME = 256
"""Others with which a text is compared for one band: only where hundreds have the same phrases are there more."""

_LEAST_SHARE = 0.15
"""The share of the shorter text's runs, by the signatures, from which a pair is worth reading."""

Numbers = npt.NDArray[np.int64]
Times = npt.NDArray[np.int32]


def candidates(signatures: Signatures, runs: Numbers, times: Times, fresh: npt.NDArray[np.bool_]) -> Numbers:
    """The pairs worth comparing of which at least one text is fresh, shape `(pairs, 2)`, ascending, each once.

    `signatures` has shape `(texts, LENGTH)`; `runs` is how many runs of words each text has, `times` the minute
    it was published in, or `NO_TIME`.
    """
    order = np.argsort(times, kind="stable")
    found = [np.empty((0, 2), dtype=np.int64)]
    for band in range(0, LENGTH, _ROWS):
        keys = signatures[:, band].astype(np.uint64) << np.uint64(32) | signatures[:, band + 1]
        for pairs in _same(keys, order, fresh):
            kept = _near(pairs, times)
            found.append(kept[_alike(kept, signatures, runs)])
        if band % 16 == 0:
            found = [np.unique(np.concatenate(found), axis=0)]
    return np.unique(np.concatenate(found), axis=0)


def _same(keys: npt.NDArray[np.uint64], order: Numbers, fresh: npt.NDArray[np.bool_]) -> Iterator[Numbers]:
    """Pairs with the same key, of which one is fresh; those of one key are in the given order, near ones first."""
    wanted = order[np.isin(keys[order], keys[fresh])]
    rows = wanted[np.argsort(keys[wanted], kind="stable")]
    ordered = keys[rows]
    firsts = np.arange(len(rows))
    for shift in range(1, _NEAREST_IN_TIME + 1):
        firsts = firsts[: np.searchsorted(firsts, len(rows) - shift)]
        firsts = firsts[ordered[firsts] == ordered[firsts + shift]]
        if not len(firsts):
            return
        pairs = np.sort(np.stack([rows[firsts], rows[firsts + shift]], axis=1), axis=1)
        yield pairs[fresh[pairs].any(axis=1)]


def _near(pairs: Numbers, times: Times) -> Numbers:
    """Those printed within the window of days."""
    one, other = times[pairs[:, 0]].astype(np.int64), times[pairs[:, 1]].astype(np.int64)
    near = (np.abs(one - other) <= WINDOW * _MINUTES) | (one == NO_TIME) | (other == NO_TIME)
    return np.asarray(pairs[near])


def _alike(pairs: Numbers, signatures: Signatures, runs: Numbers) -> npt.NDArray[np.bool_]:
    """Whether enough of the shorter text seems to stand in the longer."""
    kept = np.empty(len(pairs), dtype=np.bool_)
    for first in range(0, len(pairs), 10_000):  # of each signature a copy is made
        some = pairs[first : first + 10_000]
        resemblance = (signatures[some[:, 0]] == signatures[some[:, 1]]).mean(axis=1)
        sizes = runs[some]
        common = resemblance / (1 + resemblance) * sizes.sum(axis=1)
        kept[first : first + 10_000] = common >= _LEAST_SHARE * sizes.min(axis=1)
    return kept

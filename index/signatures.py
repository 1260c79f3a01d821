"""Runs of words in, a MinHash signature out: how alike two texts are can be told from their signatures (datasketch)."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from index.shingles import Hashes

LENGTH = 128
"""Numbers in a signature: what it says of the likeness of two texts is within 0.05, two times in three."""

Signatures = npt.NDArray[np.uint32]
"""Shape `(texts, LENGTH)`."""


def signature_of(runs: Hashes) -> Signatures:
    """The signature of a text's runs of words, shape `(LENGTH,)`."""
    empty = _empty()
    made = empty.copy()
    made.update_batch(runs)
    return np.asarray(made.hashvalues, dtype=np.uint32)


@cache
def _empty() -> Any:
    """Loaded when first needed: the library brings scipy along."""
    from datasketch import MinHash

    return MinHash(num_perm=LENGTH, seed=1, scheme="affine32", hashfunc=_itself)


def _itself(number: int) -> int:
    """The runs are hashed already."""
    return number

"""A text in, its words and the hashes of its runs of words out (shingles).

After Broder, "On the resemblance and containment of documents" (1997). Signatures made of them are kept in the record:
whoever changes anything here has to clear those, by a step of `archive.migrate`.
"""

import re
import unicodedata
import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

RUN = 3
"""Words in a run. Of five, one word misread by text recognition spoils five runs; of three, three."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
"""Japanese and Chinese are written without spaces: there each sign is a word."""

_WEIGHTS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""Odd and far apart, so that the same words in another order make another run."""

Hashes = npt.NDArray[np.uint32]


def words_of(text: str) -> list[str]:
    """The words of a text in order, without case, punctuation and the form in which its letters are coded."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def run_hashes(text: str) -> Hashes:
    """The hash of every run of three words, each once, ascending; empty for a text with fewer words."""
    numbers = np.fromiter(map(_number, words_of(text)), dtype=np.uint64)
    if len(numbers) < RUN:
        return np.empty(0, dtype=np.uint32)
    runs = np.zeros(len(numbers) - RUN + 1, dtype=np.uint64)
    for shift, weight in enumerate(_WEIGHTS):
        runs += numbers[shift : shift + len(runs)] * weight
    runs ^= runs >> np.uint64(29)
    runs *= _WEIGHTS[0]
    return np.unique((runs >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))

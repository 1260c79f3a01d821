"""Texts in, fingerprints out that give no word back; a file in, where words with those fingerprints stand in it.

A trace is of 32 bytes. A file is looked through at every byte: by a rolling hash of 32 bits first, which is cheap and
says yes too often, then by a digest.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

WIDTH = 32
"""Bytes of a trace; shorter texts leave none."""

_STRIDE = 16
"""Characters from one trace to the next: of any stretch of text, 48 characters hold a whole one."""

_CHUNK = 4 * 2**20
_MULTIPLIER = 0x9E3779B97F4A7C15
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes of a file that have a trace, and where in it they stand."""

    path: Path
    offset: int
    content: bytes


def traces_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The traces of texts in the ways files hold them: as they are, and as JSON writes them."""
    pieces = {form[:WIDTH] for text in texts for piece in _pieces(text) for form in _forms(piece)}
    return tuple(sorted(_trace(piece) for piece in pieces))


def find(path: Path, traces: Collection[str]) -> Iterator[Found]:
    """Where in the file words with any of the traces stand."""
    quick = np.unique(np.array([int(each[:8], 16) for each in traces], dtype=np.uint64))
    known = frozenset(traces)
    with path.open("rb") as file:
        start, kept = 0, b""
        while chunk := file.read(_CHUNK):
            content = kept + chunk
            for place in np.flatnonzero(np.isin(_rolling(content), quick)).tolist():
                piece = content[place : place + WIDTH]
                if _trace(piece) in known:
                    yield Found(path, start + place, piece)
            kept = content[-(WIDTH - 1) :]
            start += len(content) - len(kept)


def as_text(content: bytes) -> str:
    """The words that bytes of a file stand for, without what was cut at their ends."""
    text = content.decode("utf-8", "ignore")
    for cut in range(7):  # an escape of JSON has at most six characters
        try:
            return str(json.loads(f'"{text[: len(text) - cut]}"'))
        except ValueError:
            continue
    return text


def _pieces(text: str) -> Iterator[str]:
    if len(text) >= WIDTH:
        yield from (text[start : start + WIDTH] for start in range(0, len(text) - WIDTH + 1, _STRIDE))
        yield text[-WIDTH:]


def _forms(piece: str) -> tuple[bytes, ...]:
    plain = piece.encode("utf-8", "surrogatepass")
    escaped = json.dumps(piece)[1:-1].encode()
    quoted = json.dumps(piece, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")
    return plain, escaped, quoted


def _trace(piece: bytes) -> str:
    return f"{int(_rolling(piece)[0]):08x}{hashlib.blake2b(piece, digest_size=16).hexdigest()}"


def _rolling(content: bytes) -> npt.NDArray[np.uint64]:
    """The upper 32 bits of a polynomial over each 32 bytes; as many as there are whole ones.

    Doubled up: the polynomial over 2n bytes is that over n, and that over the next n.
    """
    values = np.frombuffer(content, dtype=np.uint8).astype(np.uint64)
    if len(values) < WIDTH:
        return values[:0]
    width, power = 1, _MULTIPLIER
    while width < WIDTH:
        values = values[:-width] * np.uint64(power) + values[width:]
        width, power = width * 2, power * power % 2**64
    return values >> _SHIFT

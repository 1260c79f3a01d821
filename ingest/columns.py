"""Pieces of a page's text with their places in, its text column by column out, where the file has it line by line."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_FEWEST_LINES = 5
_SHORTEST = 18
"""Lines of columns are longer than the cells of tables, which are read across."""
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that begins at `x` from the left and `y` from the bottom, in points."""

    x: float
    y: float
    text: str


def by_columns(pieces: Sequence[Piece]) -> str | None:
    """The text read down one column and then the next; `None` where the file's own order does for it.

    It is needed only where the file goes from column to column on most lines: two pieces at one height, the second of
    which begins at the same place on line after line, both longer than cells of tables.
    """
    rows = _rows(pieces)
    gutter = _gutter(rows)
    if gutter is None:
        return None
    split = [row for row in rows if len(row) == 2 and abs(row[1].x - gutter) <= _NEAR]
    first, last = rows.index(split[0]), rows.index(split[-1])
    inner = rows[first : last + 1]
    left = [piece.text.strip() for row in inner for piece in row if piece.x < gutter - _NEAR]
    right = [piece.text.strip() for row in inner for piece in row if piece.x >= gutter - _NEAR]
    above, below = ([_line(row) for row in part] for part in (rows[:first], rows[last + 1 :]))
    return "\n\n".join("\n".join(lines) for lines in (above, left, right, below) if lines)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces at one height, each row from left to right, in the file's order."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if rows and abs(rows[-1][0].y - piece.y) <= _NEAR:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x) for row in rows]


def _gutter(rows: Sequence[Sequence[Piece]]) -> float | None:
    """Where the second column begins, if most rows have two long pieces of which the second begins there."""
    starts: dict[float, int] = defaultdict(int)
    for row in rows:
        if len(row) == 2 and min(len(piece.text.strip()) for piece in row) >= _SHORTEST:
            starts[round(row[1].x / _NEAR) * _NEAR] += 1
    place = max(starts, key=lambda each: starts[each], default=0.0)
    return place if starts[place] >= max(_FEWEST_LINES, len(rows) / 2) else None


def _line(row: Sequence[Piece]) -> str:
    return " ".join(piece.text.strip() for piece in row)

"""A surface to draw on in flat colours, and the few strokes that the scenes share."""

import io
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

SIZE = (1200, 800)
SCALE = 2  # scenes are drawn at twice the size and reduced, which smooths every edge

Colour = tuple[int, int, int]
Point = tuple[float, float]

INK: Colour = (38, 44, 58)
CREAM: Colour = (244, 236, 220)
STEEL: Colour = (92, 112, 124)


class Canvas:
    """A drawing surface in final pixels that paints at SCALE times their number."""

    def __init__(self) -> None:
        """Start with an empty picture."""
        self.image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE))
        self.pen = ImageDraw.Draw(self.image)

    def gradient(self, top: float, bottom: float, upper: Colour, lower: Colour) -> None:
        """Fill the full width between two heights, shading from one colour to the other."""
        first, last = int(top * SCALE), int(bottom * SCALE)
        for y in range(first, last):
            self.pen.line([(0, y), (SIZE[0] * SCALE, y)], mix(upper, lower, (y - first) / (last - first)))

    def shape(self, points: Iterable[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """Fill a rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        edges = (x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse([edge * SCALE for edge in edges], fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float = 2) -> None:
        """Draw a broken line."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill, round(width * SCALE), "curve")

    def jpeg(self) -> bytes:
        """Return the picture at its final size, encoded."""
        buffer = io.BytesIO()
        self.image.resize(SIZE, Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=78, optimize=True)
        return buffer.getvalue()


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; share 0 gives the first and 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def curve(*points: Point, steps: int = 16) -> list[Point]:
    """Return points along a closed curve drawn smoothly through the given ones (Catmull-Rom)."""
    path: list[Point] = []
    for i in range(len(points)):
        a, b, c, d = (points[(i + k) % len(points)] for k in (-1, 0, 1, 2))
        path += [
            (_spline(a[0], b[0], c[0], d[0], s / steps), _spline(a[1], b[1], c[1], d[1], s / steps))
            for s in range(steps)
        ]
    return path


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    """Return one coordinate of a Catmull-Rom curve between b and c."""
    return b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) / 2


def hills(canvas: Canvas, base: float, height: float, fill: Colour, phase: float) -> None:
    """Draw a low ridge across the whole width, standing on base."""
    ridge = [
        (x, base - height * (0.55 + 0.3 * math.sin(x / 210 + phase) + 0.15 * math.sin(x / 73 + 2 * phase)))
        for x in range(0, SIZE[0] + 1, 12)
    ]
    canvas.shape([(0, base), *ridge, (SIZE[0], base)], fill)


def ripples(canvas: Canvas, top: float, bottom: float, fill: Colour, count: int, seed: int) -> None:
    """Scatter short level strokes on water, longer and further apart toward the viewer."""
    chance = random.Random(seed)  # noqa: S311 -- a repeatable pattern, nothing secret
    for _ in range(count):
        depth = chance.random() ** 0.7
        x, y, length = chance.uniform(-40, SIZE[0]), top + (bottom - top) * depth, 12 + 70 * depth
        canvas.line([(x, y), (x + length, y)], fill, 1 + 2 * depth)

"""The harbour at dusk: forty-one boats, counted."""

import math
import random

from scenes.canvas import SIZE, Canvas, Colour, mix, ripples


def draw_harbour(canvas: Canvas) -> None:
    """Draw the anchored fleet off the Old Quay with a light burning far out."""
    horizon = 400
    canvas.gradient(0, horizon, (58, 52, 96), (244, 150, 96))
    canvas.disc(770, horizon - 6, 62, (255, 214, 140))
    canvas.gradient(horizon, SIZE[1], (214, 132, 104), (40, 38, 72))
    ripples(canvas, horizon + 10, SIZE[1], (240, 170, 122), 110, 2)
    for i in range(14):
        width = 58 - 2.4 * i + 10 * math.sin(i * 2.1)
        canvas.line(
            [(770 - width, horizon + 12 + 20 * i), (770 + width, horizon + 12 + 20 * i)],
            (255, 214, 140),
            4,
        )
    _lighthouse(canvas, 120, horizon)
    _fleet(canvas, horizon)
    _quay(canvas)


def _lighthouse(canvas: Canvas, x: float, base: float) -> None:
    """Draw the rock, the tower and its beam."""
    for i in range(24):
        near, far = 14 * i, 14 * (i + 1)
        canvas.shape(
            [
                (x + near, base - 101 - 0.15 * near),
                (x + far, base - 101 - 0.15 * far),
                (x + far, base - 101 - 0.01 * far),
                (x + near, base - 101 - 0.01 * near),
            ],
            mix((255, 220, 160), (186, 121, 98), min(1.0, 0.35 + i / 32)),
        )
    canvas.shape(
        [(x - 64, base + 2), (x - 26, base - 24), (x + 30, base - 28), (x + 70, base + 2)],
        (48, 42, 70),
    )
    canvas.shape(
        [(x - 13, base - 22), (x - 8, base - 92), (x + 8, base - 92), (x + 13, base - 22)],
        (48, 42, 70),
    )
    canvas.box(x - 9, base - 110, x + 9, base - 92, (255, 232, 170))
    canvas.shape([(x - 13, base - 110), (x, base - 124), (x + 13, base - 110)], (48, 42, 70))


def _fleet(canvas: Canvas, horizon: float) -> None:
    """Draw forty-one boats in four ranks, larger toward the viewer."""
    chance = random.Random(41)  # noqa: S311 -- a repeatable pattern, nothing secret
    for rank, (count, y, size) in enumerate(((13, 26, 0.42), (11, 74, 0.62), (9, 140, 0.9), (8, 224, 1.2))):
        for i in range(count):
            gap = 1060 / count
            x = 90 + gap * (i + 0.5) + chance.uniform(-0.22, 0.22) * gap + (14 if rank % 2 else -14)
            _boat(canvas, x, horizon + y + chance.uniform(-5, 5), size)


def _boat(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw one boat at anchor with a riding light and its reflection."""
    dark: Colour = (34, 32, 58)
    canvas.line([(x, y), (x, y - 92 * size)], dark, max(1.4, 3 * size))
    canvas.line([(x, y - 88 * size), (x + 34 * size, y - 6 * size)], dark, max(0.8, 1.2 * size))
    canvas.line([(x, y - 88 * size), (x - 30 * size, y - 8 * size)], dark, max(0.8, 1.2 * size))
    canvas.line([(x, y - 18 * size), (x - 30 * size, y - 16 * size)], dark, max(2, 5 * size))
    canvas.shape(
        [
            (x - 36 * size, y - 10 * size),
            (x + 40 * size, y - 13 * size),
            (x + 28 * size, y + 6 * size),
            (x - 32 * size, y + 6 * size),
        ],
        dark,
    )
    canvas.disc(x, y - 70 * size, max(1.6, 3 * size), (255, 236, 180))
    canvas.line([(x, y + 12 * size), (x, y + 40 * size)], (255, 206, 140), max(0.8, 1.4 * size))


def _quay(canvas: Canvas) -> None:
    """Draw the quayside roofs and windows along the foot of the picture."""
    chance = random.Random(7)  # noqa: S311 -- a repeatable pattern, nothing secret
    x = -20.0
    while x < SIZE[0]:
        width, top = chance.uniform(66, 112), chance.uniform(690, 730)
        canvas.shape([(x, top), (x + width / 2, top - 34), (x + width, top)], (24, 22, 42))
        canvas.box(x, top, x + width, SIZE[1], (28, 26, 48))
        for column in range(2):
            if chance.random() < 0.62:
                left = x + width * (0.2 + 0.38 * column)
                canvas.box(left, top + 18, left + width * 0.18, top + 44, (250, 196, 104))
        x += width
    canvas.box(0, 776, SIZE[0], SIZE[1], (18, 16, 32))

"""The pitch at the Saltings, an hour before the final."""

import math
import random

from scenes.canvas import CREAM, INK, SCALE, SIZE, STEEL, Canvas, Colour, Point, curve, hills


def draw_pitch(canvas: Canvas) -> None:
    """Draw the ground at the Saltings, mown, marked and nearly empty."""
    canvas.gradient(0, 330, (130, 184, 222), (222, 236, 240))
    for x, y, size in (
        (170, 96, 44),
        (226, 84, 56),
        (290, 100, 40),
        (880, 140, 40),
        (930, 126, 52),
        (986, 142, 36),
    ):
        canvas.disc(x, y, size, (246, 250, 250))
    hills(canvas, 330, 70, (128, 158, 130), 1.3)
    canvas.box(0, 326, SIZE[0], 388, (88, 122, 92))
    _stand(canvas)
    _turf(canvas)
    _goal(canvas, 600, 392, 176, 62)
    for x in (90, 1096):
        _floodlight(canvas, x)
    _groundsman(canvas, 318, 640)


def _stand(canvas: Canvas) -> None:
    """Draw the covered stand with the first of the crowd in it."""
    chance = random.Random(4118)  # noqa: S311 -- a repeatable pattern, nothing secret
    canvas.box(150, 214, 1050, 364, (92, 84, 92))
    for row in range(6):
        y = 262 + 17 * row
        canvas.box(150, y + 9, 1050, y + 12, (126, 118, 124))
        for x in range(164, 1044, 12):
            if chance.random() < 0.16:
                canvas.disc(x, y, 5, chance.choice(((206, 66, 56), CREAM, (60, 84, 130), (222, 176, 80))))
    canvas.shape([(120, 218), (180, 172), (1020, 172), (1080, 218)], (166, 58, 52))
    canvas.box(120, 216, 1080, 230, CREAM)
    for x in range(150, 1051, 150):
        canvas.box(x - 3, 230, x + 3, 364, CREAM)
    canvas.box(0, 352, SIZE[0], 388, (240, 236, 224))
    for x, fill in zip(range(0, SIZE[0], 150), [(196, 84, 58), STEEL] * 4, strict=True):
        canvas.box(x + 12, 360, x + 138, 380, fill)


def _turf(canvas: Canvas) -> None:
    """Draw the mown stripes and the white lines, all running to one vanishing point."""

    def at(x: float, y: float) -> Point:
        """Place a point of the pitch; x runs -1 to 1 across and y 0 to 1 toward the viewer."""
        depth = 392 + (SIZE[1] - 392) * y * (0.45 + 0.55 * y)
        return 600 + x * (420 + 520 * (depth - 392) / 408), depth

    canvas.box(0, 386, SIZE[0], SIZE[1], (74, 126, 66))
    for i in range(12):
        left, right = -1.2 + 0.2 * i, -1.0 + 0.2 * i
        fill: Colour = (98, 158, 80) if i % 2 else (84, 142, 70)
        canvas.shape([at(left, 0), at(right, 0), at(right, 1), at(left, 1)], fill)
    white: Colour = (244, 248, 240)
    canvas.line([at(-1, 0), at(1, 0)], white, 3)
    for side in (-1, 1):
        canvas.line([at(side, 0), at(side, 1)], white, 4)
    for half, near in ((0.24, 0.13), (0.54, 0.36)):
        canvas.line([at(-half, 0), at(-half, near), at(half, near), at(half, 0)], white, 3)
    arc = [at(0.2 * math.cos(a / 20 * math.pi), 0.36 + 0.1 * math.sin(a / 20 * math.pi)) for a in range(21)]
    canvas.line(arc, white, 3)
    canvas.disc(*at(0, 0.24), 4, white)
    canvas.line([at(-1, 0.93), at(1, 0.93)], white, 5)


def _goal(canvas: Canvas, x: float, base: float, width: float, height: float) -> None:
    """Draw a goal and its net."""
    left, right, top = x - width / 2, x + width / 2, base - height
    for i in range(1, 15):
        canvas.line([(left + width * i / 15, top), (left + width * i / 15, base - 4)], (214, 216, 212), 0.8)
    for i in range(1, 6):
        canvas.line([(left, top + height * i / 6), (right, top + height * i / 6)], (214, 216, 212), 0.8)
    canvas.line([(left, base), (left, top), (right, top), (right, base)], (255, 255, 255), 5)


def _floodlight(canvas: Canvas, x: float) -> None:
    """Draw one floodlight pylon."""
    canvas.line([(x - 14, 400), (x, 90), (x + 14, 400)], STEEL, 4)
    for i in range(6):
        y, reach = 140 + 44 * i, 2 + 2 * i
        canvas.line([(x - reach, y), (x + reach + 2, y + 44)], STEEL, 2)
    canvas.box(x - 34, 52, x + 34, 94, INK)
    for row in range(2):
        for column in range(4):
            canvas.disc(x - 24 + 16 * column, 63 + 20 * row, 6, (255, 246, 210))


def _groundsman(canvas: Canvas, x: float, y: float) -> None:
    """Draw the groundsman bending to the grass with his shadow beside him."""
    canvas.pen.ellipse(
        [(x - 10) * SCALE, (y + 52) * SCALE, (x + 150) * SCALE, (y + 72) * SCALE],
        (60, 108, 54),
    )
    canvas.line([(x + 20, y + 4), (x + 16, y + 34), (x + 20, y + 62)], (52, 58, 78), 17)
    canvas.line([(x + 34, y + 4), (x + 44, y + 32), (x + 40, y + 62)], (52, 58, 78), 17)
    canvas.shape(
        curve((x + 12, y + 12), (x + 16, y - 26), (x + 62, y - 52), (x + 84, y - 36), (x + 46, y + 14)),
        (198, 84, 58),
    )
    canvas.line([(x + 70, y - 34), (x + 86, y + 4), (x + 88, y + 34)], (198, 84, 58), 11)
    canvas.disc(x + 92, y - 46, 16, (222, 178, 146))
    canvas.shape([(x + 76, y - 50), (x + 84, y - 66), (x + 104, y - 62), (x + 118, y - 46)], INK)
    canvas.line([(x + 88, y + 36), (x + 94, y + 54)], (214, 220, 224), 3)
    canvas.line([(x + 88, y + 36), (x + 84, y + 54)], (214, 220, 224), 3)

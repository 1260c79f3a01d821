"""The library under rain, tarpaulin and fish crates."""

import random

from scenes.canvas import CREAM, SCALE, SIZE, Canvas, Colour, mix


def draw_library(canvas: Canvas) -> None:
    """Draw the library front with its patched copper roof."""
    canvas.gradient(0, 640, (122, 136, 150), (196, 202, 204))
    canvas.gradient(620, SIZE[1], (120, 124, 128), (84, 90, 98))
    for left, right, top in ((-20, 170, 330), (1030, 1220, 290)):
        canvas.box(left, top, right, 640, (140, 120, 112))
        canvas.shape([(left - 8, top), ((left + right) / 2, top - 60), (right + 8, top)], (96, 84, 84))
    _library_body(canvas)
    _library_roof(canvas)
    _library_steps(canvas)
    _rain(canvas)


def _library_body(canvas: Canvas) -> None:
    """Draw the walls, windows, columns and door."""
    stone: Colour = (216, 202, 176)
    canvas.box(190, 300, 1010, 640, stone)
    canvas.box(190, 284, 1010, 306, (188, 172, 146))
    for x in (240, 330, 816, 906):
        canvas.disc(x + 28, 400, 28, (74, 88, 104))
        canvas.box(x, 400, x + 56, 560, (74, 88, 104))
        canvas.line([(x + 28, 374), (x + 28, 560)], stone, 4)
        canvas.line([(x, 462), (x + 56, 462)], stone, 4)
    canvas.box(430, 330, 770, 640, (150, 136, 118))
    canvas.box(556, 440, 644, 640, (82, 58, 48))
    canvas.line([(600, 440), (600, 640)], (60, 42, 36), 3)
    for x in (430, 512, 656, 738):
        canvas.box(x, 336, x + 32, 640, (236, 226, 204))
        canvas.box(x + 22, 336, x + 32, 640, (206, 194, 170))
        canvas.box(x - 7, 324, x + 39, 340, (236, 226, 204))
        canvas.box(x - 7, 626, x + 39, 640, (236, 226, 204))
    canvas.box(410, 306, 790, 328, (226, 214, 190))


def _library_roof(canvas: Canvas) -> None:
    """Draw the copper, its seams, the pediment and the tarpaulin."""
    copper: Colour = (110, 158, 140)
    canvas.shape([(170, 286), (270, 150), (930, 150), (1030, 286)], copper)
    for i in range(15):
        canvas.line([(186 + 59 * i, 286), (277 + 46 * i, 150)], (88, 134, 118), 2)
    canvas.box(266, 142, 934, 154, (88, 134, 118))
    canvas.shape([(690, 146), (862, 146), (906, 262), (712, 268)], (52, 96, 158))
    canvas.line([(748, 147), (776, 265)], (36, 74, 128), 3)
    canvas.line([(806, 147), (842, 263)], (36, 74, 128), 3)
    for x, y in ((712, 268), (780, 266), (846, 264), (906, 262)):
        canvas.line([(x, y), (x + 4, y + 18)], CREAM, 2)
    canvas.shape([(396, 308), (600, 206), (804, 308)], (226, 214, 190))
    canvas.shape([(436, 298), (600, 218), (764, 298)], (196, 180, 152))
    canvas.disc(600, 268, 22, (226, 214, 190))


def _library_steps(canvas: Canvas) -> None:
    """Draw the steps, the crates of books and a few of the buckets."""
    for i in range(4):
        canvas.box(
            400 - 16 * i,
            640 + 15 * i,
            800 + 16 * i,
            655 + 15 * i,
            mix((222, 212, 192), (176, 168, 152), i / 3),
        )
    for x, y in ((372, 640), (300, 690), (392, 690), (346, 590), (812, 690), (822, 640)):
        _crate(canvas, x, y)
    for x in (700, 744, 940):
        canvas.shape([(x, 704), (x + 36, 704), (x + 30, 742), (x + 6, 742)], (178, 186, 192))
        canvas.pen.ellipse([x * SCALE, 698 * SCALE, (x + 36) * SCALE, 710 * SCALE], (86, 120, 140))


def _crate(canvas: Canvas, x: float, y: float) -> None:
    """Draw one fish crate with the backs of books standing out of it."""
    spines: tuple[Colour, ...] = ((150, 60, 52), (56, 84, 110), (196, 158, 84), (82, 108, 84), (120, 80, 110))
    for i, fill in enumerate(spines):
        canvas.box(x + 6 + 15 * i, y - 10 + 4 * (i % 3), x + 19 + 15 * i, y + 12, fill)
    canvas.box(x, y + 6, x + 86, y + 50, (188, 142, 90))
    canvas.box(x, y + 26, x + 86, y + 30, (142, 102, 62))


def _rain(canvas: Canvas) -> None:
    """Draw slanting rain and the puddles it leaves."""
    chance = random.Random(31)  # noqa: S311 -- a repeatable pattern, nothing secret
    for _ in range(130):
        x, y = chance.uniform(0, SIZE[0] + 60), chance.uniform(-20, 700)
        canvas.line([(x, y), (x - 9, y + 30)], (210, 218, 224), 1)
    for x, y, width in ((120, 748, 90), (560, 770, 140), (980, 764, 110)):
        canvas.pen.ellipse([x * SCALE, y * SCALE, (x + width) * SCALE, (y + 14) * SCALE], (150, 162, 172))
